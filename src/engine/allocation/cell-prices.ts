import type { CompiledProblem } from './compiled-problem.ts';

/** Price of one action of a cell on a day: Σ over its rows of price · weight. */
export function cellPriceOn(compiled: CompiledProblem, rowPrices: Float64Array, cell: number, day: number): number {
  const { limits } = compiled;
  let price = 0;
  const end = limits.start[cell + 1]!;
  for (let entry = limits.start[cell]!; entry < end; entry += 1) {
    const period = limits.periodOf[limits.entryDays[entry]! + day]!;
    if (period >= 0) price += rowPrices[limits.entryRow[entry]! + period]! * limits.entryWeight[entry]!;
  }
  return price;
}

/** Prices of every cell and day (cell · days + day). O(cells · days · rules). */
export function priceCells(compiled: CompiledProblem, rowPrices: Float64Array): Float64Array {
  const cellCount = compiled.groups.count * compiled.channelCount;
  const prices = new Float64Array(cellCount * compiled.days);
  for (let cell = 0; cell < cellCount; cell += 1) {
    for (let day = 0; day < compiled.days; day += 1) prices[cell * compiled.days + day] = cellPriceOn(compiled, rowPrices, cell, day);
  }
  return prices;
}
