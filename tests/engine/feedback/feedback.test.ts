import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { autoApprove } from '../../../src/engine/feedback/auto-approve.ts';
import { makeSheet } from '../../../src/engine/feedback/challenge-sheet.ts';
import { checkAnswers, type AnsweredLine } from '../../../src/engine/feedback/check-answers.ts';
import { compareGoals } from '../../../src/engine/feedback/compare-goals.ts';
import { addFeedback } from '../../../src/engine/feedback/feedback-rules.ts';
import { createPlanRoom } from '../../../src/engine/feedback/plan-room.ts';
import { solveAllocation } from '../../../src/engine/allocation/solve-allocation.ts';
import { defaultFeedbackSettings, type Challenge, type FeedbackSettings } from '../../../src/engine/model/feedback.ts';
import { readAllocationProblem } from '../../../src/engine/model/check-problem.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { PlannedAction } from '../../../src/engine/model/plan.ts';

const channel = (id: string, maxPerContact = 4) => ({ id, unitCost: 2, saturation: 0.8, maxPerContact, cooldownDays: 1 });
const ids = ['C1', '007', 'C3', '12345678901234567'];
const problem: AllocationProblem = {
  format: 'omnivor.allocation/1',
  name: 'P',
  horizon: { start: '2027-01-04', days: 14 },
  channels: [channel('email'), channel('visit', 2), channel('none', 0)],
  contacts: { ids, value: [4, 3, 2, 1], rep: ['R1', 'R1', 'R2', 'R2'], response: { email: [0.5, 0.5, 0.5, 0.5], visit: [0.4, 0.4, 0.4, 0.4], none: [0, 0, 0, 0] }, optOut: { email: [false, false, true, false] } },
  constraints: [{ kind: 'capacity', id: 'few', per: 'week', max: 4 }, { kind: 'rep_capacity', id: 'reps', per: 'horizon', max: 4, channels: ['visit'] }, { kind: 'budget', id: 'money', max: 14 }],
  objective: { metric: 'lift' },
};
const action = (contact: string, by: string, date: string): PlannedAction => ({ contact, channel: by, date, lift: 1, cost: 2, exploration: false, reason: `Worth it for ${contact}.` });
const actions = [action('C1', 'email', '2027-01-12'), action('C1', 'email', '2027-01-05'), action('C1', 'visit', '2027-01-05'), action('007', 'email', '2027-01-06')];
const sheet = makeSheet(3, problem, actions);
const lineOf = (contact: string, by: string) => sheet.lines.find((line) => line.contact === contact && line.channel === by)!;
const answer = (contact: string, by: string, changes: Partial<AnsweredLine> = {}): AnsweredLine => ({ line: 2, sheet: sheet.key, id: lineOf(contact, by).id, contact, channel: by, decision: '', newGoal: '', why: '', ...changes });
const check = (...answers: AnsweredLine[]) => checkAnswers(answers, sheet, problem);

describe('a challenge sheet', () => {
  it('has a line per contact and channel that may be used, by rep, with what is planned', () => {
    expect(sheet.lines.map(({ rep, contact, channel: by, goal }) => [rep, contact, by, goal])).toEqual([['R1', 'C1', 'email', 2], ['R1', 'C1', 'visit', 1], ['R1', '007', 'email', 1], ['R1', '007', 'visit', 0], ['R2', 'C3', 'visit', 0], ['R2', ids[3], 'email', 0], ['R2', ids[3], 'visit', 0]]);
    expect(lineOf('C1', 'email')).toMatchObject({ dates: ['2027-01-05', '2027-01-12'], reason: 'Worth it for C1.' });
  });

  it('has ids that no spreadsheet takes for a number, a date or a formula, each once', () => {
    for (const { id } of sheet.lines) expect(id).toMatch(/^row-[0-9a-z]{13}$/);
    expect(new Set(sheet.lines.map(({ id }) => id)).size).toBe(sheet.lines.length);
    expect(makeSheet(4, problem, actions).key).not.toBe(sheet.key);
    expect(makeSheet(3, problem, actions.slice(1)).key).not.toBe(sheet.key);
  });
});

