import { formatDay } from '../../base/day.ts';
import { countOf } from '../../constraints/words.ts';
import type { CellVerdict, ChannelExplanation, ContactExplanation, Verdict } from '../../model/explanation.ts';
import { judgeCell } from './explain-action.ts';
import { findRefusing, labelCell } from './name-refusals.ts';
import type { OpenPlan } from './open-plan.ts';

/** What speaks most for a channel. */
const rank: Readonly<Record<Verdict, number>> = { planned: 0, free: 1, below_price: 2, refused: 3, closed: 4 };

const isBetter = (one: CellVerdict, other: CellVerdict): boolean => rank[one.verdict] < rank[other.verdict] || (rank[one.verdict] === rank[other.verdict] && one.net > other.net);

function explainChannel(open: OpenPlan, contact: number, channel: number): ChannelExplanation {
  const { probe, problem, ground } = open;
  const days = Array.from({ length: ground.days }, (_, day): CellVerdict => {
    const cell = { contact, channel, day };
    const rule = probe.isPlanned(cell) ? null : findRefusing(open, labelCell(open, cell));
    const gain = probe.gainOf(cell);
    const net = gain - probe.priceOf(cell);
    return { date: formatDay(ground.startDay + day), verdict: judgeCell(open, cell, rule !== null, net), rule, gain, net };
  });
  const count = (of: (verdict: Verdict) => boolean): number => days.filter(({ verdict }) => of(verdict)).length;
  return {
    channel: problem.channels[channel]!.id,
    planned: count((verdict) => verdict === 'planned'),
    fits: count((verdict) => verdict === 'free' || verdict === 'below_price'),
    best: days.reduce((best, day) => (isBetter(day, best) ? day : best)),
    days,
  };
}

function summariseContact(channels: readonly ChannelExplanation[]): string {
  const named = channels.filter(({ planned }) => planned > 0).map(({ channel, planned }) => `${planned} ${channel}`);
  const fitting = channels.reduce((sum, { days }) => sum + days.filter(({ verdict }) => verdict === 'free').length, 0);
  const planned = named.length === 0 ? 'No action planned.' : `Planned: ${named.join(', ')}.`;
  return `${planned} ${fitting === 0 ? 'Nothing more fits and pays.' : `${countOf(fitting, 'more place')} would pay.`}`;
}

/** Verdict of every channel and day of a contact. O(channels · days · rules). */
export function explainContact(open: OpenPlan, contact: number): ContactExplanation {
  const { problem } = open;
  const channels = problem.channels.map((_, channel) => explainChannel(open, contact, channel));
  return {
    contact: problem.contacts.ids[contact]!,
    value: problem.contacts.value[contact]!,
    planned: channels.reduce((sum, { planned }) => sum + planned, 0),
    summary: summariseContact(channels),
    channels,
  };
}
