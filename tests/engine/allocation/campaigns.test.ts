import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import type { PlanEntry } from '../../../src/engine/constraints/plan-view.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem, ProblemCampaign } from '../../../src/engine/model/allocation.ts';
import { readAllocationProblem } from '../../../src/engine/model/check-problem.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import type { Plan } from '../../../src/engine/model/plan.ts';
import { makeRandomPortfolio } from './support/random-portfolio.ts';
import { makeSmallProblem } from './support/small-problem.ts';
import { solve } from './support/solving.ts';

/** The best plan by trying every set of actions with every label; null where none keeps the rules. (campaigns + 1)^slots. */
function bestLabelled(problem: AllocationProblem): number | null {
  const start = parseDay(problem.horizon.start) ?? 0;
  const slots = problem.contacts.ids.flatMap((contact) => problem.channels.flatMap((channel) => Array.from({ length: problem.horizon.days }, (_, day) => ({ contact, channel: channel.id, date: formatDay(start + day) }))));
  let best: number | null = null;
  const visit = (at: number, chosen: readonly PlanEntry[]): void => {
    const slot = slots[at];
    if (slot === undefined) {
      const { objective, violations } = recountPlan(problem, chosen);
      if (violations.length === 0 && (best === null || objective > best)) best = objective;
      return;
    }
    visit(at + 1, chosen);
    for (const { id } of problem.campaigns ?? []) {
      const entry = { ...slot, campaign: id };
      if (recountPlan({ ...problem, constraints: [], terms: [] }, [entry]).violations.length === 0) visit(at + 1, [...chosen, entry]);
    }
  };
  visit(0, []);
  return best;
}

function expectSound(problem: AllocationProblem, plan: Plan): void {
  if (plan.status === 'infeasible') {
    expect(plan.actions).toEqual([]);
    return;
  }
  expect(plan.actions.every(({ campaign }) => campaign !== undefined)).toBe(true);
  const recount = recountPlan(problem, plan.actions);
  if (plan.conflicts === undefined) expect(recount.violations).toEqual([]);
  else expect(recount.violations.filter(({ rule }) => !/^(least|reach)/.test(rule))).toEqual([]);
  if (plan.bound !== null) expect(plan.bound).toBeGreaterThanOrEqual(plan.objective);
}

describe('a portfolio beside the best of all labelled plans', () => {
  it('is found where all actions cost the same', async () => {
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const problem = makeRandomPortfolio(seed, { contacts: 2, channels: 1, days: 3, campaigns: 2 + (seed % 2), isEqualCost: true });
        expect(readAllocationProblem(problem).ok).toBe(true);
        const best = bestLabelled(problem);
        const plan = await solve(problem, 'highs');
        expectSound(problem, plan);
        if (best === null) {
          expect(plan.status).toBe('infeasible');
          return;
        }
        planned += plan.actions.length;
        expect(plan.status).toBe('optimal');
        expect(plan.objective).toBeCloseTo(best, 6);
      }),
      { numRuns: 20, seed: 20270105 },
    );
    expect(planned).toBeGreaterThan(20);
  });

  it('never promises more than there is where costs differ, and keeps its bound above it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const problem = makeRandomPortfolio(seed, { contacts: 2, channels: 2, days: 2, campaigns: 2, isEqualCost: false, withCoverage: true });
        const best = bestLabelled(problem);
        for (const method of ['greedy', 'highs'] as const) {
          const plan = await solve(problem, method);
          expectSound(problem, plan);
          if (best === null) {
            expect(plan.status === 'infeasible' || plan.conflicts !== undefined).toBe(true);
            continue;
          }
          expect(plan.status).not.toBe('infeasible');
          if (plan.conflicts === undefined) expect(plan.objective).toBeLessThanOrEqual(best + 1e-6);
          if (plan.bound !== null) expect(plan.bound).toBeGreaterThanOrEqual(best - 1e-6);
        }
      }),
      { numRuns: 6, seed: 20270106 },
    );
  });
});

