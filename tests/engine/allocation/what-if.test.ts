import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traceFrontier } from '../../../src/engine/allocation/frontier/trace-frontier.ts';
import { applyChanges } from '../../../src/engine/allocation/what-if/apply-changes.ts';
import { comparePlans } from '../../../src/engine/allocation/what-if/compare-plans.ts';
import { priceRules, withCheckedRule } from '../../../src/engine/allocation/what-if/price-ledger.ts';
import { tryChanges } from '../../../src/engine/allocation/what-if/try-changes.ts';
import { createCancelFlag, raiseCancel } from '../../../src/engine/base/cancel.ts';
import { createGlpkSolver } from '../../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../../src/engine/linear/highs-adapter.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { Plan } from '../../../src/engine/model/plan.ts';
import type { ProblemChange } from '../../../src/engine/model/what-if.ts';
import { runs } from '../../support/runs.ts';
import { findBestByHand } from './support/best-by-hand.ts';
import { NaiveRecount } from './support/naive-recount.ts';
import { makeRuleProblem } from './support/random-rules.ts';
import { patientControl, solve } from './support/solving.ts';

const solvers = { highs: createHighsSolver(), glpk: createGlpkSolver() };
const options = { seconds: 3, seed: 1 };

/** 24 contacts, two reps, a budget that binds and a capacity that does not. */
const portfolio: AllocationProblem = {
  format: 'omnivor.allocation/1',
  name: 'portfolio',
  horizon: { start: '2027-01-04', days: 14 },
  channels: [
    { id: 'visit', unitCost: 100, saturation: 0.7, maxPerContact: 3, cooldownDays: 3 },
    { id: 'email', unitCost: 1, saturation: 0.6, maxPerContact: 3, cooldownDays: 2 },
  ],
  contacts: {
    ids: Array.from({ length: 24 }, (_, at) => `C${String(at).padStart(2, '0')}`),
    value: Array.from({ length: 24 }, (_, at) => 100 + ((at * 37) % 50) * 10),
    rep: Array.from({ length: 24 }, (_, at) => (at < 16 ? 'R1' : 'R2')),
    response: { visit: Array.from({ length: 24 }, (_, at) => 0.1 + ((at * 13) % 10) / 40), email: Array.from({ length: 24 }, (_, at) => 0.02 + ((at * 7) % 10) / 200) },
  },
  constraints: [
    { id: 'money', kind: 'budget', max: 1500 },
    { id: 'emails', kind: 'capacity', channels: ['email'], per: 'horizon', max: 500 },
    { id: 'watched', kind: 'capacity', per: 'horizon', max: 1, enforce: false },
    { id: 'visits a week', kind: 'rep_capacity', channels: ['visit'], per: 'week', max: 8 },
  ],
  objective: { metric: 'lift' },
};

const changed = (problem: AllocationProblem, changes: readonly ProblemChange[]): AllocationProblem => {
  const result = applyChanges(problem, changes);
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
};

