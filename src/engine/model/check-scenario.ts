import { fail, succeed, type Result } from '../base/fault.ts';
import { readAllocationProblem } from './check-problem.ts';
import { describeValue, readDocument } from './read-document.ts';
import { Scenario, type Policy } from './scenario.ts';
import { rulesOf, type AllocationProblem } from './allocation.ts';
import type { ConstraintKind } from './constraint.ts';

/** Shares of a mix may miss 1 by so much. */
export const SHARE_TOLERANCE = 1e-6;

/** Kinds of rules whose limit an assumption on capacity changes. */
export const capacityKinds: ReadonlySet<ConstraintKind> = new Set(['capacity', 'rep_capacity', 'concurrent', 'budget']);

interface Place {
  readonly path: string;
  readonly value: unknown;
  readonly expected: string;
}

const A_CHANNEL = 'a channel of the problem';

function* policyPlaces(policy: Policy, channels: ReadonlySet<string>, contacts: ReadonlySet<string>): Iterable<Place> {
  if (policy.kind === 'plan') {
    for (const [at, { contact, channel }] of policy.actions.entries()) {
      if (!contacts.has(contact)) yield { path: `$.policy.actions[${at}].contact`, value: contact, expected: 'a contact of the problem' };
      if (!channels.has(channel)) yield { path: `$.policy.actions[${at}].channel`, value: channel, expected: A_CHANNEL };
    }
    return;
  }
  if (policy.kind === 'bandit') {
    for (const [at, channel] of (policy.channels ?? []).entries()) {
      if (!channels.has(channel)) yield { path: `$.policy.channels[${at}]`, value: channel, expected: A_CHANNEL };
      if (policy.channels!.indexOf(channel) < at) yield { path: `$.policy.channels[${at}]`, value: channel, expected: 'a channel that stands once' };
    }
    return;
  }
  for (const channel of Object.keys(policy.shares)) if (!channels.has(channel)) yield { path: `$.policy.shares.${channel}`, value: channel, expected: A_CHANNEL };
  const sum = Object.values(policy.shares).reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > SHARE_TOLERANCE) yield { path: '$.policy.shares', value: Number(sum.toPrecision(12)), expected: 'shares that add up to 1' };
}

function* assumptionPlaces({ response, cost, capacity, fatigue }: NonNullable<Scenario['assumptions']>, problem: AllocationProblem, channels: ReadonlySet<string>): Iterable<Place> {
  const named = [['response.byChannel', response?.byChannel], ['cost.byChannel', cost?.byChannel], ['fatigue.weights', fatigue?.weights]] as const;
  for (const [key, record] of named) {
    for (const channel of Object.keys(record ?? {})) if (!channels.has(channel)) yield { path: `$.assumptions.${key}.${channel}`, value: channel, expected: A_CHANNEL };
  }
  if (capacity?.byRule === undefined) return;
  const limits = new Set(rulesOf(problem).filter(({ kind }) => capacityKinds.has(kind)).map(({ id }) => id));
  for (const rule of Object.keys(capacity.byRule)) if (!limits.has(rule)) yield { path: `$.assumptions.capacity.byRule.${rule}`, value: rule, expected: 'a capacity, rep capacity, concurrent or budget rule of the problem' };
}

function* scenarioPlaces({ problem, policy, assumptions }: Scenario): Iterable<Place> {
  const channels = new Set(problem.channels.map(({ id }) => id));
  const contacts = new Set(problem.contacts.ids);
  yield* policyPlaces(policy, channels, contacts);
  if (assumptions !== undefined) yield* assumptionPlaces(assumptions, problem, channels);
}

/** Cross-references of a scenario whose shape and problem are checked: channels, contacts and rules exist, shares add up to 1. O(contacts + actions). */
export function checkScenario(scenario: Scenario): Result<Scenario> {
  for (const { path, value, expected } of scenarioPlaces(scenario)) return fail('BAD_FORMAT', `${path}: found ${describeValue(value)}. Expected ${expected}.`, { path });
  return succeed(scenario);
}

/** Reads `omnivor.scenario/1`: shape first, then the problem, then what policy and assumptions name. O(size of the document). */
export function readScenario(document: unknown): Result<Scenario> {
  const shape = readDocument(Scenario, document);
  if (!shape.ok) return shape;
  const problem = readAllocationProblem(shape.value.problem);
  if (problem.ok) return checkScenario({ ...shape.value, problem: problem.value });
  const { message, path } = problem.fault;
  const inside = (text: string): string => text.replace(/^\$/u, () => '$.problem');
  return { ok: false, fault: { ...problem.fault, message: inside(message), ...(path === undefined ? {} : { path: inside(path) }) } };
}
