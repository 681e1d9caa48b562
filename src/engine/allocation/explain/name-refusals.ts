import { formatDay } from '../../base/day.ts';
import type { Breach } from '../../constraints/meter.ts';
import type { OpenRule } from '../../constraints/open-rules.ts';
import type { PlacedAction } from '../../constraints/placed-action.ts';
import type { Obstacle, Refusal } from '../../model/explanation.ts';
import { NEVER } from '../compiled-problem.ts';
import { startOfDays } from '../day-marks.ts';
import type { OpenPlan } from './open-plan.ts';
import type { Cell, PlanProbe } from './plan-probe.ts';

/** An enforced rule and how an action breaks it. */
export interface RuleBreach {
  readonly rule: OpenRule;
  readonly breach: Breach;
}

/** The action with the campaign it would be for: of those that may act there the first of those that fewest rules refuse. */
export function labelCell({ probe: { compiled }, speaking }: OpenPlan, { contact, channel, day }: Cell): PlacedAction {
  const action: PlacedAction = { contact, channel, day, exploration: false };
  const { slots } = compiled;
  if (slots === null) return action;
  const labelled = slots.sets[slots.setAt(contact, channel, day)]!.members.map((at): PlacedAction => ({ ...action, campaign: slots.campaigns[at]!.id }));
  const refusing = labelled.map((one) => speaking(one).filter(({ meter }) => meter.judge(one).length > 0).length);
  return labelled[refusing.indexOf(Math.min(...refusing))] ?? action;
}

/** Every enforced rule that refuses an action beside the plan, by the rule's own check. */
export const listBreaches = ({ speaking }: OpenPlan, action: PlacedAction): RuleBreach[] => speaking(action).flatMap((rule) => rule.meter.judge(action).map((breach) => ({ rule, breach })));

/** The first enforced rule that refuses an action; null where it fits. */
export function findRefusing({ speaking }: OpenPlan, action: PlacedAction): string | null {
  for (const rule of speaking(action)) if (rule.meter.judge(action).length > 0) return rule.id;
  return null;
}

interface Place {
  readonly contact: number;
  readonly channel: number;
  readonly day: number;
  readonly planned: boolean;
}

const plannedOf = (probe: PlanProbe, contact: number): Place[] => probe.slotsOf(contact).map((slot) => ({ ...probe.cellOf(slot), planned: true }));

function earlierOf({ compiled: { past } }: PlanProbe, contact: number): Place[] {
  const places: Place[] = [];
  for (let at = past.start[contact]!; at < past.start[contact + 1]!; at += 1) places.push({ contact, channel: past.channel[at]!, day: past.day[at]!, planned: false });
  return places;
}

/** Actions of the channel that are too near, or the last touch. */
function listNear(probe: PlanProbe, { contact, channel, day }: Cell): Place[] {
  const { spacing, historyDay, channelCount } = probe.compiled;
  const last = historyDay?.[contact * channelCount + channel] ?? NEVER;
  const touch: Place[] = last !== NEVER && day - last < spacing[channel]! ? [{ contact, channel, day: last, planned: false }] : [];
  return [...touch, ...plannedOf(probe, contact).filter((other) => other.channel === channel && Math.abs(other.day - day) < spacing[channel]!)];
}

/** Actions and touches that a window of a rule counts together with the day. */
function listInWindow(probe: PlanProbe, rule: string, { contact, day }: Cell): Place[] {
  const { compiled, state } = probe;
  const { windows, days } = compiled;
  const found: Place[] = [];
  for (const [at, part] of windows.parts.entries()) {
    if (part.rule !== rule) continue;
    for (const mate of windows.matesOf[at]?.get(contact) ?? [contact]) {
      for (const slot of probe.slotsOf(mate)) if (state.sharesWindow(slot, at, day)) found.push({ ...probe.cellOf(slot), planned: true });
      const first = windows.firstDay[at * days + day]!;
      for (const touch of earlierOf(probe, mate)) if (touch.day >= Math.max(first, part.pastFrom) && (part.weights[touch.channel] ?? 0) > 0 && part.scope.coversRepOn(mate, touch.day)) found.push(touch);
    }
  }
  return found;
}

/** Actions and touches that an exclusion keeps apart from the action. */
function listClashing(probe: PlanProbe, rule: string, { contact, channel, day }: Cell): Place[] {
  const { clashes, days } = probe.compiled;
  return clashes.parts.flatMap((part, at) => {
    if (part.rule !== rule) return [];
    const other = channel === part.first ? part.second : part.first;
    const start = startOfDays(clashes, at, contact, days);
    const isNear = (place: Place): boolean => place.channel === other && Math.abs(place.day - day) <= part.withinDays;
    const planned = plannedOf(probe, contact).filter((place) => isNear(place) && clashes.inDay[start + place.day] === 1);
    return [...planned, ...earlierOf(probe, contact).filter((place) => isNear(place) && place.day >= part.pastFrom && part.scope.coversRepOn(contact, place.day))];
  });
}

function listInTheWay(probe: PlanProbe, { kind, id }: OpenRule, cell: Cell): Place[] {
  switch (kind) {
    case 'cooldown':
      return listNear(probe, cell);
    case 'max-per-contact':
    case 'once-a-day':
      return plannedOf(probe, cell.contact).filter((other) => other.channel === cell.channel && (kind === 'max-per-contact' || other.day === cell.day));
    case 'frequency':
    case 'contact_limit':
    case 'pressure':
      return listInWindow(probe, id, cell);
    case 'exclusion':
      return listClashing(probe, id, cell);
    default:
      return [];
  }
}

/** Kind of a rule as it reads to the planner: what campaigns reserved stands in problems as blackouts. */
export const kindOf = ({ id, kind }: Pick<OpenRule, 'id' | 'kind'>): string => (kind === 'blackout' && id.startsWith('reserved: ') ? 'reservation' : kind);

/** The refusals in the rules' own words, each with what stands in the way. */
export function nameRefusals({ ground, probe }: OpenPlan, cell: Cell, breaches: readonly RuleBreach[]): Refusal[] {
  const { problem, startDay } = ground;
  const toObstacle = ({ contact, channel, day, planned }: Place): Obstacle[] => {
    const id = problem.channels[channel]?.id;
    return id === undefined ? [] : [{ contact: problem.contacts.ids[contact]!, channel: id, date: formatDay(startDay + day), planned }];
  };
  return breaches.map(({ rule, breach: { limit, used, wouldBe, period, rep, words } }) => ({
    rule: rule.id,
    kind: kindOf(rule),
    ...(period === undefined ? {} : { period }),
    ...(rep === undefined ? {} : { rep }),
    message: words(),
    rules: rule.describe(),
    limit,
    used,
    wouldBe,
    inTheWay: listInTheWay(probe, rule, cell).sort((one, other) => one.day - other.day || one.contact - other.contact || one.channel - other.channel).flatMap(toObstacle),
  }));
}
