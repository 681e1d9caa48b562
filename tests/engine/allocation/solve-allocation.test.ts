import { describe, expect, it } from 'vitest';
import { createCancelFlag, raiseCancel } from '../../../src/engine/base/cancel.ts';
import type { Progress } from '../../../src/engine/base/progress.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { Plan } from '../../../src/engine/model/plan.ts';
import { makeRandomProblem } from './support/random-problem.ts';
import { makeSmallProblem } from './support/small-problem.ts';
import { solve } from './support/solving.ts';

/** 300 contacts and capacities that bind. */
function makeMiddleProblem(): AllocationProblem {
  const { constraints: _random, fixed: _fixed, forbidden: _forbidden, ...problem } = makeRandomProblem(17, { contacts: 300, channels: 3, days: 28, rules: 0 });
  return {
    ...problem,
    channels: problem.channels.map((channel, at) => ({ ...channel, unitCost: 1 + 3 * at, saturation: 0.6, maxPerContact: 3, cooldownDays: 4 })),
    constraints: [
      { id: 'cap', kind: 'capacity', per: 'week', channels: ['ch0'], max: 60 },
      { id: 'rep', kind: 'rep_capacity', per: 'day', channels: ['ch1', 'ch2'], max: 4 },
      { id: 'money', kind: 'budget', max: 900 },
      { id: 'rest', kind: 'frequency', windowDays: 7, max: 2 },
    ],
    objective: { metric: 'lift' },
  };
}

const spent = ({ elapsedMs: _elapsed, ...plan }: Plan): Omit<Plan, 'elapsedMs'> => plan;

describe('answers', () => {
  it('are plans of the public format', async () => {
    for (const method of ['greedy', 'local', 'highs', 'glpk'] as const) {
      const plan = await solve(makeSmallProblem([{ id: 'money', kind: 'budget', max: 203 }]), method);
      expect(Plan.safeParse(plan).success).toBe(true);
      expect(plan).toMatchObject({ format: 'omnivor.plan/1', problem: 'small', method, seed: 1 });
    }
  });

  it('say why, with numbers and the rule that binds', async () => {
    const plan = await solve(makeSmallProblem([{ id: 'money', kind: 'budget', max: 203 }]), 'highs');
    expect(plan).toMatchObject({ status: 'optimal', objective: 15 + 10 + 6 + 3 + 2 });
    const visit = plan.actions.find((action) => action.contact === 'c' && action.channel === 'visit');
    expect(visit?.reason).toBe('Value 30 × response 50% = 15. Binds: money 203 of 203.');
    const second = plan.actions.find((action) => action.contact === 'c' && action.channel === 'email' && action.lift === 3);
    expect(second?.reason).toBe('Value 30 × response 20% × wear 50% (2nd action) = 3. Binds: money 203 of 203.');
  });

  it('price what is scarce and not what is left', async () => {
    const plan = await solve(
      makeSmallProblem([
        { id: 'money', kind: 'budget', max: 203 },
        { id: 'plenty', kind: 'capacity', per: 'horizon', max: 50 },
        { id: 'watched', kind: 'budget', max: 1, enforce: false },
      ]),
      'local',
    );
    const priceOf = (rule: string): number | null | undefined => plan.usage.find((usage) => usage.constraint === rule)?.price;
    expect(priceOf('money')).toBeGreaterThan(0);
    expect(priceOf('plenty')).toBeCloseTo(0, 3);
    expect(priceOf('watched')).toBeNull();
  });

  it('are the same bytes for the same problem, options and seed', async () => {
    const problem = makeMiddleProblem();
    for (const method of ['greedy', 'local'] as const) {
      const first = await solve(problem, method, { seconds: 2, seed: 7 }, { now: () => 0 });
      const second = await solve(problem, method, { seconds: 2, seed: 7 }, { now: () => 0 });
      expect(JSON.stringify(spent(second))).toBe(JSON.stringify(spent(first)));
    }
  });

  it('exist for no contacts, closed channels and a one-day horizon', async () => {
    const nobody = { ids: [], value: [], response: { email: [], visit: [] } };
    const closed = makeSmallProblem([{ id: 'off', kind: 'blackout', from: '2027-01-01', to: '2027-02-01' }]);
    for (const method of ['greedy', 'local', 'highs', 'glpk'] as const) {
      expect(await solve(makeSmallProblem([], { contacts: nobody }), method)).toMatchObject({ status: 'optimal', objective: 0, actions: [] });
      expect(await solve(closed, method)).toMatchObject({ status: 'optimal', objective: 0, actions: [] });
      expect(await solve(makeSmallProblem([], { horizon: { start: '2027-01-04', days: 1 } }), method)).toMatchObject({ objective: 5 + 10 + 15 + 1 + 2 + 6 });
    }
  });

  it('keep fixed actions and leave out forbidden ones', async () => {
    const problem = makeSmallProblem([{ id: 'money', kind: 'budget', max: 101 }], {
      fixed: [{ contact: 'a', channel: 'visit', date: '2027-01-06' }],
      forbidden: [{ contact: 'c', channel: 'email', date: '2027-01-04' }],
    });
    for (const method of ['greedy', 'local', 'highs', 'glpk'] as const) {
      const plan = await solve(problem, method);
      expect(plan.objective).toBe(5 + 6);
      expect(plan.actions.find((action) => action.channel === 'visit')?.reason).toMatch(/^Fixed by the planner\. /);
    }
  });
});