describe('changes of a problem', () => {
  it('are made one after the other', () => {
    const problem = changed(portfolio, [
      { kind: 'budget', add: 500 },
      { kind: 'limit', rule: 'visits a week', to: 3 },
      { kind: 'drop', rule: 'emails' },
      { kind: 'channel', channel: 'visit', setting: 'cooldownDays' },
      { kind: 'force_in', contact: 'C01', channel: 'visit', date: '2027-01-05' },
      { kind: 'force_in', contact: 'C02', channel: 'email' },
      { kind: 'force_out', contact: 'C03' },
    ]);
    expect(problem.constraints).toMatchObject([{ id: 'money', max: 2000 }, { id: 'watched' }, { id: 'visits a week', max: 3 }, { kind: 'minimum', contacts: ['C02'], channels: ['email'], min: 1 }, { kind: 'capacity', contacts: ['C03'], max: 0 }]);
    expect(problem.channels[0]).toMatchObject({ cooldownDays: 0 });
    expect(problem.fixed).toEqual([{ contact: 'C01', channel: 'visit', date: '2027-01-05' }]);
    expect(changed(problem, [{ kind: 'force_out', contact: 'C01', channel: 'visit', date: '2027-01-05' }])).toMatchObject({ fixed: [], forbidden: [{ contact: 'C01' }] });
  });

  it('name what does not exist', () => {
    const messageOf = (change: ProblemChange, problem = portfolio): string => {
      const result = applyChanges(problem, [change]);
      return result.ok ? '' : result.fault.message;
    };
    expect(messageOf({ kind: 'drop', rule: 'nothing' })).toBe('Rule nothing does not exist.');
    expect(messageOf({ kind: 'budget', rule: 'emails', add: 1 })).toBe('No budget is named emails. Known: money.');
    expect(messageOf({ kind: 'channel', channel: 'fax', setting: 'weekdays' })).toContain('Channel fax does not exist.');
    expect(messageOf({ kind: 'force_in', contact: 'nobody', channel: 'visit', date: '2027-01-05' })).toContain('nobody');
    expect(messageOf({ kind: 'force_in', contact: 'C01', channel: 'visit', date: '2029-01-05' })).toContain('2029-01-05');
    const { rep: _none, ...contacts } = portfolio.contacts;
    expect(messageOf({ kind: 'reps', add: 1 }, { ...portfolio, contacts, constraints: [] })).toBe('No contact has a rep, so that none can be added.');
  });

  it('add reps who take contacts over until all have about as many', () => {
    const rep = changed(portfolio, [{ kind: 'reps', add: 2 }]).contacts.rep!;
    const count = (name: string): number => rep.filter((one) => one === name).length;
    expect([count('R1'), count('R2'), count('New rep 1') + count('New rep 2')]).toEqual([6, 6, 12]);
    expect(Math.abs(count('New rep 1') - count('New rep 2'))).toBeLessThanOrEqual(1);
  });
});

describe('two plans side by side', () => {
  it('tell kept, moved, added and removed actions apart', () => {
    const action = (contact: string, date: string, lift: number) => ({ contact, channel: 'visit', date, lift, cost: 100, exploration: false, reason: '' });
    const plan = (actions: Plan['actions']): Plan => ({ format: 'omnivor.plan/1', problem: 'p', status: 'feasible', method: 'local', seed: 1, objective: 1, bound: null, gap: null, cost: 100 * actions.length, elapsedMs: 0, actions, usage: [] });
    const before = plan([action('C01', '2027-01-04', 10), action('C01', '2027-01-08', 7), action('C02', '2027-01-04', 5)]);
    const after = plan([action('C01', '2027-01-04', 10), action('C01', '2027-01-11', 7), action('C03', '2027-01-04', 6)]);
    const compared = comparePlans(portfolio, before, after);
    expect(compared).toMatchObject({ kept: 1, moved: 1, added: 1, removed: 1, before: { actions: 3, lift: 22, reached: 2 }, after: { actions: 3, lift: 23, reached: 2 } });
    expect(compared.actions).toContainEqual({ what: 'moved', contact: 'C01', channel: 'visit', date: '2027-01-11', from: '2027-01-08', lift: 7 });
    expect(comparePlans(portfolio, before, before)).toMatchObject({ kept: 3, added: 0, removed: 0, moved: 0, contacts: [], actions: [] });
  });
});

describe('what-if', () => {
  it('reaches the best of all plans of the changed problem, on tiny problems', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const { objective, ...random } = makeRuleProblem(seed, { contacts: 3, channels: 2, days: 4, rules: 2 + (seed % 4) });
        const problem: AllocationProblem = { ...random, objective: { metric: objective.metric } };
        const dropped = problem.constraints[seed % problem.constraints.length];
        const changes: ProblemChange[] = [...(dropped === undefined ? [] : [{ kind: 'drop' as const, rule: dropped.id }]), { kind: 'force_out', contact: problem.contacts.ids[0]!, channel: problem.channels[0]!.id }];
        const best = findBestByHand(changed(problem, changes));
        fc.pre(best !== undefined);
        const tried = await tryChanges(problem, await solve(problem, 'greedy'), changes, options, solvers, patientControl);
        if (!tried.ok) throw new Error(tried.fault.message);
        expect(tried.value.plan.status === 'infeasible', `seed ${seed}`).toBe(best === null);
        if (best === null) return;
        compared += 1;
        expect(new NaiveRecount(tried.value.problem, tried.value.plan.actions).listBroken(), `seed ${seed}`).toEqual([]);
        expect(tried.value.plan.objective, `seed ${seed}`).toBeCloseTo(best, 6);
      }),
      { numRuns: runs(30), seed: 20_270_311 },
    );
    expect(compared).toBeGreaterThan(runs(12));
  });
});

