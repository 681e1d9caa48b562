import { describe, expect, it } from 'vitest';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { solve } from './support/solving.ts';

const contacts = Array.from({ length: 12 }, (_, at) => `C${at}`);
const learning = { contact: 'C1', channel: 'call', date: '2027-01-05', exploration: true };

/** Twelve contacts, of whom little is known by e-mail; a call costs five e-mails. */
const problem: AllocationProblem = {
  format: 'omnivor.allocation/1',
  name: 'learning pins',
  horizon: { start: '2027-01-04', days: 7 },
  channels: [
    { id: 'email', unitCost: 1, saturation: 0.5, maxPerContact: 2, cooldownDays: 1 },
    { id: 'call', unitCost: 5, saturation: 0.5, maxPerContact: 1, cooldownDays: 1 },
  ],
  contacts: { ids: contacts, value: contacts.map((_, at) => 10 + at), response: { email: contacts.map(() => 0.3), call: contacts.map(() => 0.4) }, sd: { email: contacts.map(() => 0.2), call: contacts.map(() => 0.1) } },
  constraints: [{ id: 'calls', kind: 'capacity', channels: ['call'], per: 'horizon', max: 4 }],
  fixed: [learning, { contact: 'C0', channel: 'email', date: '2027-01-06' }],
  objective: { metric: 'lift' },
};
const flagged = (plan: Awaited<ReturnType<typeof solve>>): string[] => plan.actions.flatMap(({ contact, channel, date, exploration }) => (exploration ? [`${contact} ${channel} ${date}`] : []));

describe('fixed actions taken to learn', () => {
  it('keep their flag by every method, without a share of exploration and beside one that they use up', async () => {
    for (const method of ['greedy', 'highs', 'glpk'] as const) {
      expect(flagged(await solve(problem, method)), method).toEqual(['C1 call 2027-01-05']);
      const small = await solve({ ...problem, objective: { metric: 'lift', explorationShare: 0.05, explorationBonus: 1 } }, method);
      expect(flagged(small), method).toEqual(['C1 call 2027-01-05']);
    }
    const shared: AllocationProblem = { ...problem, objective: { metric: 'lift', explorationShare: 0.4, explorationBonus: 1 } };
    const plan = await solve(shared, 'greedy');
    expect(flagged(plan)).toContain('C1 call 2027-01-05');
    expect(flagged(plan).length).toBeGreaterThan(1);
    const explored = plan.actions.reduce((sum, { exploration, cost }) => sum + (exploration ? cost : 0), 0);
    expect(explored).toBeLessThanOrEqual(0.4 * plan.cost + 1e-6);
  });

  it('never break the share; what explores beside them can', () => {
    const entry = { ...learning };
    const other = { contact: 'C0', channel: 'email', date: '2027-01-06' };
    const tight: AllocationProblem = { ...problem, objective: { metric: 'lift', explorationShare: 0.1 } };
    expect(recountPlan(tight, [entry, other]).violations).toEqual([]);
    expect(recountPlan(tight, [entry, { ...other, exploration: true }]).violations).toMatchObject([{ message: expect.stringContaining('exploration-share: 6 of 6') as unknown }]);
    expect(recountPlan(problem, [entry, { ...other, exploration: true }]).violations).toMatchObject([{ message: expect.stringContaining('1 actions flagged, no share given') as unknown }]);
    expect(recountPlan({ ...problem, fixed: [] }, [entry]).violations).toHaveLength(1);
  });
});

describe('fixed actions for a campaign', () => {
  const pin = { contact: 'C1', channel: 'call', date: '2027-01-05', campaign: 'b' };
  const campaigns = [{ id: 'a', priority: 1 }, { id: 'b', priority: 2 }] satisfies AllocationProblem['campaigns'];
  const campaignOf = (plan: Awaited<ReturnType<typeof solve>>): string | undefined => plan.actions.find(({ contact, channel }) => contact === 'C1' && channel === 'call')?.campaign;

  it('are for it in a plan for none and in one where it may act; else for another', async () => {
    const pinned: AllocationProblem = { ...problem, fixed: [pin] };
    const none = await solve(pinned, 'greedy');
    expect(none.actions.filter(({ campaign }) => campaign !== undefined).map(({ contact }) => contact)).toEqual(['C1']);
    expect(campaignOf(none)).toBe('b');
    for (const [first, second] of [[1, 2], [2, 1]] as const) {
      const both = campaigns.map((campaign, at) => ({ ...campaign, priority: at === 0 ? first : second }));
      expect(campaignOf(await solve({ ...pinned, campaigns: both }, 'greedy'))).toBe('b');
    }
    expect(campaignOf(await solve({ ...pinned, campaigns: [{ id: 'a' }, { id: 'b', channels: ['email'] }] }, 'greedy'))).toBe('a');
    expect(recountPlan(pinned, [{ ...pin, campaign: 'a' }]).violations).toMatchObject([{ message: expect.stringContaining('is for a, the plan for none') as unknown }]);
  });
});
