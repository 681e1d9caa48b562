import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import { formatDay } from '../../../src/engine/base/day.ts';
import { openActionChecker } from '../../../src/engine/constraints/check-action.ts';
import { startDayOf } from '../../../src/engine/constraints/problem-frame.ts';
import type { ActionKey, AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { compileScenario } from '../../../src/engine/simulation/compile-scenario.ts';
import { orderWord, proposeActions, type ActionTable } from '../../../src/engine/simulation/propose-actions.ts';
import { playPolicy, simulateScenario } from '../../../src/engine/simulation/simulate-scenario.ts';
import { makeSpanProblem } from '../allocation/support/random-spans.ts';
import { makeRandomPortfolio } from '../allocation/support/random-portfolio.ts';
import { runs } from '../../support/runs.ts';
import { makeFuzzScenario } from './fuzz-scenario.ts';
import { valueOf } from './support.ts';

/** Targets and what a plan of actions alone cannot say; nothing that keeps an action out. */
const targets = /^(coverage|minimum|fixed|exploration)/;

function nameActions(problem: AllocationProblem, { start, channel, day }: ActionTable): ActionKey[] {
  return problem.contacts.ids.flatMap((contact, at) =>
    Array.from({ length: start[at + 1]! - start[at]! }, (_, place) => {
      const row = start[at]! + place;
      return { contact, channel: problem.channels[channel[row]!]!.id, date: formatDay(startDayOf(problem) + day[row]!) };
    }),
  );
}

describe('the rules of a problem', () => {
  it('are kept by every action let through, and every action asked for is let through or named', () => {
    const tally = { planned: 0, refused: 0, coupled: 0, reported: 0 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const scenario = makeFuzzScenario(seed);
        const { admission } = playPolicy(compileScenario(scenario));
        const actions = nameActions(scenario.problem, admission);
        const { violations, usage } = recountPlan(scenario.problem, actions);
        expect(violations.filter(({ rule }) => !targets.test(rule)), `seed ${seed}`).toEqual([]);
        const refused = admission.refusals.reduce((sum, refusal) => sum + refusal.actions, 0);
        expect(refused + actions.length, `seed ${seed}`).toBe(admission.proposed);
        const simulation = valueOf(simulateScenario(scenario));
        for (const { rule, kind, period, rep, used } of simulation.usage) {
          if (kind === 'concurrent' || kind === 'coverage') continue;
          const count = usage.find((row) => row.constraint === rule && row.period === period && row.rep === rep);
          expect(used, `seed ${seed}, ${rule}`).toBeCloseTo(count?.used ?? Number.NaN, 6);
        }
        tally.reported += simulation.usage.filter(({ isReportOnly }) => isReportOnly === true).length;
        tally.planned += actions.length;
        tally.refused += refused;
        tally.coupled += admission.isCoupled ? 1 : 0;
      }),
      { numRuns: runs(400), seed: 20270301 },
    );
    expect(Math.min(tally.planned, tally.refused)).toBeGreaterThan(runs(600));
    expect(tally.coupled).toBeGreaterThan(runs(60));
    expect(tally.reported).toBeGreaterThan(runs(60));
  });

  it('refuse what the check of one action refuses, action by action, by the same rule', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const scenario = makeFuzzScenario(seed);
        const { problem } = scenario;
        fc.pre(problem.constraints.every(({ kind }) => kind !== 'sequence'));
        const compiled = compileScenario(scenario);
        if (scenario.policy.kind === 'bandit') return;
        const proposals = proposeActions(compiled, scenario.policy);
        const rows = problem.contacts.ids.flatMap((contact, at) =>
          Array.from({ length: proposals.start[at + 1]! - proposals.start[at]! }, (_, place) => {
            const row = proposals.start[at]! + place;
            const [channel, day] = [proposals.channel[row]!, proposals.day[row]!];
            return { contact, channel: problem.channels[channel]!.id, date: formatDay(startDayOf(problem) + day), order: orderWord(compiled, at, channel, day) };
          }),
        );
        const checker = openActionChecker(problem, []);
        const counts = new Map<string, number>();
        for (const { order: _order, ...action } of rows.toSorted((first, second) => (first.date < second.date ? -1 : first.date > second.date ? 1 : first.order - second.order))) {
          const failure = valueOf(checker.check(action)).failures.find(({ enforced, rule, kind }) => enforced && !targets.test(rule) && !targets.test(kind));
          if (failure === undefined) valueOf(checker.add(action));
          else counts.set(`${failure.kind} ${failure.rule}`, (counts.get(`${failure.kind} ${failure.rule}`) ?? 0) + 1);
        }
        const { refusals } = playPolicy(compiled).admission;
        expect(new Map(refusals.map(({ rule, kind, actions }) => [`${kind} ${rule}`, actions])), `seed ${seed}`).toEqual(counts);
      }),
      { numRuns: runs(300), seed: 20270302 },
    );
  });

  it('of campaigns are kept too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const problem = makeRandomPortfolio(seed, { contacts: 6, channels: 2, days: 8, campaigns: 2 + (seed % 3), isEqualCost: seed % 2 === 0 });
        const shares = Object.fromEntries(problem.channels.map(({ id }) => [id, 1 / problem.channels.length]));
        const simulation = valueOf(simulateScenario({ ...makeFuzzScenario(seed), problem, policy: { kind: 'mix', actionsPerContact: 3, shares } }));
        expect(simulation.planned + simulation.refusals.reduce((sum, { actions }) => sum + actions, 0)).toBe(simulation.proposed);
        for (const { used, limit, isFloor } of simulation.usage) if (!isFloor) expect(used, `seed ${seed}`).toBeLessThanOrEqual(limit + 1e-6);
      }),
      { numRuns: runs(90), seed: 20270303 },
    );
  });
});

