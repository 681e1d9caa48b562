import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCancelFlag, raiseCancel } from '../../../../src/engine/base/cancel.ts';
import { formatDay, parseDay } from '../../../../src/engine/base/day.ts';
import { createRandom, randomIndex } from '../../../../src/engine/base/rng.ts';
import { matchActions } from '../../../../src/engine/allocation/rebalance/match-actions.ts';
import { rebalancePlan, type Rebalanced } from '../../../../src/engine/allocation/rebalance/rebalance-plan.ts';
import type { PlannedBefore, RebalanceOptions } from '../../../../src/engine/allocation/rebalance/rebalance-options.ts';
import type { AllocationProblem } from '../../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../../src/engine/model/constraint.ts';
import { readAllocationProblem } from '../../../../src/engine/model/check-problem.ts';
import { runs } from '../../../support/runs.ts';
import { describeWithShared } from '../../../support/shared.ts';
import { NaiveRecount } from '../support/naive-recount.ts';
import { makeRuleProblem } from '../support/random-rules.ts';
import { checkPlan, makeAllocation } from '../support/shared-tools.ts';
import { makeSmallProblem } from '../support/small-problem.ts';
import { patientControl, solve } from '../support/solving.ts';

const keysOf = (actions: readonly PlannedBefore[]): string[] => actions.map(({ contact, channel, date }) => `${contact} ${channel} ${date}`).toSorted();

function rebalance(problem: AllocationProblem, before: readonly PlannedBefore[], options: Partial<RebalanceOptions> = {}): Rebalanced {
  const answer = rebalancePlan(problem, before, { changePrice: 0, seconds: 0.05, seed: 1, ...options }, patientControl);
  if (!answer.ok) throw new Error(answer.fault.message);
  return answer.value;
}

/** Visits of two reps on Monday, all worth the same but for the last. */
const visits = (...days: readonly string[]): PlannedBefore[] => ['a', 'b', 'c'].map((contact, at) => ({ contact, channel: 'visit', date: days[at] ?? days[0] ?? '' }));