describe('larger portfolios', () => {
  it('keep every rule, whatever the method', async () => {
    let actions = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const problem = makeRandomPortfolio(seed, { contacts: 30, channels: 3, days: 14, campaigns: 2 + (seed % 4), isEqualCost: false, withCoverage: true });
        const plan = await solve(problem, seed % 3 === 0 ? 'local' : 'greedy', { seconds: 0.2 });
        expectSound(problem, plan);
        actions += plan.actions.length;
      }),
      { numRuns: 15, seed: 20270107 },
    );
    expect(actions).toBeGreaterThan(200);
  });
});

const campaigns = (...list: (Partial<ProblemCampaign> & { id: string })[]): ProblemCampaign[] => list;
const countOf = (plan: Plan): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { campaign = 'none' } of plan.actions) counts[campaign] = (counts[campaign] ?? 0) + 1;
  return counts;
};
const budget = (campaign: string, max: number): Constraint => ({ id: `budget ${campaign}`, kind: 'budget', campaigns: [campaign], max });

describe('who takes an action', () => {
  it('is the first in line while its budget lasts, then the next', async () => {
    const problem = makeSmallProblem([], { terms: [budget('A', 2), budget('B', 3)], campaigns: campaigns({ id: 'A', priority: 90 }, { id: 'B', priority: 10 }) });
    const plan = await solve(problem, 'highs');
    expect(plan.status).toBe('optimal');
    expect(countOf(plan)).toEqual({ A: 2, B: 3 });
    expect(plan.usage.map(({ constraint, used, limit }) => [constraint, used, limit])).toEqual([['budget A', 2, 2], ['budget B', 3, 3]]);
  });

  it('is the campaign that reserved the day, or nobody where that one may not act', async () => {
    const reserved = [{ campaign: 'B', contacts: ['a', 'b'], channels: ['email'], from: '2027-01-04', to: '2027-01-17' }];
    const problem = makeSmallProblem([], { campaigns: campaigns({ id: 'A', priority: 90 }, { id: 'B', priority: 10, contacts: ['b'] }), reserved });
    const plan = await solve(problem, 'highs');
    const emails = plan.actions.filter(({ channel }) => channel === 'email');
    expect(new Set(emails.map(({ contact, campaign }) => `${contact} ${campaign}`))).toEqual(new Set(['b B', 'c A']));
  });

  it('is a campaign that asked softly, before priority', async () => {
    const reserved = [{ campaign: 'B', contacts: ['c'], channels: ['email', 'visit'], from: '2027-01-04', to: '2027-01-17', soft: true }];
    const plan = await solve(makeSmallProblem([], { campaigns: campaigns({ id: 'A', priority: 90 }, { id: 'B' }), reserved }), 'highs');
    expect(new Set(plan.actions.map(({ contact, campaign }) => `${contact} ${campaign}`))).toEqual(new Set(['a A', 'b A', 'c B']));
  });

  it('is who lacks the channel of its mix, among equals', async () => {
    const plan = await solve(makeSmallProblem([], { campaigns: campaigns({ id: 'A', mix: { email: 1 } }, { id: 'B', mix: { visit: 1 } }) }), 'highs');
    expect(new Set(plan.actions.map(({ channel, campaign }) => `${channel} ${campaign}`))).toEqual(new Set(['email A', 'visit B']));
  });

  it('is the lower campaign as far as a floor asks', async () => {
    const floor: Constraint = { id: 'share', kind: 'minimum', campaigns: ['B'], min: 5 };
    const plan = await solve(makeSmallProblem([], { terms: [floor], campaigns: campaigns({ id: 'A', priority: 90 }, { id: 'B', priority: 10 }) }), 'highs');
    expect(countOf(plan)).toEqual({ A: 7, B: 5 });
  });

  it('counts what others hold for the campaign, and not what they hold for another', async () => {
    const held = [{ contact: null, channel: 'email', date: '2027-01-04', actions: 0, amount: 2, campaign: 'A' }];
    const plan = await solve(makeSmallProblem([], { terms: [budget('A', 3), budget('B', 1)], campaigns: campaigns({ id: 'A' }, { id: 'B' }), held }), 'highs');
    expect(countOf(plan)).toEqual({ A: 1, B: 1 });
  });
});

