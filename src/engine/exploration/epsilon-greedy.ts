import { randomIndex } from '../base/rng.ts';
import { ArmTally } from './arm-tally.ts';
import { createPolicy, placeOfLargest, type Policy } from './policy.ts';

/**
 * Share of choices made at random, after `seen` rewards:
 * - `constant`: start.
 * - `exponential`: start · 2^(−seen/halfLife), not below floor.
 * - `inverse`: start / (1 + seen/halfLife), not below floor; falls like 1/t, as a logarithmic regret needs.
 * - `auer`: min(1, c·K/(d²·t)) with K arms and d a lower bound on the gap between the best arm and the next (Auer,
 *   Cesa-Bianchi, Fischer 2002, Theorem 3).
 */
export type EpsilonSchedule =
  | { readonly kind: 'constant'; readonly start: number }
  | { readonly kind: 'exponential' | 'inverse'; readonly start: number; readonly halfLife: number; readonly floor: number }
  | { readonly kind: 'auer'; readonly c: number; readonly gap: number };

/** The share of random choices that a schedule gives after so many rewards, in [0, 1]. */
export function epsilonAfter(schedule: EpsilonSchedule, seen: number, armCount: number): number {
  switch (schedule.kind) {
    case 'constant':
      return schedule.start;
    case 'exponential':
      return Math.max(schedule.floor, schedule.start * 2 ** (-seen / schedule.halfLife));
    case 'inverse':
      return Math.max(schedule.floor, schedule.start / (1 + seen / schedule.halfLife));
    case 'auer':
      return seen === 0 ? 1 : Math.min(1, (schedule.c * armCount) / (schedule.gap * schedule.gap * seen));
  }
}

function checkSchedule(schedule: EpsilonSchedule): void {
  const isShare = (share: number): boolean => share >= 0 && share <= 1;
  const isFit =
    schedule.kind === 'auer'
      ? schedule.c > 0 && schedule.gap > 0 && schedule.gap < 1
      : isShare(schedule.start) && (schedule.kind === 'constant' || (schedule.halfLife > 0 && isShare(schedule.floor)));
  if (!isFit) throw new RangeError(`epsilon schedule out of range: ${JSON.stringify(schedule)}`);
}

/**
 * Epsilon-greedy: with probability ε any open arm alike, else the one with the highest mean reward (untried: 0; of equal
 * ones the first). Propensity: ε/K, and 1 − ε more for the greedy arm.
 */
export function createEpsilonGreedy(armCount: number, schedule: EpsilonSchedule): Policy {
  checkSchedule(schedule);
  const tally = new ArmTally(armCount);
  const estimate = (arms: readonly number[]): Float64Array => Float64Array.from(arms, (arm) => tally.mean(arm));
  const epsilon = (): number => epsilonAfter(schedule, tally.total, armCount);
  return createPolicy({
    armCount,
    estimate,
    draw: (arms, _, random) => (random() < epsilon() ? arms[randomIndex(random, arms.length)]! : arms[placeOfLargest(estimate(arms))]!),
    propensities: (arms) => {
      const share = epsilon();
      const probabilities = new Float64Array(arms.length).fill(share / arms.length);
      probabilities[placeOfLargest(estimate(arms))]! += 1 - share;
      return probabilities;
    },
    update: (arm, reward) => tally.add(arm, reward),
  });
}
