import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import { createRandom, randomIndex } from '../../../src/engine/base/rng.ts';
import { viewPlan, type PlanEntry } from '../../../src/engine/constraints/plan-view.ts';
import { countRule } from '../../../src/engine/constraints/registry.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { readAllocationProblem } from '../../../src/engine/model/check-problem.ts';
import { NaiveRecount } from '../allocation/support/naive-recount.ts';
import { makeRuleProblem } from '../allocation/support/random-rules.ts';

/** A random set of actions, mostly unlawful. */
function drawActions(problem: AllocationProblem, seed: number): PlanEntry[] {
  const random = createRandom(seed);
  const start = parseDay(problem.horizon.start) ?? 0;
  const drawn = new Map<string, PlanEntry>();
  for (let draw = 0; draw < 1 + randomIndex(random, 14); draw += 1) {
    const contact = problem.contacts.ids[randomIndex(random, problem.contacts.ids.length)]!;
    const channel = problem.channels[randomIndex(random, problem.channels.length)]!.id;
    const date = formatDay(start + randomIndex(random, problem.horizon.days));
    drawn.set(`${contact} ${channel} ${date}`, { contact, channel, date });
  }
  return [...drawn.values()];
}

describe('counting beside a recount by hand', () => {
  it('finds the same rules broken and the same use, for every kind', () => {
    const seen = new Map<string, { kept: number; broken: number }>();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const problem = makeRuleProblem(seed, { contacts: 6, channels: 3, days: 14, rules: 8 });
        expect(readAllocationProblem(problem)).toMatchObject({ ok: true });
        const actions = drawActions(problem, seed);
        const naive = new NaiveRecount(problem, actions);
        const view = viewPlan(problem, actions);
        for (const rule of problem.constraints) {
          const count = countRule(rule, view);
          const byHand = naive.count(rule);
          expect({ seed, rule, isBroken: count.violations.length > 0 }).toEqual({ seed, rule, isBroken: byHand.isBroken });
          if (byHand.used !== null) expect(Math.max(0, ...count.usage.map(({ used }) => used)), `${seed} ${rule.id}`).toBeCloseTo(byHand.used, 9);
          const tally = seen.get(rule.kind) ?? { kept: 0, broken: 0 };
          seen.set(rule.kind, { kept: tally.kept + (byHand.isBroken ? 0 : 1), broken: tally.broken + (byHand.isBroken ? 1 : 0) });
        }
        const broken = new Set(recountPlan(problem, actions).violations.map((violation) => violation.rule));
        expect([...broken].sort()).toEqual([...new Set(naive.listBroken())].sort());
      }),
      { numRuns: 400, seed: 20270201 },
    );
    expect(seen.size).toBe(13);
    for (const [kind, { kept, broken }] of seen) expect(Math.min(kept, broken), kind).toBeGreaterThan(10);
  });
});
