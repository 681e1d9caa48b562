/** Amounts are counted in whole parts of 1/`parts`, so that sums of them are exact whatever their order. */
export interface ExactScale {
  readonly parts: number;
}

/** Most amounts that are added up. */
const MOST_AMOUNTS = 2 ** 24;
/** Whole numbers below 2⁵³ add exactly. */
const LARGEST_PARTS = 2 ** 53 / MOST_AMOUNTS;
const MOST_DIGITS = 12;

/**
 * The finest power of ten whose parts of the largest amount, 2²⁴ times over, still add up exactly: 5e8 parts of the largest
 * amount at least a tenth of the time, so an amount is rounded by less than 1e-8 of the largest. Decimal amounts such as 12.50 are not rounded
 * at all. Amounts beyond 5e8 are counted in larger units. O(1).
 */
export function chooseScale(largest: number): ExactScale {
  for (let digits = MOST_DIGITS; digits >= 0; digits -= 1) if (largest * 10 ** digits <= LARGEST_PARTS) return { parts: 10 ** digits };
  let unit = 10;
  while (largest / unit > LARGEST_PARTS) unit *= 10;
  return { parts: 1 / unit };
}

/** An amount in whole parts. */
export const toParts = (amount: number, { parts }: ExactScale): number => Math.round(amount * parts);

/** A sum of parts as an amount. */
export const fromParts = (sum: number, { parts }: ExactScale): number => sum / parts;