describe('exploration', () => {
  const exploring = (share: number): AllocationProblem => {
    const problem = makeSmallProblem([{ id: 'money', kind: 'budget', max: 4 }], { objective: { metric: 'lift', explorationShare: share, explorationBonus: 1 } });
    return { ...problem, contacts: { ...problem.contacts, sd: { email: [0.9, 0, 0], visit: [0, 0, 0] } } };
  };

  it('takes what is uncertain within its share and reports the metric without the bonus', async () => {
    for (const method of ['greedy', 'local', 'highs', 'glpk'] as const) {
      const plan = await solve(exploring(0.25), method);
      expect(plan.actions.filter((action) => action.exploration).map((action) => action.contact)).toEqual(['a']);
      expect(plan.objective).toBe(recountPlan(exploring(0.25), plan.actions).lift);
      expect(plan.actions.find((action) => action.exploration)?.reason).toMatch(/^Exploration: response 10% ± 90%\. /);
    }
  });

  it('flags nothing where the share is too small for one action', async () => {
    for (const method of ['greedy', 'local', 'highs'] as const) {
      expect((await solve(exploring(0.2), method)).actions.some((action) => action.exploration)).toBe(false);
    }
  });
});

describe('rules that clash', () => {
  it('are proven infeasible and named, no more of them than clash', async () => {
    const problem = makeSmallProblem([
      { id: 'money', kind: 'budget', max: 150 },
      { id: 'visits', kind: 'coverage', channels: ['visit'], minShare: 1 },
      { id: 'week', kind: 'capacity', per: 'week', max: 20 },
    ]);
    for (const method of ['greedy', 'local', 'prices', 'highs', 'glpk', 'auto'] as const) {
      expect(await solve(problem, method)).toMatchObject({
        status: 'infeasible',
        actions: [],
        objective: 0,
        bound: null,
        gap: null,
        conflicts: ['money: at most 150 spent', 'visits: at least 100% of the contacts in scope reached'],
      });
    }
  });

  it('are named where fixed actions break a channel setting', async () => {
    const fixed = ['2027-01-04', '2027-01-05'].map((date) => ({ contact: 'a', channel: 'email', date }));
    expect(await solve(makeSmallProblem([], { fixed }), 'greedy')).toMatchObject({ status: 'infeasible', conflicts: ['email: cooldown of 3 days', 'fixed: 2 actions'] });
  });

  it('that only the exact model can refute are refuted by it', async () => {
    // Two contacts, one capacity each day of one action: both need one on the only day open to either.
    const problem = makeSmallProblem(
      [
        { id: 'one', kind: 'capacity', per: 'day', max: 1 },
        { id: 'first', kind: 'coverage', contacts: ['a'], minContacts: 1, from: '2027-01-04', to: '2027-01-04' },
        { id: 'second', kind: 'coverage', contacts: ['b'], minContacts: 1, from: '2027-01-04', to: '2027-01-04' },
      ],
    );
    expect((await solve(problem, 'greedy')).conflicts).toEqual([
      'one: at most 1 action per day',
      'first: at least 1 of the contacts in scope reached',
      'second: at least 1 of the contacts in scope reached',
    ]);
  });
});