describe('rules of reps that change', () => {
  it('are kept and counted by the rep of the day', () => {
    let planned = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const problem = makeSpanProblem(seed, { contacts: 6, channels: 2, days: 14, rules: 5 });
        const shares = Object.fromEntries(problem.channels.map(({ id }) => [id, 1 / problem.channels.length]));
        const scenario = { ...makeFuzzScenario(seed), problem, policy: { kind: 'mix' as const, actionsPerContact: 4, shares } };
        const { admission } = playPolicy(compileScenario(scenario));
        const { violations, usage } = recountPlan(problem, nameActions(problem, admission));
        expect(violations.filter(({ rule }) => !targets.test(rule)), `seed ${seed}`).toEqual([]);
        for (const { rule, kind, period, rep, used } of valueOf(simulateScenario(scenario)).usage) {
          if (kind === 'concurrent' || kind === 'coverage') continue;
          expect(used, `seed ${seed}, ${rule}`).toBeCloseTo(usage.find((row) => row.constraint === rule && row.period === period && row.rep === rep)?.used ?? Number.NaN, 6);
        }
        planned += admission.start.at(-1) ?? 0;
      }),
      { numRuns: runs(120), seed: 20270304 },
    );
    expect(planned).toBeGreaterThan(runs(150));
  });
});

describe('an action of a plan', () => {
  it('is refused by the horizon outside it, and by once-a-day where it stands twice', () => {
    const { problem } = makeFuzzScenario(1);
    const plain = { ...problem, constraints: [], held: [], forbidden: [], fixed: [] };
    const { weekdays: _weekdays, ...free } = problem.channels[0]!;
    const [contact] = problem.contacts.ids;
    const date = formatDay(startDayOf(problem) + 1);
    const actions = [date, date, formatDay(startDayOf(problem) - 1), formatDay(startDayOf(problem) + 400)].map((on) => ({ contact: contact!, channel: free.id, date: on }));
    const contacts = { ids: problem.contacts.ids, value: problem.contacts.value, response: problem.contacts.response };
    const found = valueOf(simulateScenario({ ...makeFuzzScenario(1), problem: { ...plain, contacts, channels: [{ ...free, maxPerContact: 3 }, ...problem.channels.slice(1)] }, policy: { kind: 'plan', actions } }));
    expect(found).toMatchObject({ proposed: 4, planned: 1, refusals: [{ rule: 'horizon', kind: 'horizon', actions: 2 }, { rule: 'once-a-day', kind: 'once-a-day', actions: 1 }] });
  });

  it('that lacks another it needs leaves what it had taken to others', () => {
    const start = '2027-01-04';
    const on = (contact: string, channel: string, day: number): ActionKey => ({ contact, channel, date: formatDay(startDayOf({ horizon: { start, days: 14 } }) + day) });
    const free = { unitCost: 1, saturation: 1, maxPerContact: 3, cooldownDays: 0 };
    const problem: AllocationProblem = {
      format: 'omnivor.allocation/1',
      name: 'two of one call',
      horizon: { start, days: 14 },
      channels: [{ id: 'call', ...free }, { id: 'visit', ...free }],
      contacts: { ids: ['a', 'b'], value: [10, 10], response: { call: [0.5, 0.5], visit: [0.5, 0.5] } },
      // oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
      constraints: [{ id: 'one call', kind: 'capacity', channels: ['call'], per: 'horizon', max: 1 }, { id: 'visited', kind: 'sequence', first: 'call', then: 'visit', withinDays: 3, need: 'follow' }],
      objective: { metric: 'lift' },
    };
    const simulate = (actions: ActionKey[]) => valueOf(simulateScenario({ format: 'omnivor.scenario/1', name: 'pairs', problem, policy: { kind: 'plan', actions }, replications: 4, seed: 1 }));
    expect(simulate([on('a', 'call', 0), on('b', 'call', 1), on('b', 'visit', 2)])).toMatchObject({ proposed: 3, planned: 2, refusals: [{ rule: 'visited', actions: 1 }] });
    expect(simulate([on('a', 'call', 0), on('a', 'visit', 2), on('b', 'call', 1), on('b', 'visit', 2)])).toMatchObject({ planned: 3, refusals: [{ rule: 'one call', actions: 1 }] });
  });
});
