import { createRandom, randomNormal } from '../../../src/engine/base/rng.ts';
import type { Race } from '../../../src/engine/design/race.ts';

/** Score of replication r of a variant. */
export type ScoreOf = (variant: number, replication: number) => number;

/**
 * Variants with true means 100 + spread · N(0, 1); a replication adds `common` · N to all of them alike and `own` · N to each,
 * as simulations under common random numbers do.
 */
export function drawVariants({ count, seed, spread, own, common }: { count: number; seed: number; spread: number; own: number; common: number }): ScoreOf {
  const random = createRandom(seed);
  const means = Array.from({ length: count }, () => 100 + spread * randomNormal(random));
  const rows = new Map<number, Float64Array>();
  return (variant, replication) => {
    let row = rows.get(replication);
    if (row === undefined) {
      const draw = createRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(replication + 1, 0x85ebca6b));
      const shift = common * randomNormal(draw);
      row = Float64Array.from(means, (mean) => mean + shift + own * randomNormal(draw));
      rows.set(replication, row);
    }
    return row[variant]!;
  };
}

/** Runs a race to its end. */
export function runRace(race: Race, score: ScoreOf): void {
  for (let asked = race.ask(); asked !== null; asked = race.ask()) {
    const { from, to, variants } = asked;
    const told = race.tell(variants.map((variant) => Array.from({ length: to - from }, (_, at) => score(variant, from + at))));
    if (!told.ok) throw new Error(told.fault.message);
  }
}
