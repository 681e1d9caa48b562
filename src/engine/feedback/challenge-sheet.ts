import { parseDay } from '../base/day.ts';
import { createFrame } from '../constraints/problem-frame.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { PlannedAction } from '../model/plan.ts';

/** One line of a challenge sheet: what is planned for a contact by a channel. */
export interface SheetLine {
  /** Names the line for ever: made of plan, contact and channel. Spreadsheets leave it as it is. */
  readonly id: string;
  readonly contact: string;
  readonly channel: string;
  /** Who carries it out: the rep of the first action, else of the contact; '' = nobody. */
  readonly rep: string;
  /** Planned actions. */
  readonly goal: number;
  readonly dates: readonly string[];
  readonly reason: string;
}

/** Every line that a rep may speak of, and what ties a sheet to its plan. */
export interface ChallengeSheet {
  /** Stands on every line; a sheet of another plan, or of other actions under the same number, has another one. */
  readonly key: string;
  readonly lines: readonly SheetLine[];
}

/** 64 bits of a text as 13 letters and digits (FNV-1a, twice 32 bits with different starts). No cryptography: a check against mix-ups. */
export function hashText(text: string): string {
  const run = (start: number): number => {
    let hash = start;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return hash >>> 0;
  };
  const value = (BigInt(run(0x811c9dc5)) << 32n) | BigInt(run(0x9747b28c));
  return value.toString(36).padStart(13, '0');
}

/** Letters first and no digits alone, so that no spreadsheet takes it for a number or a date. */
export const lineIdOf = (sheetKey: string, contact: string, channel: string): string => `row-${hashText(JSON.stringify([sheetKey, contact, channel]))}`;

/** Key of a plan's sheet: its number and a hash of its actions. */
export const sheetKeyOf = (planId: number, actions: readonly Pick<PlannedAction, 'contact' | 'channel' | 'date'>[]): string => `plan-${planId}-${hashText(JSON.stringify(actions.map(({ contact, channel, date }) => [contact, channel, date])))}`;

/**
 * Lines of a plan: each contact and channel with planned actions, and those without that the contact did not opt out of, so
 * that they can be added. By rep, contact, channel in the order of the problem. O(contacts · channels + actions).
 */
export function makeSheet(planId: number, problem: AllocationProblem, actions: readonly PlannedAction[]): ChallengeSheet {
  const { ids, optOut = {}, rep = [] } = problem.contacts;
  const { reps, repOn, startDay } = createFrame(problem);
  const positions = new Map(ids.map((id, at) => [id, at]));
  const planned = new Map<string, PlannedAction[]>();
  for (const action of actions) {
    const key = JSON.stringify([action.contact, action.channel]);
    const list = planned.get(key);
    if (list === undefined) planned.set(key, [action]);
    else list.push(action);
  }
  const key = sheetKeyOf(planId, actions);
  const lines: SheetLine[] = [];
  for (const contact of ids) {
    const at = positions.get(contact) ?? 0;
    for (const { id: channel, maxPerContact } of problem.channels) {
      const own = (planned.get(JSON.stringify([contact, channel])) ?? []).toSorted((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
      const [first] = own;
      if (first === undefined && (maxPerContact === 0 || optOut[channel]?.[at] === true)) continue;
      const acting = first === undefined ? (rep[at] ?? '') : (reps[repOn(at, (parseDay(first.date) ?? startDay) - startDay)] ?? '');
      lines.push({ id: lineIdOf(key, contact, channel), contact, channel, rep: acting, goal: own.length, dates: own.map(({ date }) => date), reason: first?.reason ?? '' });
    }
  }
  const order = lines.map((_line, at) => at).sort((one, other) => (lines[one]!.rep < lines[other]!.rep ? -1 : lines[one]!.rep > lines[other]!.rep ? 1 : one - other));
  return { key, lines: order.map((at) => lines[at]!) };
}
