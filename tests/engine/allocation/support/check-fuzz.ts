import { recountPlan } from '../../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem } from '../../../../src/engine/model/allocation.ts';
import { asChecked } from './as-checked.ts';
import { NaiveRecount } from './naive-recount.ts';
import { makeRandomProblem } from './random-problem.ts';
import { makeRuleProblem } from './random-rules.ts';
import { checkPlan } from './shared-tools.ts';
import { solve } from './solving.ts';

/** What a seed of the fuzz came to; `faults` is empty where all holds. */
export interface FuzzCase {
  readonly seed: number;
  readonly outcome: 'plan' | 'infeasible' | 'undecided';
  readonly faults: readonly string[];
}

/** The problem of a seed: every second one of the kinds that the independent checker counts, the others of every kind. */
export function makeFuzzProblem(seed: number): AllocationProblem {
  const size = { contacts: 6 + (seed % 15), channels: 2 + (seed % 3), days: 5 + (seed % 17), rules: 3 + (seed % 6) };
  return seed % 2 === 0 ? makeRandomProblem(seed, size) : makeRuleProblem(seed, size);
}

const closeTo = (value: number): number => 1e-6 * Math.max(1, Math.abs(value));

/**
 * Solves the problem of a seed by prices and by HiGHS, and judges: the plan by a naive count of every rule and by the
 * independent checker, the bound by what HiGHS found, an infeasible answer by HiGHS's own.
 */
export async function playFuzzCase(seed: number): Promise<FuzzCase> {
  const problem = makeFuzzProblem(seed);
  const faults: string[] = [];
  const short = await solve(problem, 'prices', { gap: 0.001, seconds: 0.15 }, { now: () => 0 });
  // Where floors fall short the exact model decides, and has to have the time to.
  const isCut = short.status !== 'infeasible' && short.conflicts !== undefined;
  const plan = isCut ? await solve(problem, 'prices', { gap: 0.001, seconds: 20 }) : short;
  const exact = await solve(problem, 'highs', { gap: 0.01, seconds: 20 });
  if (plan.status === 'infeasible') {
    if (exact.status !== 'infeasible') faults.push(`infeasible, HiGHS says ${exact.status}`);
    return { seed, outcome: 'infeasible', faults };
  }
  if (exact.status === 'infeasible') faults.push(`${plan.status}, HiGHS proves that there is no plan`);
  if (plan.conflicts !== undefined) return { seed, outcome: 'undecided', faults: [...faults, ...plan.conflicts] };
  faults.push(...new NaiveRecount(problem, plan.actions).listBroken().map(String));
  if (plan.objective !== recountPlan(problem, plan.actions).objective) faults.push('objective differs from the recount');
  const checked = checkPlan(asChecked(problem), plan);
  if (!checked.ok) faults.push(...checked.faults);
  if (plan.bound !== null && plan.bound < exact.objective - closeTo(exact.objective)) faults.push(`bound ${plan.bound} below ${exact.objective} of HiGHS`);
  return { seed, outcome: 'plan', faults };
}
