import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, randomIndex } from '../../../src/engine/base/rng.ts';
import type { RuleMeter } from '../../../src/engine/constraints/meter.ts';
import { readGround } from '../../../src/engine/constraints/plan-view.ts';
import { openRule, openStandingRule, standingRules } from '../../../src/engine/constraints/registry.ts';
import { makeRuleProblem } from '../allocation/support/random-rules.ts';

describe('what a rule says of a channel and a day at once', () => {
  it('is never against what it says of an action on them', () => {
    const silent = new Set<string>();
    const broken = new Set<string>();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const problem = makeRuleProblem(seed, { contacts: 4, channels: 3, days: 12, rules: 6 });
        const ground = readGround(problem);
        const random = createRandom(seed + 9);
        const draw = () => ({ contact: randomIndex(random, 4), channel: randomIndex(random, 3), day: randomIndex(random, 16) - 2, exploration: false, ...(random() < 0.2 ? { rep: random() < 0.7 ? 'R2' : 'R9' } : {}) });
        const meters: [string, RuleMeter][] = [...standingRules.map((rule): [string, RuleMeter] => [rule.id, openStandingRule(rule, ground)]), ...problem.constraints.map((rule): [string, RuleMeter] => [rule.kind, openRule(rule, ground)])];
        for (const action of Array.from({ length: 10 }, draw)) for (const [, meter] of meters) meter.add(action);
        for (const action of Array.from({ length: 30 }, draw)) {
          for (const [kind, meter] of meters) {
            const breaks = meter.judge(action).length > 0;
            if (breaks) broken.add(kind);
            if (meter.mayBreak(action.channel, action.day)) continue;
            silent.add(kind);
            expect({ seed, kind, breaks }).toEqual({ seed, kind, breaks: false });
          }
        }
      }),
      { numRuns: 200, seed: 20270304 },
    );
    for (const kind of ['capacity', 'rep_capacity', 'concurrent', 'budget', 'frequency', 'contact_limit', 'pressure', 'exclusion', 'sequence', 'blackout', 'rep_calendar', 'weekday', 'horizon', 'consent']) {
      expect({ kind, silent: silent.has(kind), broken: broken.has(kind) }).toEqual({ kind, silent: true, broken: true });
    }
    for (const target of ['coverage', 'minimum', 'fixed', 'exploration-share']) expect(broken.has(target)).toBe(false);
  });
});
