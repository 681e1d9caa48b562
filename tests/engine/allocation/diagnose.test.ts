import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/engine/allocation/infeasible/diagnose.ts';
import { findConflictSet } from '../../../src/engine/allocation/infeasible/find-conflicts.ts';
import { listLoosenings } from '../../../src/engine/allocation/infeasible/loosen.ts';
import { applyChanges } from '../../../src/engine/allocation/what-if/apply-changes.ts';
import { createGlpkSolver } from '../../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../../src/engine/linear/highs-adapter.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { runs } from '../../support/runs.ts';
import { findBestByHand } from './support/best-by-hand.ts';
import { makeRuleProblem } from './support/random-rules.ts';
import { patientControl } from './support/solving.ts';

const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };
const options = { seed: 1, seconds: 5 };

const base: AllocationProblem = {
  format: 'omnivor.allocation/1',
  name: 'clash',
  horizon: { start: '2027-01-04', days: 14 },
  channels: [{ id: 'visit', unitCost: 100, saturation: 0.8, maxPerContact: 2, cooldownDays: 3 }],
  contacts: { ids: Array.from({ length: 20 }, (_, at) => `C${at}`), value: Array.from({ length: 20 }, (_, at) => 10 + at), response: { visit: Array.from({ length: 20 }, () => 0.2) } },
  constraints: [
    { id: 'visits a week', kind: 'capacity', per: 'week', max: 6 },
    { id: 'plenty', kind: 'capacity', per: 'horizon', max: 100 },
    { id: 'money', kind: 'budget', max: 3000 },
    { id: 'reach', kind: 'coverage', minShare: 0.75 },
  ],
  objective: { metric: 'lift' },
};

