import { formatDay } from '../../../../src/engine/base/day.ts';
import { createRandom, randomIndex, type Random } from '../../../../src/engine/base/rng.ts';
import type { AllocationProblem, ProblemCampaign, ReservedSlots } from '../../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../../src/engine/model/constraint.ts';

const START_DAY = 20_823;
const dateOf = (day: number): string => formatDay(START_DAY + day);
const chance = (random: Random, share: number): boolean => random() < share;
const some = <T>(random: Random, list: readonly T[], share: number): T[] => list.filter(() => chance(random, share));

export interface PortfolioSize {
  readonly contacts: number;
  readonly channels: number;
  readonly days: number;
  readonly campaigns: number;
  /** Every action costs one; else channels differ. */
  readonly isEqualCost: boolean;
  /** Rules of campaigns: budgets, capacities, minimums, and coverage where asked for. */
  readonly withCoverage?: boolean;
}

function randomRules(random: Random, campaigns: readonly string[], size: PortfolioSize): Constraint[] {
  const most = size.contacts * size.channels;
  return campaigns.flatMap((id): Constraint[] => [
    ...(chance(random, 0.7) ? [{ id: `budget ${id}`, kind: 'budget' as const, campaigns: [id], max: size.isEqualCost ? randomIndex(random, most + 1) : Number((random() * 3 * most).toFixed(1)) }] : []),
    ...(chance(random, 0.25) ? [{ id: `most ${id}`, kind: 'capacity' as const, per: 'horizon' as const, campaigns: [id], max: randomIndex(random, most + 2) }] : []),
    ...(chance(random, 0.35) ? [{ id: `least ${id}`, kind: 'minimum' as const, campaigns: [id], min: randomIndex(random, 3) }] : []),
    ...(size.withCoverage === true && chance(random, 0.35) ? [{ id: `reach ${id}`, kind: 'coverage' as const, campaigns: [id], minContacts: randomIndex(random, 3) }] : []),
  ]);
}

/** A small problem for several campaigns whose audiences, dates, channels and reservations run into each other. */
export function makeRandomPortfolio(seed: number, size: PortfolioSize): AllocationProblem {
  const random = createRandom(seed);
  const ids = Array.from({ length: size.contacts }, (_, at) => `C${at}`);
  const channels = Array.from({ length: size.channels }, (_, at) => ({ id: `ch${at}`, unitCost: size.isEqualCost ? 1 : 0.5 + Number((random() * 3).toFixed(1)), saturation: 0.5 + 0.5 * Number(random().toFixed(2)), maxPerContact: 1 + randomIndex(random, 3), cooldownDays: randomIndex(random, 3) }));
  const names = channels.map(({ id }) => id);
  const campaigns = Array.from({ length: size.campaigns }, (_, at): ProblemCampaign => ({
    id: `K${at}`,
    ...(chance(random, 0.8) ? { priority: 1 + randomIndex(random, 3) } : {}),
    ...(chance(random, 0.5) ? { contacts: some(random, ids, 0.7) } : {}),
    ...(chance(random, 0.3) ? { channels: some(random, names, 0.7) } : {}),
    ...(chance(random, 0.2) ? { from: dateOf(randomIndex(random, size.days)) } : {}),
    ...(chance(random, 0.3) ? { mix: { ch0: 1 } } : {}),
  }));
  const reserved = Array.from({ length: randomIndex(random, 3) }, (): ReservedSlots => {
    const from = randomIndex(random, size.days);
    return { campaign: `K${randomIndex(random, size.campaigns)}`, contacts: some(random, ids, 0.5), channels: some(random, names, 0.7), from: dateOf(from), to: dateOf(from + randomIndex(random, 2)), ...(chance(random, 0.4) ? { soft: true } : {}) };
  });
  const held = Array.from({ length: randomIndex(random, 3) }, () => ({ contact: null, channel: names[randomIndex(random, names.length)]!, date: dateOf(0), actions: 1, amount: 1, campaign: `K${randomIndex(random, size.campaigns)}` }));
  return {
    format: 'omnivor.allocation/1',
    name: `portfolio ${seed}`,
    horizon: { start: dateOf(0), days: size.days },
    channels,
    contacts: {
      ids,
      value: ids.map(() => 1 + Number((random() * 9).toFixed(2))),
      response: Object.fromEntries(names.map((name) => [name, ids.map(() => Number(random().toFixed(3)))])),
    },
    constraints: chance(random, 0.4) ? [{ id: 'all', kind: 'capacity', per: 'horizon', max: 1 + randomIndex(random, size.contacts * size.channels) }] : [],
    terms: randomRules(random, campaigns.map(({ id }) => id), size),
    campaigns,
    reserved,
    ...(held.length === 0 ? {} : { held }),
    objective: { metric: (['lift', 'net', 'reach'] as const)[randomIndex(random, 3)]! },
  };
}
