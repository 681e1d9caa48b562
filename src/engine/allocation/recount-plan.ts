import { standingRules, countRule, findStandingBreaches } from '../constraints/registry.ts';
import type { UsageCount } from '../constraints/meter.ts';
import { viewPlan, type PlanEntry, type PlanView } from '../constraints/plan-view.ts';
import { rulesOf, type AllocationProblem } from '../model/allocation.ts';
import { isEnforced } from '../model/constraint.ts';
import type { Metric } from '../model/objective.ts';

/** One breach of one rule, in the planner's words. */
export interface Violation {
  readonly rule: string;
  readonly message: string;
}

/** A plan counted from its actions alone. */
export interface PlanRecount {
  /** The problem's metric, without any exploration bonus. */
  readonly objective: number;
  readonly lift: number;
  readonly cost: number;
  /** Σ response · saturation^(k−1). */
  readonly responses: number;
  /** Contacts with at least one action. */
  readonly reached: number;
  /** Lift of each entry in this plan (k-th action of its channel on its contact in order of date); 0 for entries of no such contact or channel. */
  readonly lifts: Float64Array;
  /** Place of each entry among the actions of its channel on its contact, from 1; 0 for entries of no such contact or channel. */
  readonly places: Int32Array;
  /** Used against limit for every rule, period and rep, enforced or not. */
  readonly usage: readonly UsageCount[];
  /** Breaches of enforced and standing rules; empty for a plan that may be carried out. */
  readonly violations: readonly Violation[];
  /** Breaches of report-only rules. */
  readonly reported: readonly Violation[];
}

interface Worth {
  readonly lift: number;
  readonly cost: number;
  readonly responses: number;
  readonly lifts: Float64Array;
  readonly places: Int32Array;
}

/** lift = Σ value · response · saturation^(k−1), k counting the actions of a channel on a contact in order of date. */
function countWorth(problem: AllocationProblem, entries: readonly PlanEntry[]): Worth {
  const contactAt = new Map(problem.contacts.ids.map((id, at) => [id, at]));
  const channelAt = new Map(problem.channels.map((channel, at) => [channel.id, at]));
  const channelCount = problem.channels.length;
  const lifts = new Float64Array(entries.length);
  const places = new Int32Array(entries.length);
  const counts = new Map<number, number>();
  const order = entries.map((_entry, row) => row).sort((first, second) => compareText(entries[first]!.date, entries[second]!.date) || first - second);
  let cost = 0;
  let responses = 0;
  for (const row of order) {
    const entry = entries[row]!;
    const contact = contactAt.get(entry.contact);
    const at = channelAt.get(entry.channel);
    if (contact === undefined || at === undefined) continue;
    const channel = problem.channels[at]!;
    const before = counts.get(contact * channelCount + at) ?? 0;
    counts.set(contact * channelCount + at, before + 1);
    const response = (problem.contacts.response[channel.id]?.[contact] ?? 0) * channel.saturation ** before;
    lifts[row] = problem.contacts.value[contact]! * (problem.contacts.response[channel.id]?.[contact] ?? 0) * channel.saturation ** before;
    responses += response;
    places[row] = before + 1;
    cost += channel.unitCost;
  }
  let lift = 0;
  for (const value of lifts) lift += value;
  return { lift, cost, responses, lifts, places };
}

const compareText = (first: string, second: string): number => (first < second ? -1 : first > second ? 1 : 0);

const objectiveOf: { readonly [Name in Metric]: (worth: Worth, reached: number) => number } = {
  lift: (worth) => worth.lift,
  net: (worth) => worth.lift - worth.cost,
  reach: (_worth, reached) => reached,
};

function countStandingRules(view: PlanView): Violation[] {
  const strangers = view.strangers.map((name) => ({ rule: 'horizon', message: `horizon: ${name} is not of this problem` }));
  return [...strangers, ...standingRules.flatMap((rule) => findStandingBreaches(rule, view).map((message) => ({ rule: rule.id, message })))];
}

/**
 * Counts a plan from the problem and its actions alone: objective, cost, what every rule used, and every breach in
 * words. Shares no code with the solvers. O(rules · (actions + contacts) + rows of usage).
 */
export function recountPlan(problem: AllocationProblem, actions: readonly PlanEntry[]): PlanRecount {
  const view = viewPlan(problem, actions);
  const worth = countWorth(problem, actions);
  const reached = new Set(view.actions.map(({ contact }) => contact)).size;
  const usage: UsageCount[] = [];
  const violations = countStandingRules(view);
  const reported: Violation[] = [];
  for (const rule of rulesOf(problem)) {
    const count = countRule(rule, view);
    for (const row of count.usage) usage.push(row);
    for (const message of count.violations) (isEnforced(rule) ? violations : reported).push({ rule: rule.id, message });
  }
  return { objective: objectiveOf[problem.objective.metric](worth, reached), ...worth, reached, usage, violations, reported };
}
