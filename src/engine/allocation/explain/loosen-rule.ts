import { formatDay, isoWeekday } from '../../base/day.ts';
import type { Breach } from '../../constraints/meter.ts';
import type { PlacedAction } from '../../constraints/placed-action.ts';
import type { PlanGround } from '../../constraints/plan-view.ts';
import { openRule, openStandingRule, standingRules } from '../../constraints/registry.ts';
import { rulesOf, type AllocationProblem } from '../../model/allocation.ts';
import type { Channel } from '../../model/channel.ts';
import type { Constraint } from '../../model/constraint.ts';
import type { FlipStep } from '../../model/explanation.ts';
import type { RuleBreach } from './name-refusals.ts';

type LimitStep = Extract<FlipStep, { kind: 'limit' }>;
type LiftStep = Extract<FlipStep, { kind: 'lift' }>;
type Setting = LimitStep['setting'];

/** The channel setting behind a rule that holds in every plan. */
const settingOf: Readonly<Record<string, 'cooldownDays' | 'maxPerContact'>> = { cooldown: 'cooldownDays', 'max-per-contact': 'maxPerContact' };

const withSetting = (rule: Constraint, setting: Setting, to: number): Constraint => ({ ...rule, [setting]: to });

/** A problem whose rules by an id are changed. */
const withRule = (problem: AllocationProblem, id: string, change: (rule: Constraint) => Constraint): AllocationProblem => ({
  ...problem,
  constraints: problem.constraints.map((rule) => (rule.id === id ? change(rule) : rule)),
  ...(problem.terms === undefined ? {} : { terms: problem.terms.map((rule) => (rule.id === id ? change(rule) : rule)) }),
});

const withChannel = (problem: AllocationProblem, channel: number, change: (channel: Channel) => Channel): AllocationProblem => ({ ...problem, channels: problem.channels.map((one, at) => (at === channel ? change(one) : one)) });

/** Carries a loosening step out: the problem in which it holds. */
export function loosenProblem(problem: AllocationProblem, step: LimitStep | LiftStep, { contact, channel, day }: Pick<PlacedAction, 'contact' | 'channel' | 'day'>, startDay: number): AllocationProblem {
  if (step.kind === 'limit') {
    const setting = settingOf[step.rule];
    return setting === undefined ? withRule(problem, step.rule, (rule) => withSetting(rule, step.setting, step.to)) : withChannel(problem, channel, (one) => ({ ...one, [setting]: step.to }));
  }
  const id = problem.contacts.ids[contact];
  const name = problem.channels[channel]!.id;
  const date = formatDay(startDay + day);
  const isHere = (key: { contact: string; channel: string; date: string }): boolean => key.contact === id && key.channel === name && key.date === date;
  switch (step.rule) {
    case 'weekday':
      return withChannel(problem, channel, (one) => ({ ...one, weekdays: [...(one.weekdays ?? []), isoWeekday(startDay + day)].sort((first, second) => first - second) }));
    case 'forbidden':
      return { ...problem, forbidden: (problem.forbidden ?? []).filter((key) => !isHere(key)) };
    case 'fixed':
      return { ...problem, fixed: (problem.fixed ?? []).filter((key) => !isHere(key)) };
    case 'consent':
      return { ...problem, contacts: { ...problem.contacts, optOut: { ...problem.contacts.optOut, [name]: (problem.contacts.optOut?.[name] ?? []).map((isOut, at) => isOut && at !== contact) } } };
    default:
      return withRule(problem, step.rule, (rule) => ({ ...rule, enforce: false }));
  }
}

/** A problem, and what the rules of one contact are counted on: the contact by itself, at position 0, before plans, and its planned actions. */
export interface RuleGround {
  readonly problem: AllocationProblem;
  alone(): { readonly ground: PlanGround; readonly own: readonly PlacedAction[] };
}

/** Breaches of a rule of one contact with a setting changed, counted from nothing. */
function judgeWith(from: RuleGround, rule: Constraint | string, channels: readonly Channel[], action: PlacedAction): readonly Breach[] {
  const { ground, own } = from.alone();
  const changed: PlanGround = { ...ground, problem: { ...ground.problem, channels: [...channels] } };
  const standing = typeof rule === 'string' ? standingRules.find(({ id }) => id === rule) : undefined;
  const meter = typeof rule === 'string' ? (standing === undefined ? null : openStandingRule(standing, changed)) : openRule(rule, changed);
  if (meter === null) return [];
  for (const other of own) meter.add(other);
  return meter.judge({ ...action, contact: 0 });
}

/** Numbers worth trying for a setting, the smallest change first. */
function* stepsOf(setting: Setting, from: number, wouldBe: readonly number[]): Iterable<number> {
  if (setting === 'maxPerMonth') yield Math.max(from + 1, ...wouldBe);
  else for (let to = from - 1; to >= 0; to -= 1) yield to;
}

