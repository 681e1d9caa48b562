import { startOfDays } from '../allocation/day-marks.ts';
import type { PlanState } from '../allocation/plan-state.ts';
import { LIMIT_TOLERANCE, mostActions } from '../allocation/compiled-problem.ts';
import { clashesWithPast } from '../allocation/past-links.ts';
import { cooldown } from '../constraints/cooldown.ts';
import { isOptedOut } from '../constraints/consent.ts';
import type { RuleMeter } from '../constraints/meter.ts';
import { onceADay } from '../constraints/once-a-day.ts';
import { forbidden } from '../constraints/pins.ts';
import { readGround } from '../constraints/plan-view.ts';
import { compileRule, openRule, openStandingRule } from '../constraints/registry.ts';
import type { BlockPart } from '../constraints/rule-part.ts';
import { isoWeekday } from '../base/day.ts';
import { rulesOf, type AllocationProblem } from '../model/allocation.ts';
import { capacityKinds } from '../model/check-scenario.ts';
import { isActive, isEnforced } from '../model/constraint.ts';
import type { ScenarioGround } from './compile-scenario.ts';

/** A rule that stood against an action: its id and kind; a rule that every problem has by itself is its own kind. */
export interface RefusingRule {
  readonly rule: string;
  readonly kind: string;
}

/** What naming needs of a problem; opened once, when the first action is refused. */
interface NamingGround {
  readonly blocks: readonly BlockPart[];
  /** Rules on what stands before the plan and beside it (history, forbidden actions, what others hold), where there is any. */
  readonly standing: ReadonlyMap<string, RuleMeter>;
  readonly isHeld: boolean;
  readonly beside: readonly { readonly rule: string; readonly meter: RuleMeter }[];
  /** Place of each rule in the problem, and its kind. */
  readonly placeOf: ReadonlyMap<string, number>;
  readonly kindOf: ReadonlyMap<string, string>;
}

function openNaming(problem: AllocationProblem): NamingGround {
  const ground = readGround(problem);
  const rules = rulesOf(problem);
  const plain = problem.constraints.filter(isActive);
  const isHeld = ground.held.length > 0;
  const standing = [...(isHeld ? [onceADay] : []), ...(isHeld || problem.contacts.history !== undefined ? [cooldown] : []), ...((problem.forbidden ?? []).length > 0 ? [forbidden] : [])];
  return {
    isHeld,
    blocks: plain.flatMap((rule) => compileRule(rule, ground)).filter((part) => part.type === 'block'),
    standing: new Map(standing.map((rule) => [rule.id, openStandingRule(rule, ground)])),
    beside: plain.filter((rule) => isEnforced(rule) && !capacityKinds.has(rule.kind)).map((rule) => ({ rule: rule.id, meter: openRule(rule, ground) })),
    placeOf: new Map(rules.map(({ id }, at) => [id, at])),
    kindOf: new Map(rules.map(({ id, kind }) => [id, kind])),
  };
}

const grounds = new WeakMap<ScenarioGround['keys'], NamingGround>();

/** The naming ground of a scenario's ground, shared by its variants. */
function namingOf({ keys, problem }: ScenarioGround): NamingGround {
  let naming = grounds.get(keys);
  if (naming === undefined) grounds.set(keys, (naming = openNaming(problem)));
  return naming;
}

/** What every problem keeps by itself, whoever else is planned. */
const standingRules: ReadonlySet<string> = new Set(['horizon', 'weekday', 'once-a-day', 'cooldown', 'max-per-contact', 'consent', 'forbidden', 'campaign']);

/** True for a rule that every problem has by itself: whether it stands against an action hangs on the action's contact alone. */
export const isStandingRule = ({ rule, kind }: RefusingRule): boolean => rule === kind && standingRules.has(rule);

