/**
 * Weight of a touch by its age in days: table[age] = 2^(−age / halfLifeDays), for ages 0 … oldestAge. A touch as old as
 * the half-life counts half.
 */
export function recencyWeights(halfLifeDays: number, oldestAge: number): Float64Array {
  if (!(halfLifeDays > 0)) throw new RangeError(`half-life must be above 0 days, got ${halfLifeDays}`);
  return Float64Array.from({ length: oldestAge + 1 }, (_, age) => 2 ** (-age / halfLifeDays));
}
