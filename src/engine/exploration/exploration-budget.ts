import { fail, succeed, type Result } from '../base/fault.ts';

/** Money for exploration, in the unit of the plan's cost. */
export interface ExplorationBudget {
  /** Share of the plan's cost that exploration may take. */
  readonly total: number;
  readonly spent: number;
  /** What is left, never below 0. */
  readonly left: number;
}

/**
 * Exploration budget of a plan: cost · share, the share being what allocation takes as `explorationShare`, less what
 * explored actions cost already. A share outside [0, 1] or a negative amount answers BAD_INPUT.
 */
export function calculateExplorationBudget(plan: { readonly cost: number; readonly share: number; readonly spent: number }): Result<ExplorationBudget> {
  if (!(plan.share >= 0 && plan.share <= 1)) return fail('BAD_INPUT', `share is ${plan.share}.`, { path: 'share', hint: 'Set it from 0 to 1.' });
  for (const path of ['cost', 'spent'] as const) {
    if (!(plan[path] >= 0 && Number.isFinite(plan[path]))) return fail('BAD_INPUT', `${path} is ${plan[path]}.`, { path, hint: 'Set it to 0 or more.' });
  }
  const total = plan.cost * plan.share;
  return succeed({ total, spent: plan.spent, left: Math.max(0, total - plan.spent) });
}