describe('a rebalanced plan', () => {
  it('is the plan itself where nothing changed and a change has a price', () => {
    const problem = makeSmallProblem([{ id: 'mails', kind: 'capacity', channels: ['email'], per: 'horizon', max: 0 }]);
    const { plan, summary, changes } = rebalance(problem, visits('2027-01-04', '2027-01-05', '2027-01-06'), { changePrice: 0.01 });
    expect(keysOf(plan.actions)).toEqual(['a visit 2027-01-04', 'b visit 2027-01-05', 'c visit 2027-01-06']);
    expect(changes).toEqual([]);
    expect(summary).toMatchObject({ gain: 0, charged: 0, changeCost: 0, disruption: 0, counts: { kept: 3, changed: 0 } });
  });

  it('moves what lost its day, and says which rule took it', () => {
    const problem = makeSmallProblem([
      { id: 'mails', kind: 'capacity', channels: ['email'], per: 'horizon', max: 0 },
      { id: 'away', kind: 'rep_calendar', reps: ['R2'], daysOff: ['2027-01-06'] },
    ]);
    const { plan, changes, summary } = rebalance(problem, visits('2027-01-04', '2027-01-05', '2027-01-06'), { changePrice: 1 });
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ kind: 'moved', contact: 'c', from: '2027-01-06', cause: 'capacity', rule: 'away', why: 'away: c visit 2027-01-06 is a day off.', published: true });
    expect(keysOf(plan.actions).slice(0, 2)).toEqual(['a visit 2027-01-04', 'b visit 2027-01-05']);
    expect(summary).toMatchObject({ stands: 15, gain: 15, charged: 1, changeCost: 1 });
  });

  it('leaves out a change that costs more than it is worth', () => {
    const problem = makeSmallProblem([{ id: 'one', kind: 'capacity', per: 'horizon', max: 1 }]);
    const before = [{ contact: 'b', channel: 'visit', date: '2027-01-05' }];
    expect(keysOf(rebalance(problem, before, { changePrice: 6 }).plan.actions)).toEqual(keysOf(before));
    const cheap = rebalance(problem, before, { changePrice: 2 });
    expect(cheap.plan.actions).toHaveLength(1);
    expect(cheap.plan.actions[0]).toMatchObject({ contact: 'c', channel: 'visit' });
    expect(cheap.changes.map(({ kind, cause }) => [kind, cause])).toEqual(expect.arrayContaining([['dropped', 'value'], ['added', 'value']]));
  });

  it('changes the draft part freely', () => {
    const problem = makeSmallProblem([{ id: 'one', kind: 'capacity', per: 'horizon', max: 1 }]);
    const { plan, summary, changes } = rebalance(problem, [{ contact: 'b', channel: 'visit', date: '2027-01-12' }], { changePrice: 100, publishedUntil: '2027-01-08' });
    expect(plan.actions[0]).toMatchObject({ contact: 'c', channel: 'visit' });
    expect(plan.actions[0]!.date > '2027-01-08').toBe(true);
    expect(summary.charged).toBe(0);
    expect(changes.every(({ published }) => !published)).toBe(true);
  });

  it('keeps pins, and refuses what is frozen against a rule of now', () => {
    const problem = makeSmallProblem([{ id: 'one', kind: 'capacity', per: 'horizon', max: 1 }]);
    const before = [{ contact: 'b', channel: 'visit', date: '2027-01-05' }];
    expect(keysOf(rebalance(problem, before, { pins: before }).plan.actions)).toEqual(keysOf(before));
    const closed = makeSmallProblem([{ id: 'shut', kind: 'blackout', from: '2027-01-05', to: '2027-01-05' }]);
    const refused = rebalancePlan(closed, before, { changePrice: 0, frozenUntil: '2027-01-08', seconds: 0.05, seed: 1 }, patientControl);
    expect(refused).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
    expect(!refused.ok && refused.fault.message).toContain('shut: b visit 2027-01-05');
    expect(rebalancePlan(problem, before, { changePrice: 0, frozenUntil: 'soon', seconds: 1, seed: 1 }, patientControl)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'frozenUntil' } });
  });

  it('drops what is no longer of the problem', () => {
    const { changes, plan } = rebalance(makeSmallProblem([{ id: 'none', kind: 'capacity', per: 'horizon', max: 0 }]), [{ contact: 'z', channel: 'visit', date: '2027-01-05' }]);
    expect(plan.actions).toEqual([]);
    expect(changes).toMatchObject([{ kind: 'dropped', contact: 'z', cause: 'rule', rule: null, why: 'No longer of this problem.' }]);
  });

  it('stays lawful when it is cancelled', () => {
    const problem = makeSmallProblem();
    const cancel = createCancelFlag();
    raiseCancel(cancel);
    const answer = rebalancePlan(problem, visits('2027-01-05'), { changePrice: 0, seconds: 5, seed: 1 }, { ...patientControl, cancel });
    expect(answer.ok && answer.value.plan.status).toBe('interrupted');
    expect(answer.ok && new NaiveRecount(problem, answer.value.plan.actions).listBroken()).toEqual([]);
  });
});

/** One thing that changes in a workspace: a closed day, a lost rep, less capacity. */
function disturb(problem: AllocationProblem, seed: number): AllocationProblem {
  const random = createRandom(seed);
  const { ids, rep = [] } = problem.contacts;
  const day = (parseDay(problem.horizon.start) ?? 0) + randomIndex(random, problem.horizon.days);
  const [from, to] = [formatDay(day), formatDay(day + 3)];
  const lost: Constraint[] = [
    { id: 'new-blackout', kind: 'blackout', from, to },
    { id: 'new-away', kind: 'rep_capacity', per: 'horizon', from, to, max: 0, reps: [rep[randomIndex(random, ids.length)] ?? ''] },
    { id: 'new-cap', kind: 'capacity', per: 'week', max: 2 },
    { id: 'new-rest', kind: 'frequency', windowDays: 7, max: 1 },
  ];
  return { ...problem, constraints: [...problem.constraints, lost[randomIndex(random, lost.length)]!] };
}

/** Changes with a price, counted from the lists alone. */
function countCharged(before: readonly PlannedBefore[], after: readonly PlannedBefore[], publishedUntil: string): number {
  const published = (list: readonly PlannedBefore[]) => list.filter(({ date }) => date <= publishedUntil);
  const tally = new Map<string, { gone: number; fresh: number }>();
  const keys = { before: new Set(keysOf(before)), after: new Set(keysOf(after)) };
  const count = (list: readonly PlannedBefore[], other: ReadonlySet<string>, side: 'gone' | 'fresh'): void => {
    for (const action of published(list)) {
      if (other.has(keysOf([action])[0]!)) continue;
      const pair = `${action.contact} ${action.channel}`;
      const entry = tally.get(pair) ?? { gone: 0, fresh: 0 };
      entry[side] += 1;
      tally.set(pair, entry);
    }
  };
  count(before, keys.after, 'gone');
  count(after, keys.before, 'fresh');
  return [...tally.values()].reduce((sum, { gone, fresh }) => sum + Math.max(gone, fresh), 0);
}

