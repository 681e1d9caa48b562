import { fail, succeed, type Result } from '../base/fault.ts';

/** How many variants race, and how far. */
export interface RacePlanOptions {
  readonly count: number;
  /** Replications of a variant that is never stopped. */
  readonly replications: number;
  /** After each round the best 1/eta stay in any case, and replications grow by eta (default 3). */
  readonly eta?: number;
  /** Replications of the first round at least (default 8): fewer tell too little of the spread. */
  readonly least?: number;
}

/** One round: replications `from` … `to` − 1 of every variant still in the race. */
export interface RaceRound {
  readonly from: number;
  readonly to: number;
  /** Variants that start it where every round stops as many as it may. */
  readonly variants: number;
}

/**
 * Rounds of successive halving (Karnin, Koren, Somekh 2013): replications so far are R/eta^k, …, R/eta, R, as many rounds as
 * it takes to halve `count` down to one, but none before `least` replications. Options out of range answer BAD_INPUT.
 */
export function planRace({ count, replications, eta = 3, least = 8 }: RacePlanOptions): Result<readonly RaceRound[]> {
  const checks: readonly [string, number, boolean, string][] = [
    ['count', count, Number.isInteger(count) && count >= 1, 'a whole number of 1 or more'],
    ['replications', replications, Number.isInteger(replications) && replications >= 1, 'a whole number of 1 or more'],
    ['eta', eta, eta >= 2 && Number.isFinite(eta), '2 or more'],
    ['least', least, Number.isInteger(least) && least >= 2, 'a whole number of 2 or more'],
  ];
  const wrong = checks.find(([, , isFit]) => !isFit);
  if (wrong !== undefined) return fail('BAD_INPUT', `${wrong[0]} is ${wrong[1]}, not ${wrong[3]}.`, { path: wrong[0] });
  let halvings = 0;
  for (let left = count; left > 1; left = Math.ceil(left / eta)) halvings += 1;
  const ends = [replications];
  for (let earlier = Math.ceil(replications / eta); ends.length <= halvings && earlier >= least; earlier = Math.ceil(earlier / eta)) ends.unshift(earlier);
  let variants = count;
  return succeed(
    ends.map((to, round) => {
      if (round > 0) variants = Math.ceil(variants / eta);
      return { from: round === 0 ? 0 : ends[round - 1]!, to, variants };
    }),
  );
}
