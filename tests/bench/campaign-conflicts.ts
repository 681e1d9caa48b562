/**
 * Time to find every conflict of all campaigns, beside a peer that compares each reservation with each of the same contact
 * on a small part. Run: node tests/bench/campaign-conflicts.ts [campaigns] [contacts]
 */
import { performance } from 'node:perf_hooks';
import { formatDay } from '../../src/engine/base/day.ts';
import { createRandom, randomIndex, type Random } from '../../src/engine/base/rng.ts';
import { autoResolve } from '../../src/engine/coordination/auto-resolve.ts';
import { readConflict } from '../../src/engine/coordination/conflict-columns.ts';
import { detectConflicts } from '../../src/engine/coordination/detect-conflicts.ts';
import type { ReservationTable } from '../../src/engine/coordination/reservation-table.ts';
import type { Campaign, Reservation } from '../../src/engine/model/campaign.ts';

const [campaignCount, contactCount] = [50, 20_000].map((usual, place) => Number(process.argv[2 + place] ?? usual)) as [number, number];
const FIRST_DAY = 20_820;
const DAYS = 180;
const CHANNELS = ['email', 'event', 'phone', 'visit', 'webinar'];
const limits = [{ contact: null, channel: null, max: 4, windowDays: 7 }];

const makeNames = (letter: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${letter}${String(at).padStart(7, '0')}`);

/** One reservation for each campaign and contact, for `length(random)` days. */
function makeTable(contacts: number, length: (random: Random) => number): ReservationTable {
  const random = createRandom(1);
  const count = campaignCount * contacts;
  const priorities = Uint8Array.from({ length: campaignCount }, () => 1 + randomIndex(random, 100));
  const table = {
    ids: makeNames('r', count),
    campaigns: makeNames('k', campaignCount),
    contacts: makeNames('c', contacts),
    channels: CHANNELS,
    campaign: Int32Array.from({ length: count }, (_, row) => row % campaignCount),
    contact: Int32Array.from({ length: count }, () => randomIndex(random, contacts)),
    channel: Int32Array.from({ length: count }, () => (random() < 0.01 ? -1 : randomIndex(random, CHANNELS.length))),
    kind: new Uint8Array(count),
    priority: new Uint8Array(count),
    fromDay: Int32Array.from({ length: count }, () => FIRST_DAY + randomIndex(random, DAYS)),
    toDay: new Int32Array(count),
    plannedDay: new Int32Array(count),
    canPreempt: Uint8Array.from({ length: count }, () => (random() < 0.5 ? 1 : 0)),
    isExecuted: new Uint8Array(count),
  };
  for (let row = 0; row < count; row += 1) {
    table.kind[row] = table.channel[row] === -1 ? 0 : randomIndex(random, 3);
    table.priority[row] = priorities[table.campaign[row]!]!;
    table.toDay[row] = table.fromDay[row]! + length(random);
    table.plannedDay[row] = table.channel[row] === -1 ? -2_147_483_648 : table.fromDay[row]!;
  }
  return table;
}

/** Pairs that collide, each row against each later one. */
function countPairs(table: ReservationTable): number {
  let pairs = 0;
  for (let first = 0; first < table.ids.length; first += 1) {
    for (let second = first + 1; second < table.ids.length; second += 1) {
      if (table.contact[first] !== table.contact[second] || table.campaign[first] === table.campaign[second]) continue;
      if (table.channel[first] !== table.channel[second] && table.channel[first] !== -1 && table.channel[second] !== -1) continue;
      if (table.kind[first] === 2 && table.kind[second] === 2) continue;
      if (table.fromDay[first]! <= table.toDay[second]! && table.fromDay[second]! <= table.toDay[first]!) pairs += 1;
    }
  }
  return pairs;
}

/** The same reservations one by one. */
function nameReservations(table: ReservationTable): Reservation[] {
  return table.ids.map((id, row) => {
    const channel = table.channels[table.channel[row]!] ?? null;
    const from = formatDay(table.fromDay[row]!);
    const kind = (['exclusive', 'priority', 'soft'] as const)[table.kind[row]!]!;
    const held = { id, campaign: table.campaigns[table.campaign[row]!]!, contact: table.contacts[table.contact[row]!]!, channel, kind, priority: table.priority[row]!, from, to: formatDay(table.toDay[row]!) };
    return { ...held, status: 'active', canPreempt: table.canPreempt[row] === 1, ...(channel === null ? {} : { plannedDate: from }) };
  });
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

function measure<T>(name: string, work: () => T): T {
  const from = performance.now();
  const cpu = process.cpuUsage();
  const answer = work();
  const { user } = process.cpuUsage(cpu);
  print(`${name.padEnd(52)} ${((performance.now() - from) / 1000).toFixed(3)} s, ${(user / 1e6).toFixed(3)} s of processor`);
  return answer;
}

const week = (random: Random): number => randomIndex(random, 10);
const small = makeTable(200, week);
const peer = measure(`peer, every pair of ${small.ids.length} reservations`, () => countPairs(small));
const found = measure('sweep on the same', () => detectConflicts(small, []));
print(`  ${peer} and ${found.total} pairs${peer === found.total ? '' : ' DIFFER'}`);

const large = makeTable(contactCount, week);
const all = measure(`sweep of ${large.ids.length} reservations of up to 10 days`, () => detectConflicts(large, limits));
print(`  ${all.total} conflicts`);
measure('  first hundred in words', () => Array.from({ length: Math.min(100, all.count) }, (_, at) => readConflict(large, limits, all, at)));
const crowded = makeTable(contactCount, () => 60);
const capped = measure('sweep, 61 days each, first 100,000 kept', () => detectConflicts(crowded, limits, 100_000));
print(`  ${capped.total} conflicts`);
const part = makeTable(2000, week);
const campaigns = part.campaigns.map((id): Campaign => ({ id, name: id, priority: 50, status: 'active', audience: null, channelMix: {} }));
const board = { campaigns, reservations: nameReservations(part), limits };
for (const policy of ['preempt', 'defer'] as const) {
  const report = measure(`resolve ${board.reservations.length} reservations, losers ${policy}`, () => autoResolve(board, policy));
  if (report.ok) print(`  ${report.value.decisions.length} decided, ${report.value.left.length} left to a person`);
}
print(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