describe('an answered line', () => {
  it.each<[string, string, Partial<AnsweredLine>, Partial<Challenge>]>([
    ['C1', 'email', { decision: 'Drop', why: 'Retired' }, { kind: 'drop', planned: 2, goal: 0, reason: 'Retired', rep: 'R1' }],
    ['C1', 'email', { decision: 'change', newGoal: '3' }, { kind: 'change', goal: 3 }],
    ['C1', 'email', { decision: 'change', newGoal: '1,0' }, { kind: 'change', goal: 1 }],
    ['007', 'visit', { decision: 'add' }, { kind: 'add', planned: 0, goal: 1 }],
    ['007', 'visit', { decision: 'change', newGoal: '2' }, { kind: 'add', goal: 2 }],
    ['007', 'email', { decision: 'drop', contact: '7' }, { contact: '007', kind: 'drop' }],
    [ids[3]!, 'email', { decision: 'add', contact: '1.23457E+16' }, { contact: ids[3]!, kind: 'add' }],
  ])('%s %s %o asks for %o', (contact, by, changes, expected) => {
    expect(check(answer(contact, by, changes))).toMatchObject({ challenges: [expected], kept: 0, rejected: [] });
  });

  it.each<[Partial<AnsweredLine>, string]>([
    [{ decision: 'remove' }, 'Decision "remove". Expected keep, drop, add, change or nothing.'],
    [{ decision: 'change' }, 'Change, without a new goal.'],
    [{ decision: 'change', newGoal: '0' }, 'Change to 0. Expected drop.'],
    [{ decision: 'change', newGoal: 'two' }, 'New goal "two". Expected a whole number, 0 or more.'],
    [{ decision: 'change', newGoal: '-1' }, 'New goal "-1". Expected a whole number, 0 or more.'],
    [{ decision: 'change', newGoal: '5' }, 'Goal 5 by email. Expected at most 4, the limit of the channel.'],
    [{ decision: 'add' }, 'Add, where 2 are planned. Expected change with a new goal.'],
    [{ decision: 'keep', newGoal: '3' }, 'Keep, with a new goal of 3. Expected change, or no new goal.'],
    [{ decision: 'drop', newGoal: '1' }, 'Drop, with a new goal of 1. Expected change, or no new goal.'],
    [{ sheet: 'plan-2-x', decision: 'drop' }, `The line is of sheet "plan-2-x". Expected ${sheet.key}.`],
    [{ id: 'row-1', decision: 'drop' }, 'Row id "row-1" is not of this sheet.'],
    [{ contact: 'C3', decision: 'drop' }, `Row id ${lineOf('C1', 'email').id} belongs to C1, email: the columns were moved apart.`],
    [{ decision: 'drop', why: 'x'.repeat(501) }, 'The reason has 501 characters. Expected at most 500.'],
  ])('%o is not taken: %s', (changes, reason) => {
    expect(check(answer('C1', 'email', changes))).toMatchObject({ challenges: [], kept: 0, rejected: [{ line: 2, reason }] });
  });

  it('is kept where nothing changes, and counts once', () => {
    expect(check(answer('C1', 'email'), answer('C1', 'visit', { decision: 'KEEP', newGoal: '1' }), answer('C1', 'email', { line: 9, decision: 'drop' }))).toMatchObject({ challenges: [], kept: 2, rejected: [{ line: 9, reason: 'The line stands twice, first in line 2.' }] });
  });

  it('is a challenge, kept or rejected, whatever stands in it', () => {
    const cell = fc.oneof(fc.constantFrom('', 'drop', 'add', 'keep', 'change', '0', '1', '2', '99', 'x'), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(fc.record({ at: fc.nat(sheet.lines.length - 1), decision: cell, newGoal: cell, why: cell, contact: fc.option(cell) }), { maxLength: 10 }), (rows) => {
        const answers = rows.map(({ at, contact, ...cells }, line): AnsweredLine => ({ line, sheet: sheet.key, id: sheet.lines[at]!.id, contact: contact ?? sheet.lines[at]!.contact, channel: sheet.lines[at]!.channel, ...cells }));
        const { challenges, kept, rejected } = check(...answers);
        expect(challenges.length + kept + rejected.length).toBe(answers.length);
        for (const { planned, goal, kind } of challenges) expect(kind === 'drop' ? goal === 0 && planned > 0 : kind === 'add' ? planned === 0 && goal > 0 : planned > 0 && goal > 0 && goal !== planned).toBe(true);
      }),
      { numRuns: 400, seed: 1 },
    );
  });
});

