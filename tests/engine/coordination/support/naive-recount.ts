import { formatDay, parseDay } from '../../../../src/engine/base/day.ts';
import type { CampaignBoard } from '../../../../src/engine/coordination/detect-conflicts.ts';
import type { Conflict, FrequencyLimit, Reservation } from '../../../../src/engine/model/campaign.ts';
import { channels } from './make-board.ts';

/** Every day from one date to another, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = parseDay(from)!; day <= parseDay(to)!; day += 1) days.push(formatDay(day));
  return days;
}

/** Sorts by the words of the rule: executed, priority, first day, id. */
export const byRank = (reservations: readonly Reservation[]): Reservation[] => {
  const key = (one: Reservation): string => `${one.status === 'executed' ? 0 : 1} ${String(100 - one.priority).padStart(3, '0')} ${one.from} ${one.id}`;
  return [...reservations].sort((first, second) => (key(first) < key(second) ? -1 : 1));
};

/** Reservations that count. */
export const naiveStanding = ({ campaigns, reservations }: CampaignBoard): Reservation[] =>
  reservations.filter((one) => one.status === 'executed' || (one.status === 'active' && campaigns.find((campaign) => campaign.id === one.campaign)!.status === 'active'));

/** Writes every hold into the cells contact × channel × day and looks who meets there. */
function naivePairs(standing: readonly Reservation[]): Conflict[] {
  const cells = new Map<string, Reservation[]>();
  for (const one of standing) {
    if (one.status !== 'active') continue;
    for (const day of daysBetween(one.from, one.to)) {
      for (const channel of one.channel === null ? [...channels, 'everything else'] : [one.channel]) {
        const cell = `${one.contact} ${channel} ${day}`;
        cells.set(cell, [...(cells.get(cell) ?? []), one]);
      }
    }
  }
  const meetings = new Map<string, { pair: Reservation[]; days: string[] }>();
  for (const [cell, holders] of cells) {
    for (const first of holders) {
      for (const second of holders) {
        if (first.id >= second.id || first.campaign === second.campaign || (first.kind === 'soft' && second.kind === 'soft')) continue;
        const key = `${first.id} ${second.id}`;
        const meeting = meetings.get(key) ?? { pair: byRank([first, second]), days: [] };
        meeting.days.push(cell.slice(-10));
        meetings.set(key, meeting);
      }
    }
  }
  return [...meetings.values()].map(({ pair, days }) => {
    const [first, second] = [pair[0]!, pair[1]!];
    const sorted = days.toSorted();
    return {
      kind: second.canPreempt && second.priority < first.priority ? 'preemption' : 'overlap',
      contact: first.contact,
      channel: first.channel ?? second.channel,
      from: sorted[0]!,
      to: sorted.at(-1)!,
      reservations: [first.id, second.id],
      campaigns: [first.campaign, second.campaign],
    };
  });
}

const isPart = (small: readonly Reservation[], large: readonly Reservation[]): boolean => small.length < large.length && small.every((one) => large.includes(one));

/** Slides the window of a limit over every day and keeps the fullest sets. */
function naiveWindows(standing: readonly Reservation[], limit: FrequencyLimit): Conflict[] {
  const conflicts: Conflict[] = [];
  for (const contact of new Set(standing.map((one) => one.contact))) {
    if (limit.contact !== null && limit.contact !== contact) continue;
    const touches = standing.filter((one) => one.contact === contact && one.plannedDate !== undefined && (limit.channel === null || limit.channel === one.channel) && (limit.channels?.includes(one.channel ?? '') ?? true) && one.plannedDate >= (limit.from ?? '') && one.plannedDate <= (limit.to ?? '9999'));
    const sets = new Map<string, Reservation[]>();
    for (const touch of touches) {
      for (let shift = 0; shift < limit.windowDays; shift += 1) {
        const begin = parseDay(touch.plannedDate!)! - shift;
        const inside = touches.filter((one) => parseDay(one.plannedDate!)! >= begin && parseDay(one.plannedDate!)! < begin + limit.windowDays);
        if (inside.length > limit.max) sets.set(inside.map((one) => one.id).join(' '), inside);
      }
    }
    for (const inside of sets.values()) {
      if ([...sets.values()].some((other) => isPart(inside, other))) continue;
      const dates = inside.map((one) => one.plannedDate!).sort();
      const members = byRank(inside);
      conflicts.push({ kind: 'frequency', contact, channel: limit.channel, from: dates[0]!, to: dates.at(-1)!, reservations: members.map((one) => one.id), campaigns: [...new Set(members.map((one) => one.campaign))], limit });
    }
  }
  return conflicts;
}

/** Every conflict among reservations that stand, in no particular order. */
export const naiveConflicts = (standing: readonly Reservation[], limits: readonly FrequencyLimit[]): Conflict[] => [...naivePairs(standing), ...limits.flatMap((limit) => naiveWindows(standing, limit))];

/** The same conflicts in one order, to compare two lists. */
export const inOrder = (conflicts: readonly Conflict[]): string[] =>
  conflicts
    .map(({ kind, contact, channel, from, to, reservations, campaigns, limit }) => JSON.stringify([contact, from, to, kind, channel, reservations, campaigns, limit === undefined ? null : [limit.contact, limit.channel, limit.channels, limit.from, limit.to, limit.max, limit.windowDays]]))
    .sort();
