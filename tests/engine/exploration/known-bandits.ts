import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedDir } from '../../support/shared.ts';

type Label = number | string;

/** Decisions, rewards and the answer of a deterministic policy. */
export interface BanditCase {
  readonly source: string;
  readonly policy: string;
  readonly arms: readonly Label[];
  readonly decisions: readonly Label[];
  readonly rewards: readonly number[];
  readonly is_predict: boolean;
  readonly expected: Label | readonly Label[] | Readonly<Record<string, number>>;
  readonly recomputed_upper_bounds_or_means: Readonly<Record<string, number>>;
}

interface Fit {
  readonly decisions: readonly number[];
  readonly rewards: readonly number[];
}

/** Upper confidence bounds to the digit. */
export interface Ucb1Cases {
  readonly confidence: readonly { readonly mean: number; readonly total_count: number; readonly arm_count: number; readonly alpha: number; readonly expected: number }[];
  readonly sequence: {
    readonly fit: Fit & { readonly arms: readonly number[]; readonly alpha: number; readonly expected: Readonly<Record<string, number>> };
    readonly then_fit_again: Fit & { readonly expected: Readonly<Record<string, number>> };
    readonly or_then_partial_fit: Fit & { readonly expected_means: Readonly<Record<string, number>>; readonly expected: Readonly<Record<string, number>> };
  };
  readonly thompson_beta_counts: Fit & {
    readonly arms: readonly number[];
    readonly success_if_reward_at_least: Readonly<Record<string, number>>;
    readonly expected_success: Readonly<Record<string, number>>;
    readonly expected_fail: Readonly<Record<string, number>>;
    readonly posterior_means_computed_here: Readonly<Record<string, number>>;
  };
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(sharedDir, 'data/bandit', name), 'utf8'));

export const readBanditCases = (): readonly BanditCase[] => read('mabwiser_deterministic.json') as readonly BanditCase[];
export const readUcb1Cases = (): Ucb1Cases => read('ucb1_formula_cases.json') as Ucb1Cases;
