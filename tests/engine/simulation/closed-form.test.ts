import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import type { Scenario } from '../../../src/engine/model/scenario.ts';
import { simulateScenario } from '../../../src/engine/simulation/simulate-scenario.ts';
import { makeProblem, makeScenario, valueOf } from './support.ts';

const dateOf = (day: number): string => formatDay(parseDay('2027-01-04')! + day);

/** 50 contacts, one action each: 20,000 replications are a million draws. */
function makeOneEach(seed: number): Scenario {
  const problem = makeProblem(seed, 50);
  return { ...makeScenario(seed, 50), problem, policy: { kind: 'plan', actions: problem.contacts.ids.map((contact) => ({ contact, channel: 'visit', date: dateOf(1) })) }, replications: 20_000 };
}

describe('a simulation without fatigue', () => {
  it('has the mean and variance of the closed form within 4 standard errors at a million draws', () => {
    const scenario = makeOneEach(11);
    const { value, response } = scenario.problem.contacts;
    const chances = response['visit']!;
    const found = valueOf(simulateScenario(scenario)).measures;
    const n = scenario.replications;
    // One action a contact: answers are independent, each with the mean of its estimate.
    const expected = {
      lift: { mean: sum(chances.map((p, at) => p * value[at]!)), variance: sum(chances.map((p, at) => p * (1 - p) * value[at]! ** 2)), fourth: sum(chances.map((p, at) => fourth(p) * value[at]! ** 4)) },
      responses: { mean: sum(chances), variance: sum(chances.map((p) => p * (1 - p))), fourth: sum(chances.map(fourth)) },
    };
    for (const [measure, { mean, variance, fourth: kurtosis }] of Object.entries(expected) as ['lift' | 'responses', typeof expected.lift][]) {
      expect(Math.abs(found[measure].mean - mean), measure).toBeLessThan(4 * Math.sqrt(variance / n));
      // Standard error of a variance: fourth cumulants of independent summands add up.
      expect(Math.abs(found[measure].sd ** 2 - variance), measure).toBeLessThan(4 * Math.sqrt((kurtosis + 2 * variance ** 2) / n));
    }
  });

  it('varies more where contacts are off in the same direction, by the variance they have in common', () => {
    const scenario = makeOneEach(12);
    const contacts = { ...scenario.problem.contacts, sd: { visit: scenario.problem.contacts.ids.map(() => 0.1) }, response: { ...scenario.problem.contacts.response, visit: scenario.problem.contacts.ids.map(() => 0.3) } };
    const shared = { ...scenario, problem: { ...scenario.problem, contacts }, assumptions: { sharedUncertainty: 1 } };
    const { mean, sd } = valueOf(simulateScenario(shared)).measures.responses;
    // One chance for all 50: variance n(n − 1)·sd² + n·p(1 − p).
    const variance = 50 * 49 * 0.01 + 50 * 0.21;
    expect(Math.abs(mean - 15)).toBeLessThan(4 * Math.sqrt(variance / 20_000));
    expect(Math.abs(sd ** 2 / variance - 1)).toBeLessThan(4 * Math.sqrt(3 / 20_000));
  });

  it('expects the lift that a recount of the plan has', () => {
    const scenario = makeScenario(13, 40, { replications: 4000 });
    const actions = scenario.problem.contacts.ids.flatMap((contact) => [
      ...[0, 7, 15].map((day) => ({ contact, channel: 'email', date: dateOf(day) })),
      ...[2, 10].map((day) => ({ contact, channel: 'call', date: dateOf(day) })),
    ]);
    const { measures, planned, refusals } = valueOf(simulateScenario({ ...scenario, policy: { kind: 'plan', actions } }));
    const { lift, cost, reached } = recountPlan(scenario.problem, actions);
    expect({ planned, refusals }).toEqual({ planned: actions.length, refusals: [] });
    expect(Math.abs(measures.lift.mean - lift)).toBeLessThan(4 * measures.lift.standardError);
    expect(measures.cost).toMatchObject({ mean: cost, sd: 0, p5: cost });
    expect(measures.reach.mean).toBe(reached);
  });
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
/** Fourth cumulant of an answer. */
const fourth = (p: number): number => p * (1 - p) * (1 - 6 * p * (1 - p));