describe('the infeasibility doctor', () => {
  it('names the smallest clash and raises the week’s capacity by as much as is needed', async () => {
    const diagnosis = await diagnose(base, options, solvers, patientControl);
    expect(diagnosis.verdict).toBe('infeasible');
    expect(diagnosis.isIrreducible).toBe(true);
    expect(diagnosis.conflicts.map(({ rule }) => rule)).toEqual(['visits a week', 'reach']);
    // 15 contacts in two weeks: 3 visits more in all, or 8 in each week; a step of coverage is one contact, three of them.
    const [cheapest, ...others] = diagnosis.relaxations;
    expect(cheapest).toMatchObject({ changes: [{ kind: 'periods', rule: 'visits a week' }], steps: 3, isCheapest: true, isVerified: true });
    expect(cheapest!.words[0]).toMatch(/^raise visits a week from 6 to \d+ from 2027-01-/);
    expect(others).toContainEqual(expect.objectContaining({ changes: [{ kind: 'limit', rule: 'visits a week', to: 8 }], steps: 4, isVerified: true }));
    expect(others).toContainEqual(expect.objectContaining({ changes: [{ kind: 'limit', rule: 'reach', to: 12 }], words: ['lower reach from 15 to 12'], isVerified: true }));
  });

  it('loosens several rules where one is not enough', async () => {
    const problem = { ...base, constraints: base.constraints.map((rule) => (rule.id === 'money' && rule.kind === 'budget' ? { ...rule, max: 900 } : rule)) };
    const { relaxations } = await diagnose(problem, options, solvers, patientControl);
    expect(relaxations[0]!.isVerified).toBe(true);
    expect(relaxations[0]!.changes.map((change) => ('rule' in change ? change.rule : change.kind))).toEqual(['visits a week', 'money']);
    expect(relaxations[0]!.steps).toBeCloseTo(3 + 0.6, 6);
  });

  it('moves only the week and the rep that clash', async () => {
    const reps = base.contacts.ids.map((_id, at) => (at < 10 ? 'R1' : 'R2'));
    const date = (day: number): string => `2027-01-${String(10 + day).padStart(2, '0')}`;
    const fixed = [1, 2, 3].map((day, at) => ({ contact: `C${at}`, channel: 'visit', date: date(day) }));
    const problem: AllocationProblem = { ...base, contacts: { ...base.contacts, rep: reps }, fixed, constraints: [{ id: 'days', kind: 'rep_capacity', per: 'week', max: 2 }] };
    const { relaxations } = await diagnose(problem, options, solvers, patientControl);
    const moved = relaxations.find(({ changes }) => changes[0]?.kind === 'periods');
    expect(moved).toMatchObject({ changes: [{ kind: 'periods', rule: 'days', limits: [{ from: '2027-01-11', to: '2027-01-17', rep: 'R1', max: 3 }] }], words: ['raise days from 2 to 3 for R1 from 2027-01-11 to 2027-01-17'], steps: 1, isVerified: true, isCheapest: true });
    const changed = applyChanges(problem, moved!.changes);
    if (!changed.ok) throw new Error(changed.fault.message);
    expect(changed.value.constraints.map((rule) => [rule.id, 'max' in rule && rule.max, rule.reps ?? null, 'from' in rule && rule.from, 'to' in rule && rule.to])).toEqual([
      ['days', 2, null, null, '2027-01-10'],
      ['days (R1, from 2027-01-11 to 2027-01-17)', 3, ['R1'], '2027-01-11', '2027-01-17'],
      ['days (others, from 2027-01-11 to 2027-01-17)', 2, ['R2'], '2027-01-11', '2027-01-17'],
      ['days (from 2027-01-18)', 2, null, '2027-01-18', null],
    ]);
  });

  it('frees a fixed action that clashes', async () => {
    const problem: AllocationProblem = { ...base, constraints: [{ id: 'closed', kind: 'blackout', from: '2027-01-05', to: '2027-01-05' }], fixed: [{ contact: 'C3', channel: 'visit', date: '2027-01-05' }] };
    const { relaxations, conflicts } = await diagnose(problem, options, solvers, patientControl);
    expect(conflicts.map(({ words }) => words)).toHaveLength(2);
    expect(relaxations.filter(({ isVerified }) => isVerified).map(({ words }) => words)).toEqual(expect.arrayContaining([['free C3 visit 2027-01-05'], ['drop closed']]));
  });

  it('says that rules can be kept together where they can', async () => {
    expect(await diagnose({ ...base, constraints: base.constraints.slice(1) }, options, solvers, patientControl)).toEqual({ verdict: 'feasible', conflicts: [], isIrreducible: false, relaxations: [] });
  });

  it('names irreducible clashes of random problems: without any one of them, tried by every plan, there is one', async () => {
    let clashes = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const random = makeRuleProblem(seed, { contacts: 3, channels: 2, days: 3, rules: 3 + (seed % 5) });
        const problem: AllocationProblem = { ...random, objective: { metric: 'lift' }, constraints: [...random.constraints, { id: 'ask', kind: 'minimum', channels: [random.channels[0]!.id], min: 4 }] };
        const best = findBestByHand(problem);
        fc.pre(best === null);
        const conflicts = await findConflictSet(problem, solvers.highs, 1, patientControl);
        const kept = new Set(conflicts.map(({ loosening }) => loosening.words));
        const rest = listLoosenings(problem).filter(({ words }) => !kept.has(words)).reduce((looser, loosening) => loosening.apply(looser), problem);
        const bestOfRest = findBestByHand(rest);
        fc.pre(bestOfRest !== undefined);
        clashes += 1;
        expect(bestOfRest, `seed ${seed}`).toBeNull();
        for (const { loosening } of conflicts) expect(findBestByHand(loosening.apply(rest)), `seed ${seed}, ${loosening.words}`).not.toBeNull();
        const { relaxations } = await diagnose(problem, options, solvers, patientControl);
        for (const { changes, isVerified } of relaxations) {
          const changed = applyChanges(problem, changes);
          if (changed.ok && isVerified) expect(findBestByHand(changed.value), `seed ${seed}`).not.toBeNull();
        }
      }),
      { numRuns: runs(3), seed: 20_270_321 },
    );
    expect(clashes).toBeGreaterThan(0);
  });
});
