/**
 * Cheapest sets of days for one cell at given prices. With the open days numbered 0 … openCount − 1,
 * cost[n · stride + p] is the least price of n days from position p on that are `spacing` apart, Infinity where so many
 * do not fit. Because only the number of actions decides their gain, this table answers for every contact of the cell.
 */
export interface DayChoice {
  /** Open days in order of time; `openCount` of them are valid. */
  readonly openDay: Int32Array;
  /** First position at or after a day. */
  readonly positionOf: Int32Array;
  /** First position that may follow the one chosen. */
  readonly follower: Int32Array;
  readonly price: Float64Array;
  readonly cost: Float64Array;
  readonly stride: number;
  openCount: number;
  maxActions: number;
}

/** Room for one cell's table. */
export function createDayChoice(days: number, maxActions: number): DayChoice {
  return {
    openDay: new Int32Array(days),
    positionOf: new Int32Array(days + 1),
    follower: new Int32Array(days),
    price: new Float64Array(days),
    cost: new Float64Array((maxActions + 1) * (days + 1)),
    stride: days + 1,
    openCount: 0,
    maxActions,
  };
}

/** Reads the open days of a cell and which may follow which. O(days). */
export function openDayChoice(choice: DayChoice, isOpen: Uint8Array, from: number, spacing: number, maxActions: number): void {
  const days = choice.openDay.length;
  let count = 0;
  for (let day = 0; day < days; day += 1) {
    choice.positionOf[day] = count;
    if (isOpen[from + day] === 1) choice.openDay[count++] = day;
  }
  choice.positionOf[days] = count;
  choice.openCount = count;
  choice.maxActions = maxActions;
  let next = 0;
  for (let at = 0; at < count; at += 1) {
    while (next < count && choice.openDay[next]! - choice.openDay[at]! < spacing) next += 1;
    choice.follower[at] = next;
  }
}

/** Fills the table from the prices. The least price is convex in n (days on a line with a spacing form an interval matrix). O(days · maxActions). */
export function fillDayChoice(choice: DayChoice): void {
  const { cost, price, follower, stride, openCount, maxActions } = choice;
  cost.fill(0, 0, openCount + 1);
  for (let n = 1; n <= maxActions; n += 1) {
    const row = n * stride;
    const before = row - stride;
    cost[row + openCount] = Infinity;
    for (let at = openCount - 1; at >= 0; at -= 1) {
      const taken = price[at]! + cost[before + follower[at]!]!;
      const skipped = cost[row + at + 1]!;
      cost[row + at] = taken < skipped ? taken : skipped;
    }
  }
}

/** Walks the cheapest `count` days from a position on and hands each position to `visit`. */
export function walkDays(choice: DayChoice, from: number, count: number, visit: (position: number) => void): void {
  const { cost, stride } = choice;
  let at = from;
  for (let n = count; n > 0; n -= 1) {
    const row = n * stride;
    while (cost[row + at + 1]! === cost[row + at]!) at += 1;
    visit(at);
    at = choice.follower[at]!;
  }
}
