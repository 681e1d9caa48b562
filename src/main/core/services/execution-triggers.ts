import type { ExecutionProgress, Trigger } from '../../../contract/execution.ts';
import { formatDay } from '../../../engine/base/day.ts';
import type { PlannedBefore } from '../../../engine/allocation/rebalance/rebalance-options.ts';
import { openActionChecker } from '../../../engine/constraints/check-action.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { ExecutionBoard } from './execution-board.ts';

const CAPACITY_KINDS: ReadonlySet<string> = new Set(['capacity', 'rep_capacity', 'concurrent', 'budget', 'rep_calendar']);
const decimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const number = (value: number): string => decimals.format(value);

/** Actions that are still to come, as a plan has them. */
export const listRemaining = ({ actions, today }: ExecutionBoard): PlannedBefore[] =>
  actions
    .filter(({ state, day }) => state === 'planned' && day >= today)
    .map(({ contact, channel, day, rep, exploration, campaign }) => ({ contact, channel, date: formatDay(day), rep, exploration: exploration === 1, ...(campaign === null ? {} : { campaign }) }));

/** Rules of now that the remaining actions break, most actions first. O(rules · actions). */
export function findBroken(problem: AllocationProblem, remaining: readonly PlannedBefore[]): Trigger[] {
  const { fixed: _fixed, ...free } = problem;
  const checker = openActionChecker(free, []);
  const broken = new Map<string, { kind: Trigger['kind']; actions: number; first: string }>();
  for (const { contact, channel, date } of remaining) {
    const checked = checker.check({ contact, channel, date });
    const failure = checked.ok ? checked.value.failures.find(({ enforced }) => enforced) : undefined;
    if (checked.ok && failure === undefined) {
      checker.add({ contact, channel, date });
      continue;
    }
    const rule = failure?.rule ?? 'contacts';
    const known = broken.get(rule);
    if (known === undefined) broken.set(rule, { kind: failure === undefined ? 'rule' : failure.kind === 'reservation' || rule.startsWith('reserved') ? 'campaign' : CAPACITY_KINDS.has(failure.kind) ? 'capacity' : 'rule', actions: 1, first: failure?.message ?? `${contact} is no longer of the plan` });
    else known.actions += 1;
  }
  return [...broken.values()]
    .toSorted((first, second) => second.actions - first.actions)
    .map(({ kind, actions, first }) => ({ kind, actions, message: `${actions === 1 ? '1 action no longer stands' : `${actions} actions no longer stand`}: ${first}.`.replace(/\.\.$/, '.') }));
}

/** What done actions brought, where it lies outside what chance explains. */
export function judgeProgress({ forecast }: ExecutionProgress): Trigger[] {
  if (forecast.verdict !== 'below' && forecast.verdict !== 'above') return [];
  const { realised, expected, low, high, judged } = forecast;
  return [{ kind: 'forecast', actions: judged, message: `${judged} judged actions brought ${number(realised)}, expected ${number(expected)} (95%: ${number(low)} to ${number(high)}).` }];
}
