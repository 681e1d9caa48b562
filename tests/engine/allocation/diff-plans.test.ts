import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffPlans, type DiffedPlan } from '../../../src/engine/allocation/diff-plans.ts';
import type { ActionChange } from '../../../src/engine/model/plan-diff.ts';
import type { PlannedAction } from '../../../src/engine/model/plan.ts';
import { runs } from '../../support/runs.ts';

const act = (contact: string, channel: string, date: string, lift = 1, cost = 2): PlannedAction => ({ contact, channel, date, lift, cost, exploration: false, reason: '' });
const plan = (actions: readonly PlannedAction[], usage: DiffedPlan['usage'] = []): DiffedPlan => ({ actions: [...actions], usage });
const mirror: Record<ActionChange, ActionChange> = { kept: 'kept', moved: 'moved', added: 'dropped', dropped: 'added' };

const actions = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('email', 'visit'), fc.integer({ min: 1, max: 9 })), { selector: (key) => key.join(' '), maxLength: 24 })
  .chain((keys) => fc.array(fc.integer({ min: 0, max: 50 }), { minLength: keys.length, maxLength: keys.length }).map((lifts) => keys.map(([contact, channel, day], at) => act(contact, channel, `2027-01-0${day}`, lifts[at]! / 4, channel === 'visit' ? 120 : 1))));

describe('two plans side by side', () => {
  it('tell kept, moved, added and dropped apart', () => {
    const { actions: changed, counts } = diffPlans(
      plan([act('a', 'email', '2027-01-04'), act('a', 'email', '2027-01-06'), act('b', 'visit', '2027-01-05'), act('c', 'email', '2027-01-05')]),
      plan([act('a', 'email', '2027-01-04'), act('a', 'email', '2027-01-08'), act('a', 'email', '2027-01-20'), act('c', 'visit', '2027-01-05')]),
    );
    expect(changed.map(({ change, contact, channel, before, after }) => `${change} ${contact} ${channel} ${before?.date ?? '–'} ${after?.date ?? '–'}`)).toEqual([
      'kept a email 2027-01-04 2027-01-04',
      'moved a email 2027-01-06 2027-01-08',
      'added a email – 2027-01-20',
      'dropped b visit 2027-01-05 –',
      'dropped c email 2027-01-05 –',
      'added c visit – 2027-01-05',
    ]);
    expect(counts).toEqual({ kept: 1, moved: 1, added: 2, dropped: 2 });
  });

  it('add up to both plans, whichever way', () => {
    fc.assert(
      fc.property(actions, actions, (one, other) => {
        const diff = diffPlans(plan(one), plan(other));
        const { counts, channels, gaining, losing, level } = diff;
        expect(counts.kept + counts.moved + counts.dropped).toBe(one.length);
        expect(counts.kept + counts.moved + counts.added).toBe(other.length);
        expect([diff.before.actions, diff.after.actions]).toEqual([one.length, other.length]);
        expect(diff.after.lift).toBeCloseTo(other.reduce((sum, { lift }) => sum + lift, 0), 9);
        expect(channels.reduce((sum, { after }) => sum + after.cost, 0)).toBe(diff.after.cost);
        expect(gaining + losing + level).toBe(new Set([...one, ...other].map(({ contact }) => contact)).size);
        const back = diffPlans(plan(other), plan(one));
        expect(back.counts).toEqual({ ...counts, added: counts.dropped, dropped: counts.added });
        expect([back.before, back.after, back.gaining, back.losing]).toEqual([diff.after, diff.before, losing, gaining]);
        const sides = ({ change, contact, channel, before, after }: (typeof diff.actions)[number]): string => [change, contact, channel, before?.date, after?.date].join(' ');
        expect(back.actions.map((action) => sides({ ...action, change: mirror[action.change], before: action.after, after: action.before })).sort()).toEqual(diff.actions.map(sides).sort());
        expect(back.contacts.map(({ contact, before, after }) => ({ contact, before: after, after: before }))).toEqual(diff.contacts);
      }),
      { numRuns: runs(300), seed: 20270701 },
    );
  });

  it('find nothing between a plan and itself', () => {
    const same = plan([act('a', 'email', '2027-01-04'), act('b', 'visit', '2027-01-05')], [{ constraint: 'cap', used: 2, limit: 3, price: null }]);
    const diff = diffPlans(same, same);
    expect(diff.contacts).toEqual([]);
    expect(diff.counts).toEqual({ kept: 2, moved: 0, added: 0, dropped: 0 });
    expect(diff.usage).toEqual([{ constraint: 'cap', before: { used: 2, limit: 3 }, after: { used: 2, limit: 3 } }]);
  });

  it('keep lines of usage that only one plan has', () => {
    const one = plan([], [{ constraint: 'cap', period: 'week 1', used: 2, limit: 3, price: null }]);
    const other = plan([], [{ constraint: 'cap', period: 'week 2', used: 1, limit: 3, price: null }]);
    expect(diffPlans(one, other).usage).toEqual([
      { constraint: 'cap', period: 'week 2', before: null, after: { used: 1, limit: 3 } },
      { constraint: 'cap', period: 'week 1', before: { used: 2, limit: 3 }, after: null },
    ]);
  });
});
