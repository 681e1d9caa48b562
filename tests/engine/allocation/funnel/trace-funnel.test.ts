import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countStages, PASSED, type DecisionFunnel } from '../../../../src/engine/allocation/funnel/decision-funnel.ts';
import { traceFunnel } from '../../../../src/engine/allocation/funnel/trace-funnel.ts';
import { recountPlan } from '../../../../src/engine/allocation/recount-plan.ts';
import { createCancelFlag, raiseCancel } from '../../../../src/engine/base/cancel.ts';
import { formatDay, parseDay } from '../../../../src/engine/base/day.ts';
import { HELD_BY_CAMPAIGN } from '../../../../src/engine/constraints/held-by-campaign.ts';
import type { PlanEntry } from '../../../../src/engine/constraints/plan-view.ts';
import type { AllocationProblem } from '../../../../src/engine/model/allocation.ts';
import { funnelStages } from '../../../../src/engine/model/decision-funnel.ts';
import type { Constraint, ConstraintKind } from '../../../../src/engine/model/constraint.ts';
import { runs } from '../../../support/runs.ts';
import { makeRuleProblem } from '../support/random-rules.ts';
import { makeRandomPortfolio } from '../support/random-portfolio.ts';
import { makeSmallProblem } from '../support/small-problem.ts';
import { patientControl, solve } from '../support/solving.ts';

const trace = (problem: AllocationProblem, actions: readonly PlanEntry[]): DecisionFunnel => {
  const funnel = traceFunnel(problem, actions, patientControl);
  if (funnel === null) throw new Error('The funnel was not counted.');
  return funnel;
};

/** Stage a contact was lost at by name, `passed` where it is planned, and the reason it is counted under. */
const fateOf = (funnel: DecisionFunnel, contact: number): string => `${funnelStages[funnel.lostAt[contact]!] ?? 'passed'} ${funnel.reasons[funnel.reasonOf[contact]!] ?? ''}`.trim();

const act = (contact: string, channel: string, date: string): PlanEntry => ({ contact, channel, date });

/** Rules that one more action can break only by what the rest of the plan holds. */
const shared = new Set<ConstraintKind>(['capacity', 'rep_capacity', 'concurrent', 'budget']);
/** Rules that one more action never breaks. */
const targets = new Set<string>(['coverage', 'minimum']);

/** Breaches of a plan that some action takes part in. */
function listBroken(problem: AllocationProblem, actions: readonly PlanEntry[]): string[] {
  const kinds = new Map(problem.constraints.map((rule) => [rule.id, rule.kind]));
  return recountPlan(problem, actions).violations.filter(({ rule }) => rule !== 'fixed' && rule !== 'exploration-share' && !targets.has(kinds.get(rule) ?? '')).map(({ message }) => message);
}

/** Every (channel, date) of a contact that is worth something by itself. */
function listWorthy(problem: AllocationProblem, contact: number): PlanEntry[] {
  const { contacts, channels, objective, horizon } = problem;
  const start = parseDay(horizon.start) ?? 0;
  return channels
    .filter(({ id, unitCost, maxPerContact }) => {
      const lift = contacts.value[contact]! * (contacts.response[id]?.[contact] ?? 0);
      const worth = objective.metric === 'reach' ? 1 : objective.metric === 'net' ? lift - unitCost : lift;
      return worth > 0 && maxPerContact > 0 && contacts.optOut?.[id]?.[contact] !== true;
    })
    .flatMap(({ id }) => Array.from({ length: horizon.days }, (_, day) => act(contacts.ids[contact]!, id, formatDay(start + day))));
}

/** Where a contact without actions leaves the way into a plan, found by counting plans anew. */
function findStageByHand(problem: AllocationProblem, actions: readonly PlanEntry[], contact: number): string {
  const worthy = listWorthy(problem, contact);
  if (worthy.length === 0) return 'eligible';
  if (worthy.some((action) => listBroken(problem, [...actions, action]).length === 0)) return 'planned';
  const unlimited = { ...problem, constraints: problem.constraints.filter(({ kind }) => !shared.has(kind)) };
  return worthy.some((action) => listBroken(unlimited, [action]).length === 0) ? 'capacity' : 'permitted';
}

