import { formatDay } from '../../../../src/engine/base/day.ts';
import { createRandom, randomIndex, type Random } from '../../../../src/engine/base/rng.ts';
import type { AllocationProblem, HeldEntry } from '../../../../src/engine/model/allocation.ts';
import type { Constraint, ConstraintKind } from '../../../../src/engine/model/constraint.ts';
import { makeRandomProblem, type RandomSize } from './random-problem.ts';

/** Every kind, tied to the model: a new kind that is missing here does not compile. */
const kinds = Object.keys({
  capacity: 0,
  rep_capacity: 0,
  concurrent: 0,
  budget: 0,
  frequency: 0,
  contact_limit: 0,
  pressure: 0,
  exclusion: 0,
  sequence: 0,
  blackout: 0,
  rep_calendar: 0,
  coverage: 0,
  minimum: 0,
} satisfies Record<ConstraintKind, 0>) as ConstraintKind[];

const START_DAY = 20_845; // 2027-01-27, a Wednesday shortly before the end of a month
const pick = <T>(random: Random, list: readonly T[]): T => list[randomIndex(random, list.length)]!;
const chance = (random: Random, share: number): boolean => random() < share;
const dateOf = (day: number): string => formatDay(START_DAY + day);
const specialties = ['S1', 'S2'];

function randomScope(random: Random, { days }: RandomSize, channels: readonly string[]) {
  const from = randomIndex(random, days + 8) - 8;
  return {
    ...(chance(random, 0.25) ? { channels: channels.filter(() => chance(random, 0.7)) } : {}),
    ...(chance(random, 0.2) ? { specialties: specialties.filter(() => chance(random, 0.7)) } : {}),
    ...(chance(random, 0.2) ? { reps: [pick(random, ['R1', 'R2'])] } : {}),
    ...(chance(random, 0.15) ? { segments: ['A'] } : {}),
    ...(chance(random, 0.2) ? { from: dateOf(from) } : {}),
    ...(chance(random, 0.15) ? { to: dateOf(from + randomIndex(random, days)) } : {}),
    ...(chance(random, 0.12) ? { enforce: false } : {}),
  };
}

function randomRule(random: Random, at: number, size: RandomSize, channels: readonly string[]): Constraint {
  const kind = pick(random, kinds);
  const scope = { ...randomScope(random, size, channels), id: `${kind}-${at}` };
  const per = pick(random, ['day', 'week', 'month', 'horizon'] as const);
  const some = size.contacts * channels.length;
  const first = pick(random, channels);
  const second = pick(random, channels.filter((channel) => channel !== first));
  const withinDays = randomIndex(random, 6);
  const few = (most: number): number => 1 + randomIndex(random, most);
  const resets = chance(random, 0.25) ? { resets: { cron: pick(random, ['0 6 * * 1,4', '30 23 * * MON,THU']), timeZone: pick(random, ['Europe/Berlin', 'America/New_York', 'Pacific/Auckland']) } } : {};
  switch (kind) {
    case 'capacity':
      return { ...scope, kind, per, ...resets, max: few(Math.ceil(some / 2)) };
    case 'rep_capacity':
      return { ...scope, kind, per, ...resets, max: few(Math.ceil(some / 3)) };
    case 'concurrent':
      return { ...scope, kind, max: few(Math.ceil(some / 3)), durationDays: few(pick(random, [1, 4, size.days + 3])) };
    case 'budget':
      return { ...scope, kind, ...(chance(random, 0.5) ? { per } : {}), ...resets, max: 1 + Math.round(random() * 30 * size.contacts) / 10, ...(chance(random, 0.4) ? { costs: { [first]: pick(random, [0, 0.1, 1.5, 4]), ...(chance(random, 0.5) ? { [second]: 2 } : {}) } } : {}) };
    case 'frequency':
      return { ...scope, kind, windowDays: few(8), max: few(4) };
    case 'contact_limit': {
      const isMonthly = chance(random, 0.6);
      return { ...scope, kind, ...(isMonthly ? { maxPerMonth: randomIndex(random, 4) } : {}), ...(!isMonthly || chance(random, 0.4) ? { cooldownDays: randomIndex(random, 6) } : {}), source: 'compliance' };
    }
    case 'pressure': {
      const weights = Object.fromEntries(channels.filter(() => chance(random, 0.5)).map((channel) => [channel, pick(random, [0, 0.1, 0.5, 1, 2, 3])]));
      return { ...scope, kind, ...(chance(random, 0.7) ? { weights } : {}), windowDays: few(9), max: pick(random, [0.3, 1, 2, 2.5, 3, 5]), per: pick(random, ['contact', 'household', 'account'] as const) };
    }
    case 'exclusion':
      return { ...scope, kind, first, second, withinDays };
    case 'sequence':
      // oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
      return { ...scope, kind, first, then: second, withinDays, need: pick(random, ['follow', 'precede'] as const) };
    case 'blackout': {
      const from = randomIndex(random, size.days);
      const isRecurring = chance(random, 0.4);
      const firstDay = isRecurring ? from - 40 : from;
      const recurring = isRecurring ? { recurrence: pick(random, ['FREQ=WEEKLY', 'FREQ=DAILY;INTERVAL=5', 'FREQ=MONTHLY']), ...(chance(random, 0.3) ? { exceptions: [dateOf(from + 7)] } : {}) } : {};
      return { ...scope, kind, ...recurring, from: dateOf(firstDay), to: dateOf(firstDay + randomIndex(random, 3)), ...(chance(random, 0.6) ? { window: pick(random, ['blackout', 'restricted', 'preferred'] as const) } : {}) };
    }
    case 'rep_calendar': {
      const isWeekly = chance(random, 0.6);
      const daysOff = Array.from({ length: few(3) }, () => dateOf(randomIndex(random, size.days)));
      return { ...scope, kind, ...(isWeekly ? { weekdays: [1, 2, 3, 4, 5, 6, 7].filter(() => chance(random, 0.7)) } : {}), ...(!isWeekly || chance(random, 0.3) ? { daysOff } : {}) };
    }
    case 'coverage':
      return { ...scope, kind, minContacts: randomIndex(random, Math.ceil(size.contacts / 3) + 1) };
    case 'minimum':
      return { ...scope, kind, min: randomIndex(random, Math.ceil(some / 5) + 1) };
  }
}

