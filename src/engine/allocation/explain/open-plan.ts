import { parseDay } from '../../base/day.ts';
import { fail, succeed, type Result } from '../../base/fault.ts';
import { listSpeaking, openRules, type OpenRule } from '../../constraints/open-rules.ts';
import type { PlacedAction } from '../../constraints/placed-action.ts';
import { createLocator, readGround, type PlanGround } from '../../constraints/plan-view.ts';
import type { ActionKey, AllocationProblem } from '../../model/allocation.ts';
import type { Plan, PlannedAction } from '../../model/plan.ts';
import { compileProblem } from '../compile-problem.ts';
import { placeOf } from '../compiled-problem.ts';
import { readPlanPrices } from './plan-prices.ts';
import { PlanProbe, type Cell } from './plan-probe.ts';

/** What an explanation reads of a plan. */
export type ExplainedPlan = Pick<Plan, 'problem' | 'usage'> & { readonly actions: readonly Pick<PlannedAction, 'contact' | 'channel' | 'date' | 'exploration' | 'reason' | 'campaign'>[] };

/** A plan and its problem, prepared for questions. */
export interface OpenPlan {
  readonly problem: AllocationProblem;
  readonly ground: PlanGround;
  readonly probe: PlanProbe;
  readonly placed: readonly PlacedAction[];
  /** Reason beside each action, by place (contact · channels + channel) · days + day. */
  readonly reasonAt: ReadonlyMap<number, string>;
  /** Campaign of each action that has one, likewise. */
  readonly campaignAt: ReadonlyMap<number, string>;
  readonly rules: readonly OpenRule[];
  /** Enforced rules that can speak against an action, all planned actions counted. */
  readonly speaking: (action: PlacedAction) => readonly OpenRule[];
  readonly contactAt: ReadonlyMap<string, number>;
  readonly channelAt: ReadonlyMap<string, number>;
}

/** Resolves the actions of a plan; a stranger among them means the plan is of another problem. */
function placeActions(ground: PlanGround, { actions }: ExplainedPlan): Result<PlacedAction[]> {
  const locate = createLocator(ground);
  const placed: PlacedAction[] = [];
  for (const [at, action] of actions.entries()) {
    const found = locate({ contact: action.contact, channel: action.channel, date: action.date, exploration: action.exploration, campaign: action.campaign });
    if (found === null || found.day < 0 || found.day >= ground.days) {
      return fail('CONFLICT', `${action.contact} ${action.channel} ${action.date} is not of this problem.`, { path: `plan.actions[${at}]`, hint: 'Name the problem the plan was made from.' });
    }
    placed.push(found);
  }
  return succeed(placed);
}

/**
 * Prepares a plan for explanations: compiles its problem, counts its actions in every rule and reads its prices back.
 * `CONFLICT` where the plan is of another problem. O(contacts · (channels + rules) + actions · rules).
 */
export function openPlan(problem: AllocationProblem, plan: ExplainedPlan): Result<OpenPlan> {
  if (plan.problem !== problem.name) return fail('CONFLICT', `The plan is of the problem "${plan.problem}", this one is "${problem.name}".`, { path: 'plan.problem', hint: 'Name the problem the plan was made from.' });
  const ground = readGround(problem);
  const placed = placeActions(ground, plan);
  if (!placed.ok) return placed;
  const compiled = compileProblem(problem);
  const probe = new PlanProbe(compiled, placed.value, readPlanPrices(compiled, plan.usage));
  const rules = openRules(problem, ground).filter(({ enforced }) => enforced);
  for (const { meter } of rules) for (const action of placed.value) meter.add(action);
  return succeed({
    problem,
    ground,
    probe,
    placed: placed.value,
    reasonAt: new Map(placed.value.map((action, at) => [placeOf(probe.compiled, action), plan.actions[at]!.reason])),
    campaignAt: new Map(placed.value.flatMap((action) => (action.campaign === undefined ? [] : [[placeOf(probe.compiled, action), action.campaign]]))),
    rules,
    speaking: listSpeaking(rules, ground.days),
    contactAt: new Map(problem.contacts.ids.map((id, at) => [id, at])),
    channelAt: new Map(problem.channels.map(({ id }, at) => [id, at])),
  });
}

/** Position of a contact. */
export function locateContact({ contactAt }: OpenPlan, contact: string): Result<number> {
  const at = contactAt.get(contact);
  return at === undefined ? fail('UNKNOWN_REFERENCE', `No contact of the plan has the ID ${contact}.`, { path: 'contact' }) : succeed(at);
}

/** Position of a channel. */
export function locateChannel({ channelAt }: OpenPlan, channel: string): Result<number> {
  const at = channelAt.get(channel);
  return at === undefined ? fail('UNKNOWN_REFERENCE', `Channel ${channel} does not exist. Known: ${[...channelAt.keys()].join(', ')}.`, { path: 'channel' }) : succeed(at);
}

/** Positions of a contact, channel and date of the plan; unknown names and dates outside the horizon are faults. */
export function locateCell(open: OpenPlan, { contact, channel, date }: ActionKey): Result<Cell> {
  const who = locateContact(open, contact);
  if (!who.ok) return who;
  const how = locateChannel(open, channel);
  if (!how.ok) return how;
  const day = parseDay(date);
  if (day === null) return fail('BAD_INPUT', `"${date}" is not an ISO date such as 2027-01-04.`, { path: 'date' });
  const { startDay, days, problem } = open.ground;
  if (day < startDay || day >= startDay + days) return fail('BAD_INPUT', `${date} is outside the plan's ${days} days from ${problem.horizon.start}.`, { path: 'date' });
  return succeed({ contact: who.value, channel: how.value, day: day - startDay });
}
