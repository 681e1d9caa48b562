import type { LevelMetric } from '../../model/objective.ts';

/** How one level of an ordered list was solved, all as values that are to be high (cost below zero). */
export interface LevelProof {
  readonly metric: LevelMetric;
  readonly solved: number;
  /** Infinity where none was proven. */
  readonly bound: number;
  /** What later levels had to keep; null for the last. */
  readonly keep: number | null;
}
