/**
 * Checks of single actions a second on a large workspace with rules of every kind, beside a peer that adds the action to
 * the plan and counts the plan anew.
 * Run: node tests/bench/check-action.ts [contacts] [planned] [checks]
 */
import { performance } from 'node:perf_hooks';
import { formatDay } from '../../src/engine/base/day.ts';
import { createRandom, randomIndex } from '../../src/engine/base/rng.ts';
import { recountPlan } from '../../src/engine/allocation/recount-plan.ts';
import { openActionChecker } from '../../src/engine/constraints/check-action.ts';
import type { PlanEntry } from '../../src/engine/constraints/plan-view.ts';
import { indexHolds } from '../../src/engine/coordination/hold-index.ts';
import type { AllocationProblem } from '../../src/engine/model/allocation.ts';
import type { Campaign, Reservation } from '../../src/engine/model/campaign.ts';
import type { Constraint } from '../../src/engine/model/constraint.ts';

const [contactCount, plannedCount, checkCount] = [50_000, 60_000, 500_000].map((usual, place) => Number(process.argv[2 + place] ?? usual)) as [number, number, number];
const START_DAY = 20_823;
const DAYS = 28;
const channels = ['email', 'rep_email', 'call', 'visit', 'webinar'];
const random = createRandom(1);
const dateOf = (day: number): string => formatDay(START_DAY + day);

const rules: Constraint[] = [
  { id: 'week', kind: 'capacity', per: 'week', max: plannedCount / 3 },
  { id: 'visits a day', kind: 'capacity', channels: ['visit'], per: 'day', max: plannedCount / 120 },
  { id: 'reps', kind: 'rep_capacity', channels: ['visit', 'call'], per: 'day', max: 8 },
  { id: 'running', kind: 'concurrent', channels: ['webinar'], max: plannedCount / 10, durationDays: 3 },
  { id: 'money', kind: 'budget', max: plannedCount * 10 },
  { id: 'month money', kind: 'budget', per: 'month', channels: ['visit'], max: plannedCount * 5 },
  { id: 'rest', kind: 'frequency', windowDays: 7, max: 3 },
  { id: 'preference', kind: 'contact_limit', segments: ['A'], maxPerMonth: 6, cooldownDays: 2, source: 'preference' },
  { id: 'press', kind: 'pressure', windowDays: 14, max: 9, weights: { visit: 3, call: 2 }, per: 'account' },
  { id: 'apart', kind: 'exclusion', first: 'visit', second: 'call', withinDays: 2 },
  // oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
  { id: 'after', kind: 'sequence', first: 'email', then: 'webinar', withinDays: 28, need: 'precede' },
  { id: 'closed', kind: 'blackout', from: dateOf(10), to: dateOf(11) },
  { id: 'seen', kind: 'blackout', from: dateOf(20), to: dateOf(21), window: 'restricted' },
  { id: 'days off', kind: 'rep_calendar', reps: ['R1', 'R2'], weekdays: [1, 2, 3, 4] },
  { id: 'reach', kind: 'coverage', minShare: 0.2 },
  { id: 'least', kind: 'minimum', min: 100 },
];

function makeProblem(): AllocationProblem {
  const ids = Array.from({ length: contactCount }, (_, at) => `C${at}`);
  const perChannel = <T>(draw: () => T): Record<string, T[]> => Object.fromEntries(channels.map((channel) => [channel, ids.map(draw)]));
  return {
    format: 'omnivor.allocation/1',
    name: 'bench',
    horizon: { start: dateOf(0), days: DAYS },
    channels: channels.map((id) => ({ id, unitCost: 5, saturation: 0.7, maxPerContact: 4, cooldownDays: 3, ...(id === 'email' ? {} : { weekdays: [1, 2, 3, 4, 5] }) })),
    contacts: {
      ids,
      value: ids.map(() => 1),
      segment: ids.map(() => 'ABC'[randomIndex(random, 3)]!),
      rep: ids.map(() => `R${randomIndex(random, 300)}`),
      account: ids.map((_id, at) => (at % 3 === 0 ? '' : `A${Math.floor(at / 4)}`)),
      response: perChannel(() => 0.1),
      history: perChannel(() => (random() < 0.3 ? -1 - randomIndex(random, 30) : null)),
      optOut: { email: ids.map(() => random() < 0.02) },
    },
    constraints: rules,
    objective: { metric: 'lift' },
  };
}

const problem = makeProblem();
const draw = (): PlanEntry => ({ contact: problem.contacts.ids[randomIndex(random, contactCount)]!, channel: channels[randomIndex(random, channels.length)]!, date: dateOf(randomIndex(random, DAYS)) });
const planned = Array.from({ length: plannedCount }, draw);
const asked = Array.from({ length: checkCount }, draw);
const campaigns = Array.from({ length: 4 }, (_, at): Campaign => ({ id: `K${at}`, name: `Campaign ${at}`, priority: 20 + at, status: 'active', audience: null, channelMix: {} }));
const reservations = Array.from({ length: contactCount }, (_, at): Reservation => {
  const { contact, channel, date } = draw();
  return { id: `r${at}`, campaign: `K${at % 4}`, contact, channel, kind: 'exclusive', priority: 20 + (at % 4), from: date, to: date, status: 'active', canPreempt: true };
});
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

print(`${contactCount} contacts, ${rules.length} rules of 13 kinds, ${plannedCount} planned actions, ${reservations.length} reservations, ${DAYS} days`);
let from = performance.now();
const checker = openActionChecker(problem, planned, indexHolds(campaigns, reservations));
print(`opened in ${((performance.now() - from) / 1000).toFixed(2)} s`);

for (const action of asked.slice(0, 100_000)) checker.check(action);
let passing = 0;
let failures = 0;
from = performance.now();
for (const action of asked) {
  const answer = checker.check(action);
  if (!answer.ok) throw new Error(answer.fault.message);
  if (answer.value.passes) passing += 1;
  failures += answer.value.failures.length;
}
const seconds = (performance.now() - from) / 1000;
print(`${checkCount} checks: ${Math.round(checkCount / seconds)} a second, ${Math.round((100 * passing) / checkCount)} % pass, ${(failures / checkCount).toFixed(2)} failing rules each, next days included`);

const peerCount = 3;
from = performance.now();
for (const action of asked.slice(0, peerCount)) recountPlan(problem, [...planned, action]);
const peerSeconds = (performance.now() - from) / 1000;
print(`peer, recount of the plan with the action: ${(peerCount / peerSeconds).toFixed(1)} a second`);
