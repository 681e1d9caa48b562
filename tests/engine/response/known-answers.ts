import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedDir } from '../../support/shared.ts';

interface BinomialInterval {
  readonly count: number;
  readonly nobs: number;
  readonly low: { readonly wilson: number; readonly exact: number };
  readonly upp: { readonly wilson: number; readonly exact: number };
}

/** The part of the collected answers that these tests use. */
export interface KnownAnswers {
  readonly binomial_ci95: readonly BinomialInterval[];
  readonly binomial_ci95_edge: readonly BinomialInterval[];
  readonly calibration: {
    readonly curve_quantile: { readonly y: readonly number[]; readonly p: readonly number[]; readonly bins: number; readonly prob_true: readonly number[]; readonly prob_pred: readonly number[] };
    readonly brier: readonly { readonly y: readonly number[]; readonly p: readonly number[]; readonly brier: number }[];
  };
}

export function readKnownAnswers(): KnownAnswers {
  return JSON.parse(readFileSync(join(sharedDir, 'data/stats/known_answers.json'), 'utf8')) as KnownAnswers;
}
