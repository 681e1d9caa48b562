import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import { createRandom, randomIndex, type Random } from '../../../src/engine/base/rng.ts';
import { openActionChecker, type ActionCheck, type ActionChecker } from '../../../src/engine/constraints/check-action.ts';
import type { PlanEntry } from '../../../src/engine/constraints/plan-view.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { isEnforced } from '../../../src/engine/model/constraint.ts';
import { NaiveRecount } from '../allocation/support/naive-recount.ts';
import { makeRuleProblem } from '../allocation/support/random-rules.ts';
import { makeSmallProblem } from '../allocation/support/small-problem.ts';

const askChecker = (checker: ActionChecker, action: PlanEntry): ActionCheck => {
  const answer = checker.check(action);
  if (!answer.ok) throw new Error(answer.fault.message);
  return answer.value;
};
const unwrapCheck = (problem: AllocationProblem, planned: readonly PlanEntry[], action: PlanEntry): ActionCheck => askChecker(openActionChecker(problem, planned), action);

function drawAction(problem: AllocationProblem, random: Random): PlanEntry {
  const start = parseDay(problem.horizon.start) ?? 0;
  return {
    contact: problem.contacts.ids[randomIndex(random, problem.contacts.ids.length)]!,
    channel: problem.channels[randomIndex(random, problem.channels.length)]!.id,
    date: formatDay(start + randomIndex(random, problem.horizon.days)),
    ...(random() < 0.2 ? { rep: random() < 0.7 ? 'R2' : 'R9' } : {}),
  };
}

/** Rules that only ask for more never speak against an action. */
const isTarget = (kind: string): boolean => kind === 'coverage' || kind === 'minimum';
const targets = new Set(['fixed', 'exploration-share']);

/** Ids of the rules that one more action breaks, counted by hand; null for a rule that is broken without it. */
function breakByHand(problem: AllocationProblem, planned: readonly PlanEntry[], action: PlanEntry): Map<string, boolean | null> {
  const before = new NaiveRecount(problem, planned);
  const after = new NaiveRecount(problem, [...planned, action]);
  const standing = ['once-a-day', 'horizon', 'weekday', 'consent', 'max-per-contact', 'cooldown', 'forbidden'];
  const [brokenBefore, brokenAfter] = [new Set(before.listBroken()), new Set(after.listBroken())];
  return new Map([
    ...standing.map((id): [string, boolean | null] => [id, brokenBefore.has(id) ? null : brokenAfter.has(id)]),
    ...problem.constraints.filter(({ kind }) => !isTarget(kind)).map((rule): [string, boolean | null] => [rule.id, before.count(rule).isBroken ? null : after.count(rule).isBroken]),
  ]);
}

/** True where counting by hand finds no enforced rule broken, targets aside. */
const isLawful = (problem: AllocationProblem, actions: readonly PlanEntry[]): boolean =>
  new NaiveRecount({ ...problem, constraints: problem.constraints.filter(({ kind }) => !isTarget(kind)) }, actions).listBroken().every((id) => targets.has(id));