describe('a plan that no labelling pays for', () => {
  it('gives up what no campaign can pay and says no more than is true', async () => {
    // Together 8 would pay for 3 + 3 + 2; apart each campaign has 1 left.
    const problem = makeSmallProblem([], {
      terms: [budget('A', 4), budget('B', 4)],
      channels: [
        { id: 'email', unitCost: 2, saturation: 1, maxPerContact: 1, cooldownDays: 0 },
        { id: 'visit', unitCost: 3, saturation: 1, maxPerContact: 1, cooldownDays: 0 },
      ],
      contacts: { ids: ['a', 'b', 'c'], value: [5, 5, 1], response: { email: [0, 0, 1], visit: [1, 1, 0] } },
      campaigns: campaigns({ id: 'A' }, { id: 'B' }),
    });
    const plan = await solve(problem, 'highs');
    expect(plan.actions.map(({ contact, channel }) => `${contact} ${channel}`).toSorted()).toEqual(['a visit', 'b visit']);
    expect(new Set(plan.actions.map(({ campaign }) => campaign))).toEqual(new Set(['A', 'B']));
    expect(plan).toMatchObject({ status: 'feasible', objective: 10, bound: 11 });
  });

  it('plans something cheaper in its place', async () => {
    const problem = makeSmallProblem([], {
      terms: [budget('A', 4), budget('B', 2)],
      channels: [
        { id: 'email', unitCost: 1, saturation: 1, maxPerContact: 1, cooldownDays: 0 },
        { id: 'visit', unitCost: 3, saturation: 1, maxPerContact: 1, cooldownDays: 0 },
      ],
      contacts: { ids: ['a', 'b'], value: [1, 1], response: { email: [0.01, 0.01], visit: [1, 1] } },
      campaigns: campaigns({ id: 'A' }, { id: 'B' }),
    });
    const plan = await solve(problem, 'highs');
    expect(plan.actions.map(({ channel }) => channel).toSorted()).toEqual(['email', 'email', 'visit']);
  });
});

describe('a problem with campaigns', () => {
  const read = (terms: readonly object[], changes: object = {}): string => {
    const result = readAllocationProblem({ ...makeSmallProblem([], { campaigns: campaigns({ id: 'A' }) }), terms, ...changes });
    return result.ok ? 'fine' : result.fault.message;
  };

  it('refuses rules of campaigns that would count something narrower', () => {
    expect(read([budget('A', 1)])).toBe('fine');
    expect(read([{ ...budget('A', 1), per: 'week' }])).toBe('$.terms[0].per: found "week". Expected horizon beside campaigns.');
    expect(read([{ ...budget('A', 1), segments: ['A'] }])).toContain('$.terms[0].segments');
    expect(read([{ id: 'f', kind: 'frequency', windowDays: 2, max: 1, campaigns: ['A'] }])).toContain('Expected budget, capacity, minimum or coverage beside campaigns.');
    expect(read([budget('X', 1)])).toBe('$.terms[0].campaigns[0]: found "X". Expected a campaign of this file.');
    expect(read([], { constraints: [budget('A', 1)] })).toContain('$.constraints[0].campaigns: found');
    expect(read([], { campaigns: [{ id: 'A', contacts: ['nobody'] }] })).toContain('$.campaigns[0].contacts[0]');
    expect(read([], { reserved: [{ campaign: 'Z', contacts: [], channels: [], from: '2027-01-04', to: '2027-01-04' }] })).toContain('$.reserved[0].campaign');
  });

  it('counts an action without a campaign, for a wrong one, or for one in a plan for none', () => {
    const entry = { contact: 'a', channel: 'email', date: '2027-01-05' };
    const words = (problem: AllocationProblem, campaign?: string): string[] => recountPlan(problem, [{ ...entry, ...(campaign === undefined ? {} : { campaign }) }]).violations.map(({ message }) => message);
    const portfolio = makeSmallProblem([], { campaigns: campaigns({ id: 'A' }, { id: 'B', contacts: ['b'] }) });
    expect(words(portfolio)).toEqual(['campaign: a email 2027-01-05 is for no campaign']);
    expect(words(portfolio, 'A')).toEqual([]);
    expect(words(portfolio, 'B')).toEqual(['campaign: B may not act on a email 2027-01-05']);
    expect(words(makeSmallProblem(), 'A')).toEqual(['campaign: a email 2027-01-05 is for A, the plan for none']);
  });
});
