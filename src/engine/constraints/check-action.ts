import { formatDay, parseDay } from '../base/day.ts';
import { fail, succeed, type Result } from '../base/fault.ts';
import { describeActionHold, noHolds, type ActionHold, type HoldIndex } from '../coordination/hold-index.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { Breach } from './meter.ts';
import { listSpeaking, openRules, type OpenRule } from './open-rules.ts';
import type { PlacedAction } from './placed-action.ts';
import { createLocator, readGround, type PlanEntry } from './plan-view.ts';
import { countOf, nameAction } from './words.ts';

/** A rule that one more action would break. */
export interface CheckFailure {
  readonly rule: string;
  /** Kind of rule, `reservation` for what a campaign holds; a rule every problem has by itself is its own kind. */
  readonly kind: string;
  /** False where the breach is only reported. */
  readonly enforced: boolean;
  readonly limit: number;
  /** Used without the action in the period, window or place where it falls; days to the nearest action for cooldowns. */
  readonly used: number;
  readonly wouldBe: number;
  readonly period?: string | undefined;
  readonly rep?: string | undefined;
  /** The breach with its numbers. */
  readonly message: string;
  /** The rule itself in a few words. */
  readonly rules: string;
}

/** Whether one more action may stand. */
export interface ActionCheck {
  /** True where no enforced rule fails and no campaign holds the day against it. */
  readonly passes: boolean;
  /** Every rule the action would break, enforced or not. */
  readonly failures: CheckFailure[];
  /** What other campaigns hold of the contact, channel and day, highest rank first; those that do not close it fail nothing. */
  readonly held: ActionHold[];
  /** First day from the asked one on, inside the horizon, on which the same action passes; null where none does. */
  readonly nextDate: string | null;
  /** Why there is no such day; null where there is one. */
  readonly reason: string | null;
}

/** Judges actions beside what is planned; knows the plan by count, so that one check costs no walk through it. */
export interface ActionChecker {
  /**
   * `UNKNOWN_REFERENCE` where contact or channel are not of the problem or a campaign does not exist, `BAD_INPUT` for a date that is none.
   * @param claimants campaigns the action is for; their reservations do not stand in its way
   */
  check(action: PlanEntry, claimants?: readonly string[]): Result<ActionCheck>;
  /** Counts an action as planned; further checks stand beside it. */
  add(action: PlanEntry): Result<void>;
}

const NOBODY: readonly string[] = [];

const toFailure = ({ id, kind, enforced, describe }: OpenRule, { limit, used, wouldBe, period, rep, words }: Breach): CheckFailure => ({
  rule: id,
  kind,
  enforced,
  limit,
  used,
  wouldBe,
  ...(period === undefined ? {} : { period }),
  ...(rep === undefined ? {} : { rep }),
  message: words(),
  rules: describe(),
});

const toHoldFailure = (action: string, hold: ActionHold): CheckFailure => ({
  rule: `reserved: ${hold.campaignName}`,
  kind: 'reservation',
  enforced: true,
  limit: 0,
  used: 0,
  wouldBe: 1,
  message: `${action}: held by ${describeActionHold(hold)}.`,
  rules: `reserved: ${describeActionHold(hold)}`,
});

/** Days that no action by the channel on the contact fits, by the first rule that stands against each. */
function explainNone(blocked: ReadonlyMap<string, number>, last: string): string {
  if (blocked.size === 0) return `The horizon ends on ${last}.`;
  const parts = [...blocked].toSorted(([, first], [, second]) => second - first).map(([rule, days]) => `${rule} on ${countOf(days, 'day')}`);
  return `No day fits until ${last}: ${parts.join(', ')}.`;
}

/**
 * Opens a check of single actions: compiles the rules of a problem once and counts what is planned and held. O(rules ·
 * (contacts + days) + planned · rules); a check then asks every rule's own meter, O(rules + touches of the contact), and a
 * failing one days ahead until the next that passes.
 * @param holds who reserved which contacts
 */