describe('a check of one action', () => {
  it('fails by the same rules as adding it and counting by hand, with the same next day', () => {
    const seen = new Map<string, { kept: number; broken: number }>();
    const next = { found: 0, none: 0, naive: 0 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const problem = makeRuleProblem(seed, { contacts: 6, channels: 3, days: 14, rules: 8 });
        const random = createRandom(seed + 7);
        const planned: PlanEntry[] = [];
        const growing = openActionChecker(problem, []);
        for (let draw = 0; draw < 10; draw += 1) {
          const action = drawAction(problem, random);
          // Mostly lawful plans, so that a rule is broken by the action asked about.
          if (draw % 3 !== 2 && askChecker(growing, action).failures.length > 0) continue;
          planned.push(action);
          growing.add(action);
        }
        const action = drawAction(problem, random);
        const checker = openActionChecker(problem, planned);
        const { passes, failures, held, nextDate, reason } = askChecker(checker, action);
        expect(askChecker(growing, action)).toEqual({ passes, failures, held, nextDate, reason });
        const failing = new Set(failures.map(({ rule }) => rule));
        for (const [id, isBroken] of breakByHand(problem, planned, action)) {
          if (isBroken === null) continue;
          expect({ seed, id, isBroken: failing.has(id) }).toEqual({ seed, id, isBroken });
          const kind = problem.constraints.find((rule) => rule.id === id)?.kind ?? id;
          const tally = seen.get(kind) ?? { kept: 0, broken: 0 };
          seen.set(kind, { kept: tally.kept + (isBroken ? 0 : 1), broken: tally.broken + (isBroken ? 1 : 0) });
        }
        for (const { rule, kind, limit, used, wouldBe, enforced } of failures) {
          expect(isTarget(kind) || targets.has(rule)).toBe(false);
          if (kind !== 'cooldown') expect(wouldBe, `${seed} ${rule}`).toBeGreaterThan(limit);
          expect(wouldBe).toBeGreaterThanOrEqual(used);
          const constraint = problem.constraints.find(({ id }) => id === rule);
          expect(enforced).toBe(constraint === undefined || isEnforced(constraint));
        }
        expect(passes).toBe(failures.every(({ enforced }) => !enforced));

        const start = parseDay(problem.horizon.start) ?? 0;
        const dates = Array.from({ length: problem.horizon.days }, (_, day) => formatDay(start + day)).filter((date) => date >= action.date);
        const byHand = dates.find((date) => askChecker(checker, { ...action, date }).passes) ?? null;
        expect({ seed, nextDate }).toEqual({ seed, nextDate: byHand });
        if (isLawful(problem, planned)) {
          const byNaive = dates.find((date) => isLawful(problem, [...planned, { ...action, date }])) ?? null;
          expect({ seed, nextDate }).toEqual({ seed, nextDate: byNaive });
          next.naive += 1;
        }
        expect(reason === null).toBe(nextDate !== null);
        if (nextDate !== null) next.found += passes ? 0 : 1;
        else next.none += 1;
      }),
      { numRuns: 700, seed: 20270301 },
    );
    for (const kind of ['capacity', 'rep_capacity', 'concurrent', 'budget', 'frequency', 'contact_limit', 'pressure', 'exclusion', 'sequence', 'blackout', 'rep_calendar', 'weekday', 'cooldown', 'max-per-contact', 'consent']) {
      expect(Math.min(seen.get(kind)?.kept ?? 0, seen.get(kind)?.broken ?? 0), kind).toBeGreaterThan(5);
    }
    expect(Math.min(next.found, next.none, next.naive)).toBeGreaterThan(20);
  });

  it('answers every new or deepened breach of a recount, whatever the plan breaks already', () => {
    let deepened = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const problem = makeRuleProblem(seed, { contacts: 4, channels: 2, days: 10, rules: 8 });
        const random = createRandom(seed + 8);
        const planned = Array.from({ length: 12 }, () => drawAction(problem, random));
        const action = drawAction(problem, random);
        const before = recountPlan(problem, planned);
        const after = recountPlan(problem, [...planned, action]);
        const known = new Set([...before.violations, ...before.reported].map(({ message }) => message));
        const failing = new Set(unwrapCheck(problem, planned, action).failures.map(({ rule }) => rule));
        for (const { rule, message } of [...after.violations, ...after.reported]) {
          const kind = problem.constraints.find(({ id }) => id === rule)?.kind ?? rule;
          if (known.has(message) || isTarget(kind) || targets.has(rule)) continue;
          // Of neighbours in order of date, a new action may only name another gap anew.
          if (rule === 'cooldown') continue;
          expect(failing.has(rule), `${seed} ${message}`).toBe(true);
          deepened += 1;
        }
      }),
      { numRuns: 300, seed: 20270302 },
    );
    expect(deepened).toBeGreaterThan(300);
  });

  it('says limit, used, would be and the words, and the next day', () => {
    const problem = makeSmallProblem([
      { id: 'visits', kind: 'capacity', channels: ['visit'], per: 'day', max: 1 },
      { id: 'shown', kind: 'frequency', windowDays: 7, max: 0, enforce: false },
    ]);
    const planned = [{ contact: 'a', channel: 'visit', date: '2027-01-04' }];
    const { failures, ...rest } = unwrapCheck(problem, planned, { contact: 'b', channel: 'visit', date: '2027-01-04' });
    expect(rest).toEqual({ passes: false, held: [], nextDate: '2027-01-05', reason: null });
    expect(failures).toEqual([
      { rule: 'visits', kind: 'capacity', enforced: true, limit: 1, used: 1, wouldBe: 2, period: '2027-01-04', message: 'visits: 2 of 1 in 2027-01-04', rules: 'visits: at most 1 action per day' },
      { rule: 'shown', kind: 'frequency', enforced: false, limit: 0, used: 0, wouldBe: 1, message: 'shown: b has 1 of 0 in 7 days', rules: 'shown: at most 0 actions per contact in 7 days' },
    ]);
  });

  it('says why no day fits', () => {
    const { contacts } = makeSmallProblem();
    const problem = makeSmallProblem([], { contacts: { ...contacts, optOut: { email: [true, false, false] } } });
    const { failures, nextDate, reason } = unwrapCheck(problem, [], { contact: 'a', channel: 'email', date: '2027-01-05' });
    expect(failures.map(({ rule }) => rule)).toEqual(['consent']);
    expect(nextDate).toBeNull();
    expect(reason).toBe('No day fits until 2027-01-17: consent on 12 days.');
  });

  it('counts an action to the rep that carries it out', () => {
    const { contacts } = makeSmallProblem();
    const problem = makeSmallProblem([{ id: 'reps', kind: 'rep_capacity', per: 'day', max: 1 }, { id: 'free', kind: 'rep_calendar', reps: ['R2'], daysOff: ['2027-01-05'] }], { contacts: { ...contacts, rep: ['R1', 'R1', 'R2'] } });
    const checker = openActionChecker(problem, [{ contact: 'a', channel: 'email', date: '2027-01-05' }]);
    const rulesOf = (action: PlanEntry): string[] => {
      const answer = checker.check(action);
      return answer.ok ? answer.value.failures.map(({ rule }) => rule) : [answer.fault.code];
    };
    const onDay = { contact: 'b', channel: 'email', date: '2027-01-05' };
    expect(rulesOf(onDay)).toEqual(['reps']);
    expect(rulesOf({ ...onDay, rep: 'R2' })).toEqual(['free']);
    expect(rulesOf({ ...onDay, rep: 'R7' })).toEqual([]);
    expect(rulesOf({ ...onDay, contact: 'nobody' })).toEqual(['UNKNOWN_REFERENCE']);
    expect(rulesOf({ ...onDay, channel: 'fax' })).toEqual(['UNKNOWN_REFERENCE']);
    expect(rulesOf({ ...onDay, date: 'soon' })).toEqual(['BAD_INPUT']);
    checker.add({ ...onDay, rep: 'R7' });
    expect(rulesOf({ contact: 'c', channel: 'email', date: '2027-01-05', rep: 'R7' })).toEqual(['reps']);
  });
});
