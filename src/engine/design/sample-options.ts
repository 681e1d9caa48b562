import { fail } from '../base/fault.ts';

/** How many points a sampled design has, and its seed. */
export interface SampleOptions {
  readonly count: number;
  readonly seed: number;
}

/** Candidates a sampler tries for each point it was asked for, before it answers with fewer. */
export const TRIES_PER_POINT = 100;

/** BAD_INPUT for a count that is not a whole number from 1 to a million, else null. */
export function findCountFault(count: number, path = 'count'): ReturnType<typeof fail> | null {
  return Number.isInteger(count) && count >= 1 && count <= 1_000_000 ? null : fail('BAD_INPUT', `${path} is ${count}, not a whole number from 1 to 1,000,000.`, { path });
}
