import { formatDay } from '../../../../src/engine/base/day.ts';
import { createRandom, randomIndex, type Random } from '../../../../src/engine/base/rng.ts';
import type { ActionKey, AllocationProblem } from '../../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../../src/engine/model/constraint.ts';

export interface RandomSize {
  readonly contacts: number;
  readonly channels: number;
  readonly days: number;
  readonly rules: number;
}

const START_DAY = 20_823; // 2027-01-05, a Tuesday, so that weeks of the horizon are not calendar weeks
const kinds = ['capacity', 'rep_capacity', 'budget', 'frequency', 'blackout', 'coverage', 'minimum'] as const;

const pick = <T>(random: Random, list: readonly T[]): T => list[randomIndex(random, list.length)]!;
const chance = (random: Random, share: number): boolean => random() < share;
const dateOf = (day: number): string => formatDay(START_DAY + day);
const round = (value: number, digits: number): number => Number(value.toFixed(digits));

function randomScope(random: Random, channels: readonly string[], contacts: readonly string[], days: number) {
  const from = randomIndex(random, days) - 1;
  return {
    ...(chance(random, 0.4) ? { channels: channels.filter(() => chance(random, 0.6)) } : {}),
    ...(chance(random, 0.25) ? { segments: ['A', 'B'].filter(() => chance(random, 0.6)) } : {}),
    ...(chance(random, 0.15) ? { territories: ['N'] } : {}),
    ...(chance(random, 0.15) ? { contacts: contacts.filter(() => chance(random, 0.5)) } : {}),
    ...(chance(random, 0.2) ? { from: dateOf(from) } : {}),
    ...(chance(random, 0.2) ? { to: dateOf(from + 1 + randomIndex(random, days)) } : {}),
    ...(chance(random, 0.15) ? { enforce: false } : {}),
  };
}

function randomRule(random: Random, at: number, size: RandomSize, channels: readonly string[], contacts: readonly string[]): Constraint {
  const kind = pick(random, kinds);
  const scope = { ...randomScope(random, channels, contacts, size.days), id: `${kind}-${at}` };
  const per = pick(random, ['day', 'week', 'horizon'] as const);
  const some = size.contacts * size.channels;
  switch (kind) {
    case 'capacity':
      return { ...scope, kind, per, max: randomIndex(random, 1 + Math.ceil(some / 2)) + (chance(random, 0.1) ? 0.5 : 0) };
    case 'rep_capacity':
      return { ...scope, kind, per, max: randomIndex(random, 1 + Math.ceil(some / 3)) };
    case 'budget':
      return { ...scope, kind, max: round(random() * 4 * some, 1) };
    case 'frequency':
      return { ...scope, kind, windowDays: 1 + randomIndex(random, 8), max: randomIndex(random, 4) };
    case 'blackout': {
      const from = randomIndex(random, size.days);
      return { ...scope, kind, from: dateOf(from), to: dateOf(from + randomIndex(random, 3)) };
    }
    case 'coverage':
      return { ...scope, kind, ...(chance(random, 0.5) ? { minShare: round(random() * 0.7, 2) } : { minContacts: randomIndex(random, Math.ceil(size.contacts / 2) + 1) }) };
    case 'minimum':
      return { ...scope, kind, min: randomIndex(random, Math.ceil(some / 3) + 1) };
  }
}

function randomPins(random: Random, count: number, channels: readonly string[], contacts: readonly string[], days: number): ActionKey[] {
  return Array.from({ length: count }, () => ({ contact: pick(random, contacts), channel: pick(random, channels), date: dateOf(randomIndex(random, days)) }));
}

/** A problem drawn from a seed: every kind of rule, scope and setting, pins, history, all three metrics, exploration. */
export function makeRandomProblem(seed: number, size: RandomSize): AllocationProblem {
  const random = createRandom(seed);
  const channels = Array.from({ length: size.channels }, (_, at) => ({
    id: `ch${at}`,
    unitCost: pick(random, [0, 0.1, 1, 2.5, 4]),
    saturation: pick(random, [1, 0.7, 0.5]),
    maxPerContact: pick(random, [0, 1, 2, 2, 3, 9]),
    cooldownDays: pick(random, [0, 1, 2, 3, 5]),
    ...(chance(random, 0.4) ? { weekdays: [1, 2, 3, 4, 5, 6, 7].filter(() => chance(random, 0.7)) } : {}),
  })).map(({ weekdays, ...channel }) => (weekdays === undefined || weekdays.length === 0 ? channel : { ...channel, weekdays }));
  const ids = Array.from({ length: size.contacts }, (_, at) => `c${at}`);
  const channelIds = channels.map((channel) => channel.id);
  const perChannel = <T>(draw: () => T): Record<string, T[]> => Object.fromEntries(channelIds.map((id) => [id, ids.map(draw)]));
  const explores = chance(random, 0.3);
  return {
    format: 'omnivor.allocation/1',
    name: `random-${seed}`,
    horizon: { start: dateOf(0), days: size.days },
    channels,
    contacts: {
      ids,
      value: ids.map(() => round(random() * 20, 2)),
      ...(chance(random, 0.8) ? { segment: ids.map(() => pick(random, ['A', 'B'])) } : {}),
      ...(chance(random, 0.5) ? { territory: ids.map(() => pick(random, ['N', 'S'])) } : {}),
      rep: ids.map(() => pick(random, ['R1', 'R2'])),
      response: perChannel(() => round(random(), 3)),
      ...(explores ? { sd: perChannel(() => round(random() * 0.3, 3)) } : {}),
      ...(chance(random, 0.4) ? { history: perChannel(() => (chance(random, 0.5) ? null : randomIndex(random, 8) - 7)) } : {}),
    },
    constraints: Array.from({ length: size.rules }, (_, at) => randomRule(random, at, size, channelIds, ids)),
    ...(chance(random, 0.25) ? { fixed: randomPins(random, 1 + randomIndex(random, 2), channelIds, ids, size.days) } : {}),
    ...(chance(random, 0.25) ? { forbidden: randomPins(random, 3, channelIds, ids, size.days) } : {}),
    objective: { metric: pick(random, ['lift', 'lift', 'net', 'reach'] as const), ...(explores ? { explorationShare: 0.4, explorationBonus: 2 } : {}) },
  };
}
