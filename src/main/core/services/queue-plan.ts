import { planPins } from '../../../engine/allocation/plan-pins.ts';
import { formatDay, parseDay, type DayNumber } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { ActionKey, FixedAction } from '../../../engine/model/allocation.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import type { QueueDecision } from '../db/repositories/queue.ts';
import type { Session } from '../session.ts';
import { buildProblem, defaultProblemName, readInputs } from './build-problem.ts';
import { readCampaignPart } from './plan-campaigns.ts';
import { listHeldActions, readHeld } from './queue-checker.ts';
import { storePlan } from './store-plan.ts';

/** Accepted actions that nobody holds yet. */
export function listToPlan(sqlite: Sqlite, rules: PlanningRules, decisions: ReadonlyMap<string, QueueDecision>): QueueDecision[] {
  const isHeld = listHeldActions(readHeld(sqlite, rules));
  return [...decisions.values()].filter((decision) => decision.state === 'accepted' && decision.date !== null && !isHeld(toAction(decision)));
}

/** The pin of an accepted decision, as the rules have it: with its flag and its campaign. */
const createPinReader = ({ fixed = [] }: PlanningRules): ((decision: QueueDecision) => FixedAction) => {
  const pins = new Map(fixed.map((pin) => [keyOf(pin), pin]));
  return (decision) => pins.get(keyOf(toAction(decision))) ?? toAction(decision);
};

const toAction = ({ contact, channel, date }: QueueDecision): ActionKey => ({ contact, channel, date: date ?? '' });
const keyOf = ({ contact, channel, date }: ActionKey): string => JSON.stringify([contact, channel, date]);

/** The planner chose these actions one by one: floors are counted and shown, and bind no more. */
const loosenTargets = (rules: PlanningRules, pins: readonly FixedAction[]): PlanningRules => ({
  ...rules,
  fixed: [...pins],
  constraints: rules.constraints.map((rule) => (rule.kind === 'coverage' || rule.kind === 'minimum' ? { ...rule, enforce: false } : rule)),
});

/** Stores a draft plan of exactly the accepted actions that nobody holds yet; its contacts are theirs alone. */
export async function planAccepted(context: CoreContext, session: Session, rules: PlanningRules, made: { decisions: ReadonlyMap<string, QueueDecision>; today: DayNumber }): Promise<Result<{ planId: number; actions: number }>> {
  const { sqlite } = session.database;
  const accepted = listToPlan(sqlite, rules, made.decisions);
  if (accepted.length === 0) return fail('CONFLICT', 'No accepted actions to plan.', { hint: 'Accept recommendations first; those of approved plans count there.' });
  const campaigns = readCampaignPart(sqlite, rules, { campaigns: [], asOf: formatDay(made.today) });
  if (!campaigns.ok) return campaigns;
  const contacts = new Set(accepted.map(({ contact }) => contact));
  const part = { ...campaigns.value, isPlanned: (contact: string) => contacts.has(contact) && campaigns.value.isPlanned(contact) };
  const name = `Catalyst Queue, ${defaultProblemName(rules)}`;
  const built = buildProblem(sqlite, loosenTargets(rules, accepted.map(createPinReader(rules))), { name, audience: null, held: readHeld(sqlite, rules), campaigns: part });
  if (!built.ok) return built;
  const plan = planPins(built.value.problem, 0);
  if (!plan.ok) return plan;
  const inputs = { ...built.value.inputs, ...readInputs(sqlite, rules, null) };
  const planId = await storePlan(context, session, { ...built.value, inputs }, plan.value);
  context.changes.publish(['plans']);
  return succeed({ planId, actions: plan.value.actions.length });
}

/** True where a day lies inside the horizon. */
export function isInHorizon(date: string, { horizon }: PlanningRules): boolean {
  const day = (parseDay(date) ?? -1) - (parseDay(horizon.start) ?? 0);
  return day >= 0 && day < horizon.days;
}
