import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import { createRandom, randomIndex } from '../../../src/engine/base/rng.ts';
import type { PlanEntry } from '../../../src/engine/constraints/plan-view.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { describeWithShared } from '../../support/shared.ts';
import { makeRandomProblem } from './support/random-problem.ts';
import { checkPlan } from './support/shared-tools.ts';
import { makeSmallProblem } from './support/small-problem.ts';

const entries: PlanEntry[] = [
  { contact: 'c', channel: 'email', date: '2027-01-11' },
  { contact: 'c', channel: 'email', date: '2027-01-04' },
  { contact: 'a', channel: 'visit', date: '2027-01-05' },
];

describe('recountPlan', () => {
  it('counts lift by order of date, cost and contacts reached', () => {
    const recount = recountPlan(makeSmallProblem(), entries);
    expect([...recount.lifts]).toEqual([3, 6, 5]);
    expect([...recount.places]).toEqual([2, 1, 1]);
    expect(recount).toMatchObject({ objective: 14, lift: 14, cost: 102, reached: 2, violations: [], reported: [] });
  });

  it('answers the metric asked for', () => {
    expect(recountPlan(makeSmallProblem([], { objective: { metric: 'net' } }), entries).objective).toBe(14 - 102);
    expect(recountPlan(makeSmallProblem([], { objective: { metric: 'reach' } }), entries).objective).toBe(2);
  });

  it('keeps breaches of report-only rules apart', () => {
    const problem = makeSmallProblem([
      { id: 'hard', kind: 'budget', max: 50 },
      { id: 'soft', kind: 'budget', max: 50, enforce: false },
    ]);
    const recount = recountPlan(problem, entries);
    expect(recount.violations).toEqual([{ rule: 'hard', message: 'hard: 102 spent of 50' }]);
    expect(recount.reported).toEqual([{ rule: 'soft', message: 'soft: 102 spent of 50' }]);
    expect(recount.usage).toHaveLength(2);
  });
});

/** A random set of actions, mostly unlawful. */
function drawActions(problem: AllocationProblem, seed: number): PlanEntry[] {
  const random = createRandom(seed);
  const start = parseDay(problem.horizon.start) ?? 0;
  const drawn = new Map<string, PlanEntry>();
  for (let draw = 0; draw < 1 + randomIndex(random, 5); draw += 1) {
    const contact = problem.contacts.ids[randomIndex(random, problem.contacts.ids.length)]!;
    const channel = problem.channels[randomIndex(random, problem.channels.length)]!.id;
    const date = formatDay(start + randomIndex(random, problem.horizon.days));
    drawn.set(`${contact} ${channel} ${date}`, { contact, channel, date, exploration: problem.objective.explorationShare !== undefined && random() < 0.2 });
  }
  return [...drawn.values()];
}

describeWithShared('recountPlan beside the independent checker', () => {
  it('finds a breach exactly where the checker does, and counts the same objective and cost', () => {
    let lawful = 0;
    for (let seed = 0; seed < 40; seed += 1) {
      const problem = makeRandomProblem(seed, { contacts: 4, channels: 2, days: 12, rules: 2 });
      const actions = drawActions(problem, seed);
      const recount = recountPlan(problem, actions);
      const planned = actions.map((action) => ({ contact: action.contact, channel: action.channel, date: action.date, exploration: action.exploration === true, lift: 0, cost: 0, reason: '' }));
      const answer = checkPlan(problem, { actions: planned, objective: recount.objective, bound: null });
      expect({ seed, ok: answer.ok, faults: answer.faults.length > 0 }).toEqual({ seed, ok: recount.violations.length === 0, faults: recount.violations.length > 0 });
      expect(answer.cost).toBeCloseTo(recount.cost, 9);
      if (answer.ok) lawful += 1;
    }
    expect(lawful).toBeGreaterThan(5);
    expect(lawful).toBeLessThan(38);
  });
});
