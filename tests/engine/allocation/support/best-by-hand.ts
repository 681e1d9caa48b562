import { formatDay, parseDay } from '../../../../src/engine/base/day.ts';
import type { AllocationProblem } from '../../../../src/engine/model/allocation.ts';
import { NaiveRecount, type NaiveAction } from './naive-recount.ts';

/** Actions of one contact that keep the channels' settings, and what they are worth. */
interface ContactPlan {
  readonly actions: readonly NaiveAction[];
  readonly worth: number;
}

/** The metric over the actions of one contact; all three metrics add up over contacts. */
function worthOf(problem: AllocationProblem, at: number, actions: readonly NaiveAction[]): number {
  if (problem.objective.metric === 'reach') return actions.length > 0 ? 1 : 0;
  let worth = 0;
  for (const { id, saturation, unitCost } of problem.channels) {
    const count = actions.filter(({ channel }) => channel === id).length;
    for (let place = 0; place < count; place += 1) worth += problem.contacts.value[at]! * problem.contacts.response[id]![at]! * saturation ** place;
    if (problem.objective.metric === 'net') worth -= count * unitCost;
  }
  return worth;
}

function listContactPlans(problem: AllocationProblem, at: number): ContactPlan[] {
  const contact = problem.contacts.ids[at]!;
  const start = parseDay(problem.horizon.start) ?? 0;
  const { fixed: _fixed, ...free } = { ...problem, constraints: [] };
  const all = problem.channels.flatMap(({ id }) => Array.from({ length: problem.horizon.days }, (_, day) => ({ contact, channel: id, date: formatDay(start + day) })));
  const plans: ContactPlan[] = [];
  for (let subset = 0; subset < 2 ** all.length; subset += 1) {
    const actions = all.filter((_action, bit) => (subset & (1 << bit)) !== 0);
    if (new NaiveRecount(free, actions).listBroken().length === 0) plans.push({ actions, worth: worthOf(problem, at, actions) });
  }
  return plans.sort((first, second) => second.worth - first.worth);
}

/** So many whole plans are tried at most. */
const MOST_PLANS = 20_000;

/**
 * Worth of the best plan of a tiny problem without exploration, by trying every one; null where none keeps the rules,
 * undefined where there are too many to try.
 */
export function findBestByHand(problem: AllocationProblem): number | null | undefined {
  const plansOf = problem.contacts.ids.map((_id, at) => listContactPlans(problem, at));
  if (plansOf.reduce((product, plans) => product * plans.length, 1) > MOST_PLANS) return undefined;
  const restOf = plansOf.map((_plans, at) => plansOf.slice(at).reduce((sum, plans) => sum + (plans[0]?.worth ?? 0), 0));
  let best: number | null = null;
  const search = (at: number, chosen: readonly NaiveAction[], worth: number): void => {
    if (best !== null && worth + (restOf[at] ?? 0) <= best) return;
    if (at === plansOf.length) {
      if (new NaiveRecount(problem, chosen).listBroken().length === 0) best = worth;
      return;
    }
    for (const plan of plansOf[at]!) search(at + 1, [...chosen, ...plan.actions], worth + plan.worth);
  };
  search(0, [], 0);
  return best;
}
