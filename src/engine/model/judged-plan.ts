import type { Plan } from './plan.ts';

/** What a plan is judged and ranked by, as a value that is to be high. */
export interface Judged {
  readonly value: number;
  readonly bound: number | null;
  readonly gap: number | null;
}

/** The weighted or robust sum of a plan, the first level of an ordered list (a cost below zero), else its metric. */
export function judgePlan({ objective, bound, gap, goal }: { readonly [Part in 'objective' | 'bound' | 'gap' | 'goal']?: Plan[Part] | null } & Pick<Plan, 'objective'>): Judged {
  if (goal == null) return { value: objective, bound: bound ?? null, gap: gap ?? null };
  if (goal.kind !== 'levels') return { value: goal.value, bound: goal.bound, gap: goal.gap };
  const [first] = goal.levels;
  if (first === undefined) return { value: objective, bound: null, gap: null };
  const sign = first.metric === 'cost' ? -1 : 1;
  return { value: sign * first.value + 0, bound: first.bound === null ? null : sign * first.bound + 0, gap: first.gap };
}