export function openActionChecker(problem: AllocationProblem, planned: Iterable<PlanEntry>, holds: HoldIndex = noHolds): ActionChecker {
  const ground = readGround(problem);
  const locate = createLocator(ground);
  const rules = openRules(problem, ground);
  const { startDay, days } = ground;
  const speaking = listSpeaking(rules, days);
  const forbidding = listSpeaking(rules.filter((rule) => rule.enforced), days);
  const channels = new Set(problem.channels.map(({ id }) => id));

  const add = (action: PlacedAction): void => {
    for (const { meter } of rules) meter.add(action);
  };
  const findBlocker = (action: PlacedAction): OpenRule | undefined => {
    for (const rule of forbidding(action)) if (rule.meter.judge(action).length > 0) return rule;
    return undefined;
  };

  const holdsOf = problem.contacts.ids.map((id) => holds.of(id));

  /** Rule or campaign that stands against a probe of an entry. */
  const findBlock = ({ channel }: PlanEntry, probe: PlacedAction, claimants: readonly string[]): string | undefined => {
    const blocker = findBlocker(probe)?.id;
    const reserved = holdsOf[probe.contact];
    if (blocker !== undefined || reserved === undefined || !reserved.isClosed(channel, startDay + probe.day, claimants)) return blocker;
    const closing = reserved.listOn(channel, startDay + probe.day, claimants).find(({ closes }) => closes);
    return closing === undefined ? undefined : `reserved: ${closing.campaignName}`;
  };

  const findNext = (entry: PlanEntry, action: PlacedAction, claimants: readonly string[]): Pick<ActionCheck, 'nextDate' | 'reason'> => {
    const blocked = new Map<string, number>();
    const probe: { -readonly [Key in keyof PlacedAction]: PlacedAction[Key] } = { ...action };
    for (let day = Math.max(0, action.day + 1); day < days; day += 1) {
      probe.day = day;
      const blocker = findBlock(entry, probe, claimants);
      if (blocker === undefined) return { nextDate: formatDay(startDay + day), reason: null };
      blocked.set(blocker, (blocked.get(blocker) ?? 0) + 1);
    }
    return { nextDate: null, reason: explainNone(blocked, formatDay(startDay + days - 1)) };
  };

  /** Why an entry has no place in the problem. */
  const refuse = (action: PlanEntry): Result<never> => {
    if (parseDay(action.date) === null) return fail('BAD_INPUT', `"${action.date}" is not an ISO date such as 2027-01-04.`, { path: 'date' });
    if (!channels.has(action.channel)) return fail('UNKNOWN_REFERENCE', `Channel ${action.channel} does not exist. Known: ${[...channels].join(', ')}.`, { path: 'channel' });
    return fail('UNKNOWN_REFERENCE', `No contact has the ID ${action.contact}.`, { path: 'contact' });
  };

  for (const entry of planned) {
    const placed = locate(entry);
    if (placed !== null) add(placed);
  }

  return {
    check(entry, claimants = NOBODY) {
      const action = locate(entry);
      if (action === null) return refuse(entry);
      const known = claimants.length === 0 ? null : holds.checkClaimants(claimants);
      if (known?.ok === false) return known;
      const failures: CheckFailure[] = [];
      let passes = true;
      for (const rule of speaking(action)) {
        for (const breach of rule.meter.judge(action)) {
          failures.push(toFailure(rule, breach));
          if (rule.enforced) passes = false;
        }
      }
      const held = holdsOf[action.contact]?.listOn(entry.channel, startDay + action.day, claimants) ?? [];
      for (const hold of held) {
        if (!hold.closes) continue;
        failures.push(toHoldFailure(nameAction(ground, action), hold));
        passes = false;
      }
      const { nextDate, reason } = passes ? { nextDate: entry.date, reason: null } : findNext(entry, action, claimants);
      return succeed({ passes, failures, held, nextDate, reason });
    },
    add(entry) {
      const placed = locate(entry);
      if (placed === null) return refuse(entry);
      add(placed);
      return succeed(undefined);
    },
  };
}
