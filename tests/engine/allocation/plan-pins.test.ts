import { describe, expect, it } from 'vitest';
import { planPins } from '../../../src/engine/allocation/plan-pins.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';

const first = { contact: 'A', channel: 'email', date: '2027-01-04' };
const second = { contact: 'B', channel: 'call', date: '2027-01-05' };

const problem: AllocationProblem = {
  format: 'omnivor.allocation/1',
  name: 'accepted',
  horizon: { start: '2027-01-04', days: 14 },
  channels: [
    { id: 'email', unitCost: 1, saturation: 1, maxPerContact: 2, cooldownDays: 1 },
    { id: 'call', unitCost: 5, saturation: 1, maxPerContact: 2, cooldownDays: 1 },
  ],
  contacts: { ids: ['A', 'B'], value: [10, 20], response: { email: [0.5, 0.9], call: [0.9, 0.25] }, sd: { email: [0.1, 0.1], call: [0.1, 0.2] } },
  constraints: [{ id: 'calls', kind: 'capacity', channels: ['call'], per: 'week', max: 3 }],
  fixed: [first, { ...second, exploration: true, campaign: 'launch' }],
  objective: { metric: 'lift' },
};

describe('planPins', () => {
  it('plans exactly the fixed actions, counted by every rule', () => {
    const planned = planPins(problem, 0);
    if (!planned.ok) throw new Error(planned.fault.message);
    const { actions, usage, ...plan } = planned.value;
    expect(plan).toMatchObject({ status: 'feasible', objective: 10, cost: 6, bound: null, gap: null });
    expect(actions.map(({ reason: _reason, ...action }) => action)).toEqual([
      { ...first, lift: 5, cost: 1, exploration: false },
      { ...second, lift: 5, cost: 5, exploration: true, campaign: 'launch' },
    ]);
    expect(actions[1]?.reason).toContain('Fixed by the planner.');
    expect(usage.filter(({ used }) => used > 0)).toMatchObject([{ constraint: 'calls', used: 1, limit: 3 }]);
  });

  it('names the rules that the fixed actions break', () => {
    const full = planPins({ ...problem, constraints: [{ id: 'calls', kind: 'capacity', channels: ['call'], per: 'week', max: 0 }] }, 0);
    expect(full).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
    expect(full.ok ? '' : full.fault.message).toContain('2 accepted actions break a rule: calls');
    expect(planPins({ ...problem, constraints: [{ id: 'reach', kind: 'coverage', channels: ['email'], minShare: 1 }] }, 0)).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
    expect(planPins({ ...problem, constraints: [{ id: 'reach', kind: 'coverage', channels: ['email'], minShare: 1, enforce: false }] }, 0).ok).toBe(true);
  });
});