/** Days by which a partner may come later before the rule says nothing any more. */
const MOST_LATER = 60;

/** Kinds that count against one number: what the rule would hold with the action is the least that admits it. */
const countsUp: ReadonlySet<string> = new Set(['capacity', 'rep_capacity', 'concurrent', 'budget', 'frequency', 'pressure']);

function settingsOf({ kind }: Constraint): Setting[] {
  if (kind === 'contact_limit') return ['maxPerMonth', 'cooldownDays'];
  return kind === 'exclusion' || kind === 'sequence' ? ['withinDays'] : [];
}

const numberOf = (rule: Constraint, setting: Setting): number | undefined => {
  const value: unknown = (rule as Readonly<Partial<Record<Setting, unknown>>>)[setting];
  return typeof value === 'number' ? value : undefined;
};

/** Steps that loosen a rule of the problem just so far that it no longer refuses the action; null where no number does. */
function loosenRule(from: RuleGround, rule: Constraint, breaches: readonly RuleBreach[], action: PlacedAction): FlipStep[] | null {
  const [first] = breaches;
  const { period, rep } = first?.breach ?? {};
  if (countsUp.has(rule.kind) && 'max' in rule) return [{ kind: 'limit', rule: rule.id, setting: 'max', from: rule.max, to: Math.max(...breaches.map(({ breach }) => breach.wouldBe)), ...(period === undefined ? {} : { period }), ...(rep === undefined ? {} : { rep }) }];
  const steps: LimitStep[] = [];
  let changed = rule;
  for (const setting of settingsOf(rule)) {
    const before = numberOf(rule, setting);
    if (before === undefined) continue;
    // Each of two settings is loosened only where the other alone does not do.
    const mine = judgeWith(from, changed, from.problem.channels, action);
    if (mine.length === 0) break;
    const isLater = rule.kind === 'sequence';
    const tries = isLater ? Array.from({ length: MOST_LATER }, (_, at) => before + 1 + at) : stepsOf(setting, before, mine.filter((breach) => breach.period === 'any month').map((breach) => breach.wouldBe));
    for (const to of tries) {
      const next = withSetting(changed, setting, to);
      const left = judgeWith(from, next, from.problem.channels, action);
      if (left.length >= mine.length) continue;
      steps.push({ kind: 'limit', rule: rule.id, setting, from: before, to });
      changed = next;
      break;
    }
  }
  return steps.length > 0 && judgeWith(from, changed, from.problem.channels, action).length === 0 ? steps : null;
}

function loosenChannel(from: RuleGround, id: 'cooldown' | 'max-per-contact', breaches: readonly RuleBreach[], action: PlacedAction): FlipStep[] | null {
  const { problem } = from;
  const setting = settingOf[id]!;
  const before = problem.channels[action.channel]![setting];
  const to = id === 'cooldown' ? Math.min(...breaches.map(({ breach }) => breach.used)) : Math.max(...breaches.map(({ breach }) => breach.wouldBe));
  const step: LimitStep = { kind: 'limit', rule: id, setting, from: before, to };
  return judgeWith(from, id, withChannel(problem, action.channel, (one) => ({ ...one, [setting]: to })).channels, action).length === 0 ? [step] : null;
}

/** Rules that hold in every plan and can be lifted for one action. */
const liftable: ReadonlySet<string> = new Set(['weekday', 'forbidden', 'consent']);

/**
 * Steps that loosen every rule against an action just enough, each found and proven by the rule's own count of the plan;
 * null where some rule has no number to loosen. O(rules against it · contacts).
 */
export function loosenRules(from: RuleGround, breaches: readonly RuleBreach[], action: PlacedAction): FlipStep[] | null {
  const rules = new Map(rulesOf(from.problem).map((rule) => [rule.id, rule]));
  const steps: FlipStep[] = [];
  for (const id of new Set(breaches.map(({ rule }) => rule.id))) {
    const mine = breaches.filter(({ rule }) => rule.id === id);
    const kind = mine[0]!.rule.kind;
    const rule = rules.get(id);
    if (id === kind && (id === 'cooldown' || id === 'max-per-contact')) {
      const found = loosenChannel(from, id, mine, action);
      if (found === null) return null;
      steps.push(...found);
    } else if ((id === kind && liftable.has(id)) || kind === 'blackout' || kind === 'rep_calendar') steps.push({ kind: 'lift', rule: id });
    else {
      const found = rule === undefined ? null : loosenRule(from, rule, mine, action);
      if (found === null) return null;
      steps.push(...found);
    }
  }
  return steps;
}