describe('an explanation', () => {
  const problem = makeSmallProblem([
    { id: 'money', kind: 'budget', max: 150 },
    { id: 'week', kind: 'capacity', per: 'week', max: 20 },
    { id: 'visits', kind: 'coverage', channels: ['visit'], minShare: 1 },
  ]);

  it('has time of its own after a proof that took all there was', async () => {
    let isExplaining = false;
    const now = (): number => (isExplaining ? 2000 : 0);
    const onProgress = (progress: Progress): void => {
      isExplaining ||= progress.phase === 'conflicts';
    };
    expect((await solve(problem, 'greedy', { seconds: 1 }, { now, onProgress })).conflicts).toEqual(['money: at most 150 spent', 'visits: at least 100% of the contacts in scope reached']);
  });

  it('that is cut marks the rules it did not come to', async () => {
    const cancel = createCancelFlag();
    const onProgress = ({ phase, done, total }: Progress): void => {
      if (phase === 'conflicts' && done === total! - 1) raiseCancel(cancel);
    };
    const { conflicts, status } = await solve(problem, 'greedy', {}, { now: () => 0, cancel, onProgress });
    expect(status).toBe('infeasible');
    expect(conflicts).toEqual(['money: at most 150 spent', 'visits: at least 100% of the contacts in scope reached (not checked: the search was cut)']);
  });
});

describe('runs that are cut', () => {
  it('keep the best plan when cancelled in the middle of the search', async () => {
    const problem = makeMiddleProblem();
    const cancel = createCancelFlag();
    const onProgress = (progress: Progress): void => {
      if (progress.phase === 'search' && progress.done >= 5000) raiseCancel(cancel);
    };
    const plan = await solve(problem, 'local', {}, { now: () => 0, cancel, onProgress });
    const greedy = await solve(problem, 'greedy');
    expect(plan.status).toBe('interrupted');
    expect(recountPlan(problem, plan.actions).violations).toEqual([]);
    expect(plan.objective).toBeGreaterThanOrEqual(greedy.objective);
  });

  it('answer a lawful plan when cancelled before they began, and when time is up at once', async () => {
    const problem = makeMiddleProblem();
    const cancel = createCancelFlag();
    raiseCancel(cancel);
    for (const method of ['greedy', 'local', 'highs'] as const) {
      const cancelled = await solve(problem, method, {}, { now: () => 0, cancel });
      expect(cancelled.status).toBe('interrupted');
      expect(recountPlan(problem, cancelled.actions).violations).toEqual([]);
      let clock = 0;
      const late = await solve(problem, method, { seconds: 0.001 }, { now: () => (clock += 10) });
      expect(late.status).toBe('time_limit');
      expect(recountPlan(problem, late.actions).violations).toEqual([]);
    }
  });

  it('say what is missing where coverage could be neither met nor refuted in time', async () => {
    let clock = 0;
    const problem = makeSmallProblem([
      { id: 'money', kind: 'budget', max: 150 },
      { id: 'visits', kind: 'coverage', channels: ['visit'], minShare: 1 },
    ]);
    const plan = await solve(problem, 'local', { seconds: 0.001 }, { now: () => (clock += 10) });
    expect(plan).toMatchObject({ status: 'time_limit', conflicts: ['visits: 1 contact reached of 3 needed'] });
    expect(plan.cost).toBeLessThanOrEqual(150);
  });

  it('report progress with best and bound', async () => {
    const seen: Progress[] = [];
    await solve(makeMiddleProblem(), 'local', { seconds: 1 }, { now: () => 0, onProgress: (progress) => seen.push(progress) });
    expect(new Set(seen.map((progress) => progress.phase))).toEqual(new Set(['prices', 'greedy', 'search']));
    const last = seen[seen.length - 1]!;
    expect(last.best).toBeGreaterThan(0);
    expect(last.bound).toBeGreaterThanOrEqual(last.best!);
  });
});