/** Touches before the start, several per contact. */
function randomTouches(random: Random, contacts: number, channels: readonly string[]) {
  const touches = Array.from({ length: 2 * contacts }, () => ({ contact: randomIndex(random, contacts), channel: pick(random, channels), day: -1 - randomIndex(random, 9) }));
  return { contact: touches.map(({ contact }) => contact), channel: touches.map(({ channel }) => channel), day: touches.map(({ day }) => day) };
}

/** What others hold: on the problem's contacts, on strangers and on nobody, work and money. */
function randomHeld(random: Random, { contacts, days }: RandomSize, channels: readonly string[]): HeldEntry[] {
  return Array.from({ length: 1 + randomIndex(random, contacts) }, () => {
    const contact = chance(random, 0.75) ? `c${randomIndex(random, contacts)}` : pick(random, ['x1', 'x2', null]);
    const labels = contact === 'x1' ? { segment: 'A', household: 'H1', specialty: specialties[0]! } : contact === 'x2' ? { account: 'X', territory: 'N' } : {};
    return {
      contact,
      channel: pick(random, channels),
      date: dateOf(randomIndex(random, days)),
      actions: pick(random, [0, 1, 1, 1, 2]),
      amount: pick(random, [0, 0.1, 1, 2.5, 7]),
      ...labels,
      ...(chance(random, 0.3) ? { rep: pick(random, ['R1', 'R2', 'R3']) } : {}),
    };
  });
}

/** A problem drawn from a seed with rules of every kind, households, opt-outs, touches in full, pins and all metrics. */
export function makeRuleProblem(seed: number, size: RandomSize): AllocationProblem {
  const base = makeRandomProblem(seed, { ...size, rules: 0 });
  const random = createRandom(seed + 1);
  const channels = base.channels.map((channel) => channel.id);
  const { history, ...contacts } = base.contacts;
  const labels = (names: readonly string[]): string[] => contacts.ids.map(() => pick(random, names));
  const redate = (keys: AllocationProblem['fixed']) => keys?.map((key) => ({ ...key, date: dateOf(randomIndex(random, size.days)) }));
  const { fixed, forbidden, ...rest } = base;
  return {
    ...rest,
    horizon: { start: dateOf(0), days: size.days },
    channels: base.channels.map((channel) => ({ ...channel, maxPerContact: Math.max(1, channel.maxPerContact) })),
    contacts: {
      ...contacts,
      specialty: labels(specialties),
      household: labels(['', 'H1', 'H2', 'H3']),
      ...(chance(random, 0.7) ? { account: labels(['', 'X', 'Y']) } : {}),
      ...(chance(random, 0.4) ? { optOut: Object.fromEntries(channels.filter(() => chance(random, 0.6)).map((channel) => [channel, contacts.ids.map(() => chance(random, 0.25))])) } : {}),
      ...(history === undefined ? {} : { history: Object.fromEntries(Object.entries(history).map(([channel, days]) => [channel, days.map((day) => (day === null ? null : day - 1))])) }),
      ...(chance(random, 0.5) ? { recent: randomTouches(random, size.contacts, channels) } : {}),
    },
    constraints: Array.from({ length: size.rules }, (_, at) => randomRule(random, at, size, channels)),
    ...(fixed === undefined ? {} : { fixed: redate(fixed)! }),
    ...(forbidden === undefined ? {} : { forbidden: redate(forbidden)! }),
    ...(chance(random, 0.5) ? { held: randomHeld(random, size, channels) } : {}),
  };
}