describe('prices of rules', () => {
  it('rank the budget first, say what is idle or report-only, and foretell what moving the limit brings', async () => {
    const plan = await solve(portfolio, 'highs', { seconds: 20 });
    const phases = new Set<string>();
    const ledger = await priceRules(portfolio, plan, options, solvers, { ...patientControl, onProgress: ({ phase }) => phases.add(phase) });
    expect([...phases]).toEqual(['rule prices']);
    const [money] = ledger.rules;
    expect(ledger.rules.map(({ rule, state }) => [rule, state])).toEqual([['money', 'saturated'], ['emails', 'idle'], ['visits a week', 'idle'], ['watched', 'report_only']]);
    expect(money!.holdsFrom).toBeLessThanOrEqual(1500);
    expect(money!.holdsTo).toBeGreaterThanOrEqual(1500);
    const more = await solve(changed(portfolio, [{ kind: 'budget', add: money!.check!.by }]), 'highs', { seconds: 20 });
    expect(money!.check!.resolved / (more.objective - plan.objective)).toBeGreaterThan(0.95);
    expect(money!.check!.resolved / (more.objective - plan.objective)).toBeLessThan(1.01);
    expect(money!.check!.predicted! / money!.check!.resolved).toBeGreaterThan(0.7);
    expect(money!.check!.predicted! / money!.check!.resolved).toBeLessThan(1.5);
    const asked = await priceRules(portfolio, plan, { ...options, rule: 'emails' }, solvers, patientControl);
    expect(asked.rules.flatMap(({ rule, check }) => (check === null ? [] : [[rule, check.by, check.resolved]]))).toEqual([['emails', 25, 0]]);
    const together = withCheckedRule(ledger, asked, 'emails');
    expect(together.rules.flatMap(({ rule, check }) => (check === null ? [] : [rule]))).toEqual(['money', 'emails']);
  });

  it('are answered as far as they are known when the run is cancelled', async () => {
    const cancel = createCancelFlag();
    const plan = await solve(portfolio, 'local', { seconds: 2 });
    raiseCancel(cancel);
    const ledger = await priceRules(portfolio, plan, options, solvers, { ...patientControl, cancel });
    expect(ledger.isComplete).toBe(false);
    expect(ledger.rules).toHaveLength(4);
    expect(ledger.rules.every(({ check }) => check === null)).toBe(true);
  });
});

describe('the efficient frontier', () => {
  it.each([['a budget', portfolio], ['no budget', { ...portfolio, constraints: portfolio.constraints.slice(1) }]])('with %s never falls, is concave within the proven gap and holds the budget of now', async (_name, problem) => {
    const plan = await solve(problem, 'local', { seconds: 2 });
    const traced = await traceFrontier(problem, plan, { ...options, points: 10 }, solvers, patientControl);
    if (!traced.ok) throw new Error(traced.fault.message);
    const { points, now } = traced.value;
    expect(points).toHaveLength(10);
    expect(points.some(({ budget }) => budget === (now.budget ?? now.cost))).toBe(true);
    for (const [at, point] of points.entries()) {
      expect(point.cost).toBeLessThanOrEqual(point.budget + 1e-6);
      expect(point.bound ?? Infinity).toBeGreaterThanOrEqual(point.objective);
      const [before, after] = [points[at - 1], points[at + 1]];
      if (before !== undefined) expect(point.objective).toBeGreaterThanOrEqual(before.objective - 1e-9);
      // A point that is proven best steps by whole actions; only bounds of the relaxation are concave.
      if (before === undefined || after === undefined || point.bound! - point.objective < 1e-6) continue;
      const share = (point.budget - before.budget) / (after.budget - before.budget);
      expect(point.bound!).toBeGreaterThanOrEqual(before.objective + share * (after.objective - before.objective) - 1e-6);
    }
    expect(points[0]!.marginal!).toBeGreaterThan(points[points.length - 1]!.marginal!);
  });

  it('is refused where nothing costs anything or the budget is not known', async () => {
    const free = { ...portfolio, channels: portfolio.channels.map((channel) => ({ ...channel, unitCost: 0 })), constraints: [] };
    const plan = await solve(free, 'greedy');
    expect(await traceFrontier(free, plan, { ...options, points: 5 }, solvers, patientControl)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT' } });
    expect(await traceFrontier(portfolio, plan, { ...options, points: 5, rule: 'emails' }, solvers, patientControl)).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE' } });
  });
});