describe('rebalancing random plans', () => {
  it('keeps every rule and the frozen part, counts its changes right, and never does worse than leaving things be', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const problem = makeRuleProblem(seed, { contacts: 8, channels: 3, days: 12, rules: 4 });
        const plan = await solve(problem, 'greedy');
        if (plan.status === 'infeasible' || plan.conflicts !== undefined || plan.actions.length === 0) return;
        const changed = disturb(problem, seed);
        if (!readAllocationProblem(changed).ok) return;
        const at = (share: number): string => formatDay((parseDay(problem.horizon.start) ?? 0) + Math.floor(share * problem.horizon.days));
        const [frozenUntil, publishedUntil] = [at((seed % 3) / 6), at((seed % 4) / 3)];
        const options = { frozenUntil, publishedUntil, changePrice: seed % 5 };
        const answer = rebalancePlan(changed, plan.actions, { ...options, seconds: 0.02, seed: 1, ...(seed % 2 === 0 ? { usage: plan.usage } : {}) }, patientControl);
        if (!answer.ok) {
          expect(answer.fault.code, `seed ${seed}`).toBe('CONFLICT');
          return;
        }
        const { plan: rebalanced, problem: fixed, summary, changes } = answer.value;
        const note = `seed ${seed}`;
        if (rebalanced.conflicts === undefined) expect(new NaiveRecount(fixed, rebalanced.actions).listBroken(), note).toEqual([]);
        const frozen = (actions: readonly PlannedBefore[]): string[] => keysOf(actions.filter(({ date }) => date < frozenUntil));
        const pins = new Set(keysOf((problem.fixed ?? []).filter(({ date }) => date < frozenUntil)));
        expect(frozen(rebalanced.actions).filter((key) => !pins.has(key)), note).toEqual(frozen(plan.actions).filter((key) => !pins.has(key)));
        expect(summary.charged, note).toBe(countCharged(plan.actions, rebalanced.actions, publishedUntil));
        const { kept, moved, added, dropped, rep, changed: all } = summary.counts;
        expect([kept + moved + dropped + rep, kept + moved + added + rep, moved + added + dropped + rep], note).toEqual([plan.actions.length, rebalanced.actions.length, all]);
        expect(changes, note).toHaveLength(all);
        if (summary.bound !== null) expect(summary.bound, note).toBeGreaterThanOrEqual(rebalanced.objective);
        expect(JSON.stringify(rebalance(changed, plan.actions, { ...options, seconds: 0.02 }).plan.actions), note).toBe(JSON.stringify(rebalanced.actions));
        compared += 1;
      }),
      { numRuns: runs(60), seed: 11 },
    );
    expect(compared).toBeGreaterThan(runs(60) / 3);
  });
});

describeWithShared('a rep who is away for a week', () => {
  it('changes fewer than a tenth of the other reps’ actions and keeps 98 % of what solving anew finds', async () => {
    const problem = makeAllocation(600, 'reps');
    const { ids, rep = [] } = problem.contacts;
    const start = parseDay(problem.horizon.start) ?? 0;
    const lost = rep[0] ?? '';
    const repOf = new Map(ids.map((id, at) => [id, rep[at] ?? '']));
    const from = formatDay(start + 7);
    const changed: AllocationProblem = { ...problem, constraints: [...problem.constraints, { id: 'away', kind: 'rep_capacity', contacts: ids.filter((id) => repOf.get(id) === lost), per: 'horizon', from, to: formatDay(start + 13), max: 0 }] };
    const before = await solve(problem, 'local', { seconds: 1 });
    const anew = await solve(changed, 'local', { seconds: 1 });
    const { plan } = rebalance(changed, before.actions, { frozenUntil: from, changePrice: (0.1 * before.objective) / before.actions.length, seconds: 1 });
    const others = (actions: readonly PlannedBefore[]) => actions.filter(({ contact }) => repOf.get(contact) !== lost).map(({ contact, channel, date }) => ({ contact, channel, date, rep: null }));
    const moved = matchActions(others(before.actions), others(plan.actions)).filter(({ kind }) => kind !== 'kept').length;
    expect(moved / others(before.actions).length).toBeLessThan(0.1);
    expect(plan.objective / anew.objective).toBeGreaterThanOrEqual(0.98);
    expect(checkPlan(changed, plan)).toMatchObject({ ok: true, faults: [] });
  });
});
