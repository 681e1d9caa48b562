import { describe, expect, it } from 'vitest';
import type { AllocationProblem, ContactColumns } from '../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import type { Plan } from '../../../src/engine/model/plan.ts';
import { makeSmallProblem } from './support/small-problem.ts';
import { solve } from './support/solving.ts';

const methods = ['greedy', 'local', 'highs', 'glpk'] as const;
const withContacts = (columns: Partial<ContactColumns>): Partial<AllocationProblem> => ({ contacts: { ...makeSmallProblem().contacts, ...columns } });
const all = (rule: Constraint[], changes: Partial<AllocationProblem> = {}): Promise<Plan[]> => Promise.all(methods.map((method) => solve(makeSmallProblem(rule, changes), method)));
const namesOf = (plan: Plan): string[] => plan.actions.map(({ contact, channel, date }) => `${contact} ${channel} ${date}`);
// oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
const visitAfterEmail = { id: 'order', kind: 'sequence', first: 'email', then: 'visit', withinDays: 2, need: 'precede' } as const satisfies Constraint;

describe('plans of every method', () => {
  it('take a losing action along where the one that needs it pays for both', async () => {
    // Net: a visit brings 30 × 0.5 and costs 1, an email brings 0 and costs 2.
    const channels = makeSmallProblem().channels.map((channel) => ({ ...channel, unitCost: channel.id === 'visit' ? 1 : 2, maxPerContact: 1 }));
    const changes = { channels, objective: { metric: 'net' as const }, ...withContacts({ value: [1, 1, 30], response: { email: [0, 0, 0], visit: [0.5, 0.5, 0.5] } }) };
    for (const plan of await all([visitAfterEmail], changes)) {
      expect(plan.actions.map(({ contact, channel }) => `${contact} ${channel}`).sort(), plan.method).toEqual(['c email', 'c visit']);
      expect(plan.objective).toBe(15 - 3);
    }
  });

  it('leave out what has no partner, and name the rule where a fixed action has none', async () => {
    const closed: Constraint = { id: 'no-email', kind: 'capacity', channels: ['email'], per: 'horizon', max: 0 };
    for (const plan of await all([visitAfterEmail, closed])) expect(plan.actions, plan.method).toEqual([]);
    const fixed = [{ contact: 'a', channel: 'visit', date: '2027-01-06' }];
    for (const plan of await all([visitAfterEmail, closed], { fixed })) {
      expect(plan).toMatchObject({ status: 'infeasible', conflicts: ['order: visit only after email within 2 days', 'no-email: at most 0 actions per horizon', 'fixed: 1 action'] });
    }
    for (const plan of await all([visitAfterEmail], { fixed })) expect(namesOf(plan).some((name) => /^a email 2027-01-0[456]$/.test(name)), plan.method).toBe(true);
  });

  it('name the opt-out a fixed action is against', async () => {
    const optOut = { email: [true, false, false] };
    for (const plan of await all([], withContacts({ optOut }))) expect(namesOf(plan).some((name) => name.startsWith('a email')), plan.method).toBe(false);
    for (const plan of await all([], { ...withContacts({ optOut }), fixed: [{ contact: 'a', channel: 'email', date: '2027-01-06' }] })) {
      expect(plan).toMatchObject({ status: 'infeasible', conflicts: ['consent: fixed a email 2027-01-06 against an opt-out', 'fixed: 1 action'] });
    }
  });

  it('name clashing limits of the new kinds', async () => {
    const rules: Constraint[] = [
      { id: 'quiet', kind: 'pressure', windowDays: 14, max: 1, per: 'household' },
      { id: 'both', kind: 'coverage', contacts: ['a', 'b'], minContacts: 2 },
      { id: 'busy', kind: 'concurrent', max: 9, durationDays: 2 },
    ];
    for (const plan of await all(rules, withContacts({ household: ['H', 'H', ''] }))) {
      expect(plan).toMatchObject({ status: 'infeasible', conflicts: ['quiet: at most 1 weighted action per household in 14 days', 'both: at least 2 of the contacts in scope reached'] });
    }
  });

  it('share what a household may take with whom it is worth most', async () => {
    const quiet: Constraint = { id: 'quiet', kind: 'pressure', windowDays: 14, max: 1, per: 'household' };
    for (const plan of await all([quiet], withContacts({ household: ['H', 'H', 'H'] }))) {
      expect(plan.actions.map(({ contact, channel }) => `${contact} ${channel}`), plan.method).toEqual(['c visit']);
    }
  });

  it('stand on preferred days where nothing speaks against it, for the same objective', async () => {
    const preferred: Constraint = { id: 'rather', kind: 'blackout', window: 'preferred', from: '2027-01-13', to: '2027-01-14', channels: ['visit'] };
    const [free, plans] = [await solve(makeSmallProblem(), 'highs'), await all([preferred])];
    for (const plan of plans) {
      expect(plan.objective, plan.method).toBeCloseTo(free.objective, 9);
      const visits = plan.actions.filter(({ channel }) => channel === 'visit');
      expect(visits).toHaveLength(3);
      expect(visits.every(({ date }) => date === '2027-01-13' || date === '2027-01-14'), plan.method).toBe(true);
      expect(plan.usage).toEqual([{ constraint: 'rather', used: 3, limit: 3, price: null }]);
    }
  });

  it('do not mind restricted days', async () => {
    const restricted: Constraint = { id: 'watch', kind: 'blackout', window: 'restricted', from: '2027-01-04', to: '2027-01-17' };
    for (const plan of await all([restricted])) expect(plan.usage, plan.method).toEqual([{ constraint: 'watch', used: plan.actions.length, limit: 0, price: null }]);
  });

  it('count earlier touches from the first date of a rule on', async () => {
    const recent = { contact: [0], channel: ['email'], day: [-5] };
    const apart: Constraint = { id: 'apart', kind: 'exclusion', first: 'email', second: 'visit', withinDays: 10 };
    const changes = { ...withContacts({ recent }), fixed: [{ contact: 'a', channel: 'visit', date: '2027-01-04' }] };
    for (const plan of await all([apart], changes)) expect(plan.conflicts, plan.method).toEqual(['apart: no email and visit on one contact within 10 days', 'fixed: 1 action']);
    for (const plan of await all([{ ...apart, from: '2027-01-01' }], changes)) expect(namesOf(plan), plan.method).toContain('a visit 2027-01-04');
  });
});