/** Standing rules are asked before those of the problem, in the order in which plans are counted. */
function findStanding(scenario: ScenarioGround, state: PlanState, { standing }: NamingGround, contact: number, channel: number, day: number): string | null {
  const { compiled } = state;
  const { weekdays } = scenario.problem.channels[channel]!;
  const fails = (rule: string): boolean => (standing.get(rule)?.judge({ contact, channel, day, exploration: false }).length ?? 0) > 0;
  if (day < 0 || day >= compiled.days) return 'horizon';
  if (weekdays !== undefined && !weekdays.includes(isoWeekday(compiled.frame.startDay + day))) return 'weekday';
  if (state.find(contact, channel, day) >= 0 || fails('once-a-day')) return 'once-a-day';
  if (!state.keepsSpacing(contact, channel, day) || fails('cooldown')) return 'cooldown';
  const pair = contact * compiled.channelCount + channel;
  const most = scenario.problem.channels[channel]!.maxPerContact;
  if (state.pairCount[pair]! >= Math.min(most, compiled.roomOf.size === 0 ? most : mostActions(compiled, pair))) return 'max-per-contact';
  if (isOptedOut(scenario.problem, contact, channel)) return 'consent';
  if (fails('forbidden')) return 'forbidden';
  return compiled.slots !== null && compiled.slots.setAt(contact, channel, day) === 0 ? 'campaign' : null;
}

/** Every rule of the problem that stands against an action, as the solvers see them. */
function* findRules(state: PlanState, { blocks }: NamingGround, contact: number, channel: number, day: number): Iterable<string> {
  const { limits, windows, clashes, groups, channelCount, days, past } = state.compiled;
  const cell = groups.groupOf[contact]! * channelCount + channel;
  for (const { rule, scope } of blocks) if (scope.coversChannel(channel) && scope.coversDay(day) && scope.coversContact(contact) && scope.coversRepOn(contact, day)) yield rule;
  for (let entry = windows.start[cell]!; entry < windows.start[cell + 1]!; entry += 1) {
    const window = windows.part[entry]!;
    if (windows.inDay[startOfDays(windows, window, contact, days) + day] === 1 && !state.fitsWindow(contact, channel, window, day)) yield windows.parts[window]!.rule;
  }
  for (let entry = clashes.start[cell]!; entry < clashes.start[cell + 1]!; entry += 1) {
    const at = clashes.part[entry]!;
    if (clashes.inDay[startOfDays(clashes, at, contact, days) + day] === 1 && (clashesWithPast(past, clashes.parts[at]!, contact, channel, day) || state.clashesByPart(contact, channel, day, at))) yield clashes.parts[at]!.rule;
  }
  for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
    const period = limits.periodOf[limits.entryDays[entry]! + day]!;
    const row = limits.entryRow[entry]! + period;
    if (period >= 0 && limits.rowIsFloor[row] === 0 && state.rowUsed[row]! + limits.entryWeight[entry]! > limits.rowLimit[row]! + LIMIT_TOLERANCE) yield limits.parts[limits.part[entry]!]!.rule;
  }
}

/** The first rule that stands against one more action beside those admitted: standing rules first, then those of the problem in their order. */
export function nameRefusal(scenario: ScenarioGround, state: PlanState, contact: number, channel: number, day: number): RefusingRule {
  const naming = namingOf(scenario);
  const standing = findStanding(scenario, state, naming, contact, channel, day);
  if (standing !== null) return { rule: standing, kind: standing };
  let first: string | null = null;
  const placeOf = (rule: string): number => naming.placeOf.get(rule) ?? Infinity;
  for (const rule of findRules(state, naming, contact, channel, day)) if (first === null || placeOf(rule) < placeOf(first)) first = rule;
  if (first === null || naming.isHeld) {
    const last = first === null ? Infinity : placeOf(first);
    first = naming.beside.find(({ rule, meter }) => placeOf(rule) < last && meter.judge({ contact, channel, day, exploration: false }).length > 0)?.rule ?? first;
  }
  if (first === null) throw new Error(`no rule stands against contact ${contact}, channel ${channel}, day ${day}`);
  return nameRule(scenario, first);
}

/** A rule with its kind; of several joined into one the first's. */
export function nameRule(scenario: ScenarioGround, rule: string): RefusingRule {
  const { kindOf } = namingOf(scenario);
  return { rule, kind: kindOf.get(rule) ?? kindOf.get(rule.split(' + ')[0]!) ?? 'campaign' };
}
