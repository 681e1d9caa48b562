import { signOf, type Goal } from './goal.ts';

/** A variant's place. */
export interface RankedVariant {
  readonly variant: number;
  readonly score: number | null;
  /** 1 is best; equal scores share a place and the next one is left out (1, 2, 2, 4); null without a score. */
  readonly rank: number | null;
}

/** Variants from best to worst; equal scores in their own order, those without a score last. O(n log n). */
export function rankVariants(scores: readonly (number | null)[], goal: Goal): RankedVariant[] {
  const worth = (score: number | null): number => (score === null ? -Infinity : signOf(goal) * score);
  const order = scores.map((score, variant) => ({ variant, score })).toSorted((a, b) => (a.score === b.score ? 0 : worth(b.score) - worth(a.score)) || a.variant - b.variant);
  let rank = 0;
  return order.map(({ variant, score }, at) => {
    if (at === 0 || score !== order[at - 1]!.score) rank = at + 1;
    return { variant, score, rank: score === null ? null : rank };
  });
}
