import { formatDay, parseDay } from '../base/day.ts';
import type { Constraint } from '../model/constraint.ts';
import type { Challenge } from '../model/feedback.ts';
import type { PlanningRules } from '../model/rules.ts';

/** Begins the names of rules that come from the field. */
export const FIELD_RULE = 'field: ';

/** Why a rule stands that nobody wrote down. */
const REASON = 'Asked for by reps, accepted by the planner.';

/**
 * Accepted challenges as rules of the next solve: what is dropped is closed for the whole horizon, what is changed or added
 * has exactly its goal. One ceiling per channel and goal, one floor per contact and channel. Rules that bear these names
 * already are replaced. O(challenges).
 */
export function addFeedback(rules: PlanningRules, accepted: readonly Pick<Challenge, 'contact' | 'channel' | 'goal'>[]): PlanningRules {
  const { start, days } = rules.horizon;
  const end = formatDay((parseDay(start) ?? 0) + days - 1);
  const known = new Set(rules.channels.map(({ id }) => id));
  const groups = new Map<string, { readonly channel: string; readonly goal: number; readonly contacts: string[] }>();
  const floors: Constraint[] = [];
  const used = new Set<string>();
  /** A name of its own, however long the ids are. */
  const nameFloor = (contact: string, channel: string): string => {
    const name = `${FIELD_RULE}${contact}, ${channel}`.slice(0, 180);
    const own = used.has(name) ? `${name} ${floors.length + 1}` : name;
    used.add(own);
    return own;
  };
  for (const { contact, channel, goal } of accepted) {
    if (!known.has(channel)) continue;
    const key = JSON.stringify([channel, goal]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { channel, goal, contacts: [contact] });
    else group.contacts.push(contact);
    if (goal > 0) floors.push({ kind: 'minimum', id: nameFloor(contact, channel), contacts: [contact], channels: [channel], min: goal, reason: REASON });
  }
  const ceilings = [...groups.values()].map(({ channel, goal, contacts }): Constraint => {
    const scope = { channels: [channel], contacts, reason: REASON };
    if (goal === 0) return { kind: 'blackout', id: `${FIELD_RULE}drop ${channel}`.slice(0, 200), ...scope, from: start, to: end };
    return { kind: 'frequency', id: `${FIELD_RULE}${goal} by ${channel}`.slice(0, 200), ...scope, from: start, to: end, windowDays: days, max: goal };
  });
  const isDropped = new Set(accepted.filter(({ goal }) => goal === 0).map(({ contact, channel }) => JSON.stringify([contact, channel])));
  const fixed = rules.fixed?.filter(({ contact, channel }) => !isDropped.has(JSON.stringify([contact, channel])));
  return { ...rules, ...(fixed === undefined ? {} : { fixed }), constraints: [...rules.constraints.filter(({ id }) => !id.startsWith(FIELD_RULE)), ...ceilings, ...floors] };
}
