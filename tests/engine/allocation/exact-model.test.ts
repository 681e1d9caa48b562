import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRandom, randomIndex } from '../../../src/engine/base/rng.ts';
import { compileProblem } from '../../../src/engine/allocation/compile-problem.ts';
import { buildExactModel } from '../../../src/engine/allocation/exact/build-exact-model.ts';
import { encodePlan } from '../../../src/engine/allocation/exact/exact-point.ts';
import { nameActions, takeActions } from '../../../src/engine/allocation/plan-actions.ts';
import { PlanState } from '../../../src/engine/allocation/plan-state.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import { recountSolution } from '../../../src/engine/linear/recount-solution.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import { NaiveRecount } from './support/naive-recount.ts';
import { makeRuleProblem } from './support/random-rules.ts';
import { makeSmallProblem } from './support/small-problem.ts';
import { runs } from '../../support/runs.ts';

const size = { contacts: 4, channels: 3, days: 12, rules: 3 };

/** A plan of random actions that fit, and perhaps one that does not: lawful, or barely not. */
function drawPlan(state: PlanState, seed: number, draws: number): void {
  const random = createRandom(seed);
  let mayBreak = random() < 0.6;
  for (let draw = 0; draw < draws; draw += 1) {
    const [contact, channel, day] = [randomIndex(random, size.contacts), randomIndex(random, size.channels), randomIndex(random, size.days)];
    if (!state.hasRoom(contact, channel) || state.find(contact, channel, day) >= 0) continue;
    const fits = state.fitsContact(contact, channel, day) && state.fitsRows(contact, channel, day) && state.hasPartners(contact, channel, day);
    if (!fits && !mayBreak) continue;
    if (!fits) mayBreak = false;
    state.insert(contact, channel, day);
  }
}

it('the exact model admits exactly the plans that keep the rules, and counts the same objective', () => {
  const tally = { lawful: 0, unlawful: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
      const { objective, ...problem } = makeRuleProblem(seed, size);
      const compiled = compileProblem({ ...problem, objective: { metric: objective.metric } });
      const exact = buildExactModel(compiled);
      for (let plan = 0; plan < 6; plan += 1) {
        const state = new PlanState(compiled);
        drawPlan(state, 10 * seed + plan, 3 + 6 * plan);
        const actions = takeActions(state);
        const entries = nameActions(compiled, actions, null);
        const isLawful = new NaiveRecount(compiled.problem, entries).listBroken().length === 0;
        const isOnColumns = actions.contact.every((contact, at) => exact.columns.columnOf[(contact * size.channels + actions.channel[at]!) * size.days + actions.day[at]!]! >= 0);
        if (!isOnColumns) expect(isLawful, `${seed} ${plan}`).toBe(false);
        else {
          const point = recountSolution(exact.model, encodePlan(exact, compiled, actions, null));
          expect(point.isFeasible, `${seed} ${plan} ${point.worst?.name}`).toBe(isLawful);
          if (isLawful) expect(point.objective).toBeCloseTo(recountPlan(compiled.problem, entries).objective, 6);
        }
        tally[isLawful ? 'lawful' : 'unlawful'] += 1;
      }
    }),
    { numRuns: runs(2500), seed: 20270205 },
  );
  expect(tally.lawful).toBeGreaterThan(runs(3000));
  expect(tally.unlawful).toBeGreaterThan(runs(3000));
});

it('the exact model holds a month to its limit where the last day of the month is closed', () => {
  const rules: Constraint[] = [
    { id: 'month', kind: 'contact_limit', maxPerMonth: 1 },
    { id: 'off', kind: 'blackout', from: '2027-01-17', to: '2027-01-17' },
  ];
  const compiled = compileProblem(makeSmallProblem(rules));
  const exact = buildExactModel(compiled);
  const isFeasible = (days: readonly number[]): boolean => {
    const actions = { contact: Int32Array.from(days, () => 0), channel: Int32Array.from(days, () => 0), day: Int32Array.from(days) };
    return recountSolution(exact.model, encodePlan(exact, compiled, actions, null)).isFeasible;
  };
  expect([isFeasible([0]), isFeasible([0, 5])]).toEqual([true, false]);
});
