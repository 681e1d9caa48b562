/** What of a variant says whether it is drawn. */
export interface ThinnedVariant {
  readonly rank: number | null;
  readonly isFront: boolean;
}

/**
 * Places of variants to draw where there is room for `most`: evenly from those without a rank over the last to the first, the
 * best among them, beside all that stand on the front. Rising; all of them where they have room. O(variants · log variants).
 */
export function thinVariants(variants: readonly ThinnedVariant[], most: number): number[] {
  const places = variants.map((_, at) => at);
  if (variants.length <= most) return places;
  const rankAt = (at: number): number => variants[at]!.rank ?? Infinity;
  const order = places.toSorted((a, b) => (rankAt(a) === rankAt(b) ? a - b : rankAt(b) - rankAt(a)));
  const drawn = new Set(Array.from({ length: most }, (_, at) => order[Math.floor(((at + 1) * order.length) / most) - 1]!));
  return places.filter((at) => drawn.has(at) || variants[at]!.isFront);
}
