import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recountPlan } from '../../../../src/engine/allocation/recount-plan.ts';
import { solveAllocation } from '../../../../src/engine/allocation/solve-allocation.ts';
import { createGlpkSolver } from '../../../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../../../src/engine/linear/highs-adapter.ts';
import type { AllocationProblem } from '../../../../src/engine/model/allocation.ts';
import { Plan, type PlanAlternative } from '../../../../src/engine/model/plan.ts';
import { runs } from '../../../support/runs.ts';
import { makeRuleProblem } from '../support/random-rules.ts';
import { makeSmallProblem } from '../support/small-problem.ts';

const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };
const solve = (problem: AllocationProblem, alternatives?: boolean): Promise<Plan> => solveAllocation(problem, { method: 'greedy', seconds: 600, gap: 0, seed: 1, alternatives }, solvers, { now: () => 0 });

describe('alternatives of a plan', () => {
  it('are lawful in the place of the action, or name a rule that keeps them out, and change nothing else', async () => {
    const seen = { lawful: 0, refused: 0, contact: 0, channel: 0, date: 0 };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const problem = makeRuleProblem(seed, { contacts: 5, channels: 3, days: 8, rules: 5 });
        const plan = await solve(problem, true);
        expect(Plan.safeParse(plan).error).toBeUndefined();
        const plain = await solve(problem);
        expect({ ...plan, actions: plan.actions.map(({ alternatives: _considered, ...action }) => action) }).toEqual(plain);
        if (plan.conflicts !== undefined) return;
        const rules = new Set(problem.constraints.map(({ id }) => id));
        for (const action of plan.actions) {
          const alternatives = action.alternatives ?? [];
          const rankOf = ({ net, keptOutBy }: PlanAlternative): number => (keptOutBy === undefined ? 1e9 : 0) + net;
          expect(alternatives.map(rankOf)).toEqual(alternatives.map(rankOf).toSorted((one, other) => other - one));
          for (const { contact = action.contact, channel = action.channel, date = action.date, keptOutBy } of alternatives) {
            expect([contact, channel, date]).not.toEqual([action.contact, action.channel, action.date]);
            seen[contact !== action.contact ? 'contact' : channel !== action.channel ? 'channel' : 'date'] += 1;
            const without = plan.actions.filter((other) => other !== action);
            const before = new Set(recountPlan(problem, without).violations.map(({ message }) => message));
            const added = recountPlan(problem, [...without, { contact, channel, date }]).violations.filter(({ rule, message }) => rule !== 'exploration-share' && !before.has(message));
            if (keptOutBy === undefined) {
              const kinds = new Map(problem.constraints.map(({ id, kind }) => [id, kind]));
              expect(added.filter(({ rule }) => !['coverage', 'minimum'].includes(kinds.get(rule) ?? '')), `${seed} ${contact} ${channel} ${date}`).toEqual([]);
              seen.lawful += 1;
            } else {
              expect(added.length, `${seed} ${contact} ${channel} ${date} ${keptOutBy}`).toBeGreaterThan(0);
              if (rules.has(keptOutBy) || keptOutBy === 'cooldown') expect(added.map(({ rule }) => rule)).toContain(keptOutBy);
              seen.refused += 1;
            }
          }
        }
      }),
      { numRuns: runs(60), seed: 20270403 },
    );
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(5);
  });

  it('say what the slot and the contact could have had instead', async () => {
    const problem = makeSmallProblem([{ id: 'visits', kind: 'capacity', channels: ['visit'], per: 'horizon', max: 1 }], { channels: [{ id: 'visit', unitCost: 1, saturation: 1, maxPerContact: 1, cooldownDays: 0 }], contacts: { ids: ['a', 'b', 'c'], value: [10, 20, 30], response: { visit: [0.5, 0.5, 0.5] } } });
    const plan = await solve(problem, true);
    expect(plan.actions).toHaveLength(1);
    expect(plan.actions[0]).toMatchObject({ contact: 'c' });
    expect(plan.actions[0]!.alternatives).toContainEqual(expect.objectContaining({ contact: 'b' }));
    expect(plan.actions[0]!.alternatives!.length).toBeLessThanOrEqual(3);
  });
});