describe('the way of contacts into a plan', () => {
  it('ends where counting plans anew says, whatever the rules', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const random = makeRuleProblem(seed, { contacts: 7, channels: 2, days: 6, rules: 2 + (seed % 6) });
        const problem = { ...random, constraints: random.constraints.filter(({ kind }) => kind !== 'sequence') };
        const plan = await solve(problem, 'greedy', { seconds: 10 });
        fc.pre(plan.status !== 'infeasible' && listBroken(problem, plan.actions).length === 0);
        // A plan with a part of its actions leaves room that the full one does not.
        const kept = seed % 3 === 0 ? plan.actions.filter((_, at) => at % 2 === 0) : plan.actions;
        const funnel = trace(problem, kept);
        for (const [contact, id] of problem.contacts.ids.entries()) {
          const stage = funnelStages[funnel.lostAt[contact]!] ?? 'passed';
          seen.add(stage);
          expect(stage, `seed ${seed}, ${id}`).toBe(kept.some((action) => action.contact === id) ? 'passed' : findStageByHand(problem, kept, contact));
        }
      }),
      { numRuns: runs(120), seed: 20270601 },
    );
    expect([...seen].sort()).toEqual(['capacity', 'eligible', 'passed', 'permitted', 'planned']);
  });

  it('adds up: stages, reasons and slots', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const problem = seed % 2 === 0 ? makeRuleProblem(seed, { contacts: 12, channels: 3, days: 9, rules: 3 + (seed % 6) }) : makeRandomPortfolio(seed, { contacts: 10, channels: 2, days: 6, campaigns: 3, isEqualCost: false });
        const plan = await solve(problem, 'greedy', { seconds: 10 });
        const funnel = trace(problem, plan.actions);
        const stages = countStages(funnel);
        let left = problem.contacts.ids.length;
        for (const { stage, contacts, lost, reasons } of stages) {
          expect(contacts, `seed ${seed}, ${stage}`).toBe(left - lost);
          expect(reasons.reduce((sum, one) => sum + one.contacts, 0)).toBe(lost);
          left = contacts;
        }
        expect(left).toBe(new Set(plan.actions.map(({ contact }) => contact)).size);
        const most = problem.channels.length * problem.horizon.days;
        for (let contact = 0; contact < funnel.contacts; contact += 1) {
          const slots = Array.from(funnel.chargeSlots.subarray(funnel.chargeStart[contact], funnel.chargeStart[contact + 1]));
          expect(slots.length > 0, `seed ${seed}, ${contact}`).toBe(funnel.lostAt[contact]! < PASSED);
          expect(slots).toEqual(slots.toSorted((one, other) => other - one));
          const sum = slots.reduce((total, one) => total + one, 0);
          expect(sum).toBeLessThanOrEqual(most);
          if (funnelStages[funnel.lostAt[contact]!] === 'permitted') expect(sum % problem.horizon.days, `seed ${seed}, ${contact}`).toBe(0);
        }
      }),
      { numRuns: runs(80), seed: 20270602 },
    );
  });

  it('counts a contact under the rule that closes most of its slots, and keeps the others', () => {
    const rules: Constraint[] = [
      { id: 'no-visits', kind: 'blackout', channels: ['visit'], from: '2027-01-04', to: '2027-01-17', contacts: ['a'] },
      { id: 'no-mail-a', kind: 'blackout', channels: ['email'], from: '2027-01-04', to: '2027-01-17', contacts: ['a'] },
    ];
    const funnel = trace(makeSmallProblem(rules), [act('b', 'email', '2027-01-05'), act('c', 'email', '2027-01-05')]);
    expect(fateOf(funnel, 0)).toBe('permitted no-mail-a');
    const charges = [...funnel.chargeReason].map((reason, at) => `${funnel.reasons[reason]} ${funnel.chargeSlots[at]}`);
    // Visits are open on ten weekdays; the four weekend days are closed by their setting.
    expect(charges).toEqual(['no-mail-a 14', 'no-visits 10', 'weekday 4']);
  });

  it('names consent, value and cost before any rule', () => {
    const base = makeSmallProblem([], { objective: { metric: 'net' } });
    const problem = { ...base, contacts: { ...base.contacts, value: [0, 20, 30], response: { email: [0.1, 0.01, 0.2], visit: [0.5, 0.5, 0.5] }, optOut: { email: [false, false, true], visit: [false, false, true] } } };
    const funnel = trace(problem, []);
    expect([0, 1, 2].map((contact) => fateOf(funnel, contact))).toEqual(['eligible value', 'eligible cost', 'eligible consent']);
  });

  it('tells what campaigns hold from the rules of the contact', () => {
    const held: Constraint = { id: 'reserved: Spring', kind: 'blackout', from: '2027-01-04', to: '2027-01-17', contacts: ['a', 'b'], reason: HELD_BY_CAMPAIGN };
    const away: Constraint = { id: 'away', kind: 'blackout', from: '2027-01-04', to: '2027-01-17', contacts: ['b'] };
    const funnel = trace(makeSmallProblem([held, away]), []);
    expect([0, 1, 2].map((contact) => fateOf(funnel, contact))).toEqual(['reserved reserved: Spring', 'permitted away', 'planned left']);
    const forCampaign = { ...makeSmallProblem(), campaigns: [{ id: 'k1', contacts: ['c'] }] };
    expect(fateOf(trace(forCampaign, []), 0)).toBe('reserved campaigns');
  });

  it('takes a used-up limit as capacity, by its name', () => {
    const mails: Constraint = { id: 'mails', kind: 'capacity', per: 'horizon', max: 1, channels: ['email'] };
    const money: Constraint = { id: 'money', kind: 'budget', max: 50 };
    const funnel = trace(makeSmallProblem([mails, money]), [act('a', 'email', '2027-01-04')]);
    expect([0, 1, 2].map((contact) => fateOf(funnel, contact))).toEqual(['passed', 'capacity mails', 'capacity mails']);
  });

  it('plans an action together with the one it needs', () => {
    // oxlint-disable-next-line unicorn/no-thenable -- `then` is text of the public format, never called
    const after: Constraint = { id: 'mail-first', kind: 'sequence', first: 'email', then: 'visit', withinDays: 3, need: 'precede' };
    const noMail: Constraint = { id: 'no-mail', kind: 'blackout', channels: ['email'], from: '2027-01-04', to: '2027-01-17', contacts: ['a'] };
    const funnel = trace(makeSmallProblem([after, noMail], { objective: { metric: 'lift' } }), []);
    expect(fateOf(funnel, 0)).toBe('permitted no-mail');
    expect(fateOf(funnel, 1)).toBe('planned left');
  });

  it('ends without an answer when it is cancelled', () => {
    const cancel = createCancelFlag();
    raiseCancel(cancel);
    expect(traceFunnel(makeSmallProblem(), [], { ...patientControl, cancel })).toBeNull();
  });
});
