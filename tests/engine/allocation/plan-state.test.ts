import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, randomIndex } from '../../../src/engine/base/rng.ts';
import { compileProblem } from '../../../src/engine/allocation/compile-problem.ts';
import { describeRow } from '../../../src/engine/allocation/reasons.ts';
import { MoveBoard } from '../../../src/engine/allocation/move-board.ts';
import { nameActions, restoreState, takeActions } from '../../../src/engine/allocation/plan-actions.ts';
import { PlanState } from '../../../src/engine/allocation/plan-state.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import { makeRandomProblem } from './support/random-problem.ts';
import { makeRuleProblem } from './support/random-rules.ts';
import { runs } from '../../support/runs.ts';

const size = { contacts: 5, channels: 2, days: 12, rules: 5 };
const floors = /^(coverage|minimum|fixed|sequence)/;

/** True where the recount finds nothing wrong with a plan and one more action, except what is merely missing. */
function isLawfulWith(state: PlanState, contact: number, channel: number, day: number): boolean {
  const { compiled } = state;
  const more = nameActions(compiled, { contact: Int32Array.of(contact), channel: Int32Array.of(channel), day: Int32Array.of(day) }, null);
  const { violations } = recountPlan(compiled.problem, [...nameActions(compiled, takeActions(state), null), ...more]);
  return violations.every((violation) => floors.test(violation.rule));
}

describe('a plan under construction', () => {
  it.each([
    ['the first kinds of rules', makeRandomProblem],
    ['rules of every kind', makeRuleProblem],
  ])('allows an action exactly where the recount finds no ceiling broken, and counts the same objective, cost and use: %s', (_name, makeProblem) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const problem = makeProblem(seed, size);
        const compiled = compileProblem(problem);
        const state = new PlanState(compiled);
        const random = createRandom(seed);
        for (let draw = 0; draw < 40; draw += 1) {
          const [contact, channel, day] = [randomIndex(random, size.contacts), randomIndex(random, size.channels), randomIndex(random, size.days)];
          const fits = state.hasRoom(contact, channel) && state.fitsContact(contact, channel, day) && state.fitsRows(contact, channel, day);
          expect({ seed, draw, isAllowed: isLawfulWith(state, contact, channel, day) }).toEqual({ seed, draw, isAllowed: fits });
          if (fits) {
            const slot = state.insert(contact, channel, day);
            if (random() < 0.2) state.remove(slot);
          }
        }
        const recount = recountPlan(problem, nameActions(compiled, takeActions(state), null));
        expect(state.objective).toBeCloseTo(recount.objective, 9);
        expect(state.cost).toBeCloseTo(recount.cost, 9);
        const isShort = recount.violations.some((violation) => /^(coverage|minimum|sequence)/.test(violation.rule));
        expect(state.deficit > 0).toBe(isShort);
      }),
      { numRuns: runs(150), seed: 20270106 },
    );
  });

  it('returns to what it was when moves are rolled back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const compiled = compileProblem({ ...(seed % 2 === 0 ? makeRandomProblem : makeRuleProblem)(seed, size), fixed: [] });
        const board = new MoveBoard(new PlanState(compiled));
        const random = createRandom(seed);
        const play = (): void => {
          const { state } = board;
          const [contact, channel, day] = [randomIndex(random, size.contacts), randomIndex(random, size.channels), randomIndex(random, size.days)];
          if (state.find(contact, channel, day) >= 0) board.remove(state.find(contact, channel, day));
          else if (state.hasRoom(contact, channel) && state.fitsContact(contact, channel, day) && state.fitsRows(contact, channel, day)) board.insert(contact, channel, day);
        };
        for (let move = 0; move < 20; move += 1) play();
        board.commit();
        const { state } = board;
        const before = { actions: takeActions(state), deficit: state.deficit, covered: [...state.covered], listed: board.rowSlots.map((slots) => slots.length) };
        for (let move = 0; move < 20; move += 1) play();
        board.rollBack(0);
        expect({ actions: takeActions(state), deficit: state.deficit, covered: [...state.covered], listed: board.rowSlots.map((slots) => slots.length) }).toEqual(before);
        const rebuilt = restoreState(compiled, before.actions);
        expect(state.objective).toBeCloseTo(rebuilt.objective, 9);
        for (const [row, used] of rebuilt.rowUsed.entries()) expect(state.rowUsed[row]).toBeCloseTo(used, 9);
      }),
      { numRuns: runs(100), seed: 20270107 },
    );
  });

  it('names a row by rule, rep and period', () => {
    const compiled = compileProblem({
      ...makeRandomProblem(3, size),
      constraints: [{ id: 'rep-week', kind: 'rep_capacity', per: 'week', max: 2 }],
    });
    expect(describeRow(compiled, Float64Array.of(0, 1, 2, 0), 2)).toBe(`rep-week 2 of 2 for ${compiled.frame.reps[1]} in week 1`);
  });
});
