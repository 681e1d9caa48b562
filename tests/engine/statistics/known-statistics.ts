import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedDir } from '../../support/shared.ts';

type Pair = readonly [number, number];
type Table = readonly (readonly number[])[];
interface Isotonic {
  readonly y: readonly number[];
  readonly weights?: readonly number[];
  readonly fit: readonly number[];
}
interface Tested {
  readonly statistic: number;
  readonly df?: number;
  readonly p: number;
}
interface AbTest {
  readonly arm: string;
  readonly metric: string;
  readonly successes: Pair;
  readonly n: Pair;
  readonly z: number;
  readonly p_two_sided: number;
}

/** The collected answers that the statistics are tested against. */
export interface KnownStatistics {
  readonly two_proportion_z: readonly [{ readonly count: Pair; readonly nobs: Pair; readonly z: number; readonly p_two_sided: number }, { readonly count: number; readonly nobs: number; readonly value: number; readonly z: number; readonly p_two_sided: number }];
  readonly k_sample_chi2: {
    readonly successes: readonly number[];
    readonly nobs: readonly number[];
    readonly against_value_0_9: Tested;
    readonly first_only_against_0_9: Tested;
    readonly pair_order: readonly Pair[];
    readonly pairwise_p_raw: readonly number[];
    readonly pairwise_p_holm: readonly number[];
  } & Tested;
  readonly binomial_exact: { readonly k: number; readonly n: number; readonly less: number; readonly greater: number; readonly two_sided: number; readonly ci95_two_sided: Pair };
  readonly effect_size_h: { readonly p1: number; readonly p2: number; readonly h: number };
  readonly two_sample_ci_7_34_vs_1_34: { readonly agresti_caffo: Pair; readonly wald: Pair; readonly newcombe_2dp: Pair; readonly score: Pair };
  readonly power_two_proportions: readonly { readonly diff: number; readonly prop2: number; readonly n_each?: number; readonly n1?: number; readonly ratio?: number; readonly power: number; readonly alternative?: string }[];
  readonly chi2_contingency: readonly { readonly table: Table; readonly yates?: boolean; readonly p?: number; readonly chi2?: number; readonly dof?: number; readonly expected?: Table }[];
  readonly association: { readonly table: Table; readonly cramer: number; readonly tschuprow: number; readonly pearson: number };
  readonly calibration: { readonly curve_uniform: { readonly y: readonly number[]; readonly p: readonly number[]; readonly bins: number; readonly prob_true: readonly number[]; readonly prob_pred: readonly number[] }; readonly isotonic: readonly Isotonic[] };
  readonly real_ab_tests_computed_here: { readonly hillstrom: readonly (AbTest & { readonly chi2: number; readonly chi2_p: number; readonly chi2_yates: number; readonly chi2_yates_p: number; readonly wald_ci95: Pair })[]; readonly artea: AbTest };
  readonly binomial_ci95: readonly { readonly count: number; readonly nobs: number; readonly low: Record<string, number>; readonly upp: Record<string, number> }[];
  readonly binomial_ci95_edge: readonly { readonly count: number; readonly nobs: number; readonly low: { readonly exact: number }; readonly upp: { readonly exact: number } }[];
}

export function readKnownStatistics(): KnownStatistics {
  return JSON.parse(readFileSync(join(sharedDir, 'data/stats/known_answers.json'), 'utf8')) as KnownStatistics;
}
