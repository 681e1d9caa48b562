import type { ExecutionProgress } from '../../../contract/execution.ts';
import type { RebalanceTrigger } from '../../../engine/model/rebalance.ts';
import { formatDay, type DayNumber } from '../../../engine/base/day.ts';
import { CAPACITY_KINDS } from '../../../engine/allocation/rebalance/capacity-kinds.ts';
import { toEntry, type PlannedBefore } from '../../../engine/allocation/rebalance/rebalance-options.ts';
import { openActionChecker, type CheckFailure } from '../../../engine/constraints/check-action.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { ExecutionSettings } from '../../../engine/model/execution.ts';
import type { StoredSuggestion } from '../db/repositories/suggestion.ts';
import type { BoardAction, ExecutionBoard } from './execution-board.ts';

/** Beginning of the names of rules that keep the days of campaigns (`closingRules`). */
const HELD_RULE = 'reserved: ';
/** Kinds that say that a campaign acts there: what it holds, and whom it may act on. */
const CAMPAIGN_KINDS: ReadonlySet<string> = new Set(['reservation', 'campaign']);
const decimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const number = (value: number): string => decimals.format(value);

const toPlanned = ({ contact, channel, day, rep, exploration, campaign }: BoardAction): PlannedBefore => ({ contact, channel, date: formatDay(day), rep, exploration: exploration === 1, ...(campaign === null ? {} : { campaign }) });

/** Actions that are still to come, as a plan has them. */
export const listRemaining = ({ actions, today }: ExecutionBoard): PlannedBefore[] => actions.filter(({ state, day }) => state === 'planned' && day >= today).map(toPlanned);

/**
 * Actions whose day went by undone. A touch that carried one out may still come in within the days that touches are matched
 * over: until then it stays late where it is. Older ones, and those a pause covers, may go to another day.
 */
export const listLate = ({ actions, today }: ExecutionBoard, { matchDays }: Pick<ExecutionSettings, 'matchDays'>, pausedDay: DayNumber | null): PlannedBefore[] =>
  actions.filter(({ state, day }) => state === 'planned' && day < today).map((action) => ({ ...toPlanned(action), late: action.day >= today - matchDays && action.day < (pausedDay ?? today) ? 'stays' : 'open' }));

const kindOf = ({ kind, rule }: CheckFailure): RebalanceTrigger['kind'] => (CAMPAIGN_KINDS.has(kind) || rule.startsWith(HELD_RULE) ? 'campaign' : CAPACITY_KINDS.has(kind) ? 'capacity' : 'rule');

/** Rules of now that the remaining actions break, most actions first. O(rules · actions). */
export function findBroken(problem: AllocationProblem, remaining: readonly PlannedBefore[]): RebalanceTrigger[] {
  const { fixed: _fixed, ...free } = problem;
  const checker = openActionChecker(free, []);
  const broken = new Map<string, { kind: RebalanceTrigger['kind']; actions: number; first: string }>();
  for (const action of remaining) {
    const entry = toEntry(action);
    const checked = checker.check(entry);
    const failure = checked.ok ? checked.value.failures.find(({ enforced }) => enforced) : undefined;
    if (checked.ok && failure === undefined) {
      checker.add(entry);
      continue;
    }
    const rule = failure?.rule ?? 'contacts';
    const known = broken.get(rule);
    if (known === undefined) broken.set(rule, { kind: failure === undefined ? 'rule' : kindOf(failure), actions: 1, first: failure?.message ?? `${action.contact} is no longer of the plan` });
    else known.actions += 1;
  }
  return [...broken]
    .toSorted(([, first], [, second]) => second.actions - first.actions)
    .map(([about, { kind, actions, first }]) => ({ kind, about, actions, message: `${actions === 1 ? '1 action no longer stands' : `${actions} actions no longer stand`}: ${first}.`.replace(/\.\.$/, '.') }));
}

/** What done actions brought, where it lies outside what chance explains. */
export function judgeProgress({ forecast }: ExecutionProgress): RebalanceTrigger[] {
  if (forecast.verdict !== 'below' && forecast.verdict !== 'above') return [];
  const { realised, expected, low, high, judged } = forecast;
  return [{ kind: 'forecast', about: forecast.verdict, actions: judged, message: `${judged} judged actions brought ${number(realised)}, expected ${number(expected)} (95%: ${number(low)} to ${number(high)}).` }];
}

/**
 * Triggers that a suggestion does not answer already, be it open or decided: those about something else, and rules that more
 * actions break than it knew of. Days that go by make none anew.
 */
export const listUnanswered = (triggers: readonly RebalanceTrigger[], suggestion: Pick<StoredSuggestion, 'triggers'> | undefined): RebalanceTrigger[] =>
  triggers.filter(({ kind, about, actions }) => suggestion?.triggers.some((known) => known.kind === kind && known.about === about && (kind === 'forecast' || known.actions >= actions)) !== true);
