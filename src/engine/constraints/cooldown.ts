import { formatDay } from '../base/day.ts';
import type { StandingRule } from './constraint-rule.ts';
import { NO_BREACH } from './meter.ts';
import { PairDays } from './pair-days.ts';
import { channelId, contactId, countOf } from './words.ts';

/** Two actions of one channel on one contact are `cooldownDays` apart, the last touch before the horizon included. */
export const cooldown: StandingRule = {
  id: 'cooldown',
  open(ground) {
    const { channels, contacts } = ground.problem;
    const planned = new PairDays(ground);
    const held = new PairDays(ground);
    const lastTouch = (contact: number, channel: number): number | null => contacts.history?.[channels[channel]!.id]?.[contact] ?? null;
    const describe = (contact: number, channel: number, day: number, gap: number): string =>
      `cooldown: ${contactId(ground, contact)} ${channelId(ground, channel)} on ${formatDay(ground.startDay + day)} comes ${countOf(gap, 'day')} after the last, ${channels[channel]!.cooldownDays} needed`;

    /** Too short gaps between neighbours, one of which is planned. */
    function* shortGaps(contact: number, channel: number, days: readonly number[]): Iterable<string> {
      const past = lastTouch(contact, channel);
      const before = [...(past === null ? [] : [past]), ...held.of({ contact, channel })].map((day) => ({ day, isPlanned: false }));
      const all = [...before, ...days.map((day) => ({ day, isPlanned: true }))].toSorted((first, second) => first.day - second.day);
      for (const [at, { day, isPlanned }] of all.entries()) {
        const last = all[at - 1];
        if (last !== undefined && (isPlanned || last.isPlanned) && day - last.day < channels[channel]!.cooldownDays) yield describe(contact, channel, day, day - last.day);
      }
    }

    return {
      hold(action) {
        if (action.actions > 0) held.add(action);
      },
      add: (action) => planned.add(action),
      mayBreak: (channel) => channels[channel]!.cooldownDays > 0,
      judge(action) {
        const { contact, channel, day } = action;
        const needed = channels[channel]!.cooldownDays;
        if (needed === 0) return NO_BREACH;
        let nearest = lastTouch(contact, channel) ?? -Infinity;
        for (const other of planned.of(action)) if (Math.abs(other - day) < Math.abs(nearest - day)) nearest = other;
        for (const other of held.of(action)) if (Math.abs(other - day) < Math.abs(nearest - day)) nearest = other;
        const gap = Math.abs(nearest - day);
        return gap < needed ? [{ limit: needed, used: gap, wouldBe: gap, words: () => describe(contact, channel, Math.max(day, nearest), gap) }] : NO_BREACH;
      },
      count: () => ({ usage: [], violations: [...planned.pairs()].flatMap(({ contact, channel, days }) => [...shortGaps(contact, channel, days)]) }),
    };
  },
};