describe('challenges that rules accept', () => {
  const challenge = (kind: Challenge['kind'], contact: string, by: string, planned: number, goal: number, reason = ''): Challenge => ({ contact, channel: by, rep: contact === 'C3' || contact === ids[3] ? 'R2' : 'R1', kind, planned, goal, reason });
  const judge = (challenges: Challenge[], settings: Partial<FeedbackSettings> = {}, planned = 100, constraints = problem.constraints) => autoApprove(challenges, { ...defaultFeedbackSettings, ...settings }, { room: createPlanRoom({ ...problem, constraints }, actions), plannedOf: () => planned }).map(({ isAccepted, because }) => [isAccepted, because]);

  it('drops with a reason go up to the share of the rep, in the order of the sheet', () => {
    expect(judge([challenge('drop', 'C1', 'email', 2, 0, 'Retired'), challenge('drop', '007', 'email', 1, 0), challenge('drop', 'C1', 'visit', 1, 0, 'Left')], {}, 40)).toEqual([[true, "Drops up to 5 % of the rep's actions are accepted."], [false, 'A reason is missing.'], [false, "More than 5 % of the rep's actions."]]);
  });

  it('adds need room under every capacity and budget; a drop makes room', () => {
    const reps = [{ kind: 'rep_capacity' as const, id: 'reps', per: 'horizon' as const, max: 1, channels: ['visit'] }];
    expect(judge([challenge('add', '007', 'visit', 0, 1)], {}, 100, reps)).toEqual([[false, 'No day fits until 2027-01-17: reps on 14 days.']]);
    expect(judge([challenge('add', '007', 'visit', 0, 1), challenge('drop', 'C1', 'visit', 1, 0, 'Left')], {}, 100, reps).map(([isAccepted]) => isAccepted)).toEqual([true, true]);
    const money = [{ kind: 'budget' as const, id: 'money', max: 14 }];
    expect(judge([challenge('add', 'C3', 'visit', 0, 2), challenge('add', ids[3]!, 'visit', 0, 2)], {}, 100, money)).toEqual([[true, expect.any(String)], [false, expect.stringContaining('money on ')]]);
  });

  it('adds need room in the period where they fall: two weeks, the first full', () => {
    const weeks = [{ kind: 'capacity' as const, id: 'few', per: 'week' as const, max: 3 }];
    const closed = [...weeks, { kind: 'blackout' as const, id: 'fair', from: '2027-01-11', to: '2027-01-17', contacts: ['C3'] }];
    // Three of week 1 stand, one of week 2: two more fit, both in week 2.
    const add = (contact: string) => challenge('add', contact, 'visit', 0, 1);
    expect(judge([add('007'), add('C3'), add(ids[3]!)], {}, 100, weeks).map(([isAccepted]) => isAccepted)).toEqual([true, true, false]);
    expect(judge([add('C3'), add('007')], {}, 100, closed)).toEqual([[false, expect.stringMatching(/^No day fits until 2027-01-17: (?=.*few on 7 days)(?=.*fair on 7 days)/)], [true, expect.any(String)]]);
  });

  it('adds that find a day for some of their actions only take none', () => {
    const weeks = [{ kind: 'capacity' as const, id: 'few', per: 'week' as const, max: 2 }];
    expect(judge([challenge('add', '007', 'visit', 0, 2), challenge('add', 'C3', 'visit', 0, 1)], {}, 100, weeks).map(([isAccepted]) => isAccepted)).toEqual([false, true]);
  });

  it('nothing where a rule is off, and what earlier sheets took counts', () => {
    expect(judge([challenge('change', 'C1', 'email', 2, 3, 'x')])).toEqual([[false, 'Changes wait for a decision.']]);
    const settings = defaultFeedbackSettings;
    const judged = autoApprove([challenge('drop', 'C1', 'email', 2, 0, 'x')], settings, { room: createPlanRoom(problem, actions), plannedOf: () => 100, earlier: new Map([['drop|R1', 4]]) });
    expect(judged[0]).toMatchObject({ isAccepted: false });
  });
});

describe('accepted challenges', () => {
  const { contacts: _contacts, name: _name, format: _format, ...rest } = problem;
  const rules = { ...rest, format: 'omnivor.rules/1' as const, constraints: [], fixed: [{ contact: 'C1', channel: 'email', date: '2027-01-05' }] };
  const accepted = [{ contact: 'C1', channel: 'email', goal: 0 }, { contact: '007', channel: 'visit', goal: 2 }, { contact: 'C3', channel: 'visit', goal: 1 }];
  const built = addFeedback(rules, accepted);

  it('are met by the next solve: dropped ones have none, the others exactly their goal', async () => {
    const next = readAllocationProblem({ ...problem, constraints: built.constraints, fixed: built.fixed });
    if (!next.ok) throw new Error(next.fault.message);
    const unused = () => Promise.reject(new Error('not asked for'));
    const plan = await solveAllocation(next.value, { method: 'local', seconds: 10, gap: 0, seed: 1 }, { highs: unused, glpk: unused }, { now: () => 0 });
    const count = (contact: string, by: string): number => plan.actions.filter((one) => one.contact === contact && one.channel === by).length;
    expect([count('C1', 'email'), count('007', 'visit'), count('C3', 'visit')]).toEqual([0, 2, 1]);
    expect(compareGoals(actions, plan.actions, accepted)).toMatchObject({ met: 3, asked: 3 });
  });

  it('take the place of those of an earlier round, and a pin on what is dropped goes', () => {
    expect(built.fixed).toEqual([]);
    expect(addFeedback(built, []).constraints).toEqual([]);
    expect(built.constraints.map(({ id }) => id)).toEqual(['field: drop email', 'field: 2 by visit', 'field: 1 by visit', 'field: 007, visit', 'field: C3, visit']);
  });

  it('are compared by contact and channel; kept, moved, added and dropped add up', () => {
    const after = [action('C1', 'visit', '2027-01-09'), action('C1', 'email', '2027-01-05'), action('007', 'email', '2027-01-06'), action('C3', 'visit', '2027-01-08')];
    const { changes, kept, moved, added, dropped } = compareGoals(actions, after, [{ contact: 'C3', channel: 'visit', goal: 1 }]);
    expect([kept, moved, added, dropped]).toEqual([2, 1, 1, 1]);
    expect(changes).toEqual([{ contact: 'C3', channel: 'visit', before: 0, after: 1, asked: 1 }, { contact: 'C1', channel: 'email', before: 2, after: 1, asked: null }]);
  });
});
