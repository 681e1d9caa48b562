/**
 * What one more unit of every scarce thing is worth. `rows` has one price per limit row: ≥ 0 for a ceiling, ≤ 0 for a
 * floor (an action that helps fill it is worth more). `covers` has the worth, ≥ 0, of one more contact reached per coverage rule,
 * `guards` that, ≥ 0, of one more unit of what a guard keeps, where guards are priced at all.
 */
export interface PriceVector {
  readonly rows: Float64Array;
  readonly covers: Float64Array;
  readonly guards: Float64Array;
}

/** Prices of zero. */
export function createPrices(rowCount: number, coverCount: number, guardCount = 0): PriceVector {
  return { rows: new Float64Array(rowCount), covers: new Float64Array(coverCount), guards: new Float64Array(guardCount) };
}

/** An independent copy. */
export function copyPrices(prices: PriceVector): PriceVector {
  return { rows: prices.rows.slice(), covers: prices.covers.slice(), guards: prices.guards.slice() };
}
