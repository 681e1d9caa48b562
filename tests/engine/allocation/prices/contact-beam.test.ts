import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileProblem } from '../../../../src/engine/allocation/compile-problem.ts';
import { mostActions, tierGain, type CompiledProblem } from '../../../../src/engine/allocation/compiled-problem.ts';
import { createDayChoice, fillDayChoice, openDayChoice, type DayChoice } from '../../../../src/engine/allocation/day-choice.ts';
import { PlanState } from '../../../../src/engine/allocation/plan-state.ts';
import { createContactBeam } from '../../../../src/engine/allocation/prices/contact-beam.ts';
import { createRandom } from '../../../../src/engine/base/rng.ts';
import { makeRuleProblem } from '../support/random-rules.ts';
import '../../../support/seeded.ts';

/** Day tables of a contact at drawn prices. */
function drawChoices(compiled: CompiledProblem, seed: number, size: number): DayChoice[] {
  const random = createRandom(seed);
  return Array.from(compiled.maxActions, (most, channel) => {
    const choice = createDayChoice(compiled.days, most);
    openDayChoice(choice, compiled.isOpen, (compiled.groups.groupOf[0]! * compiled.channelCount + channel) * compiled.days, compiled.spacing[channel]!, Math.min(most, mostActions(compiled, channel)));
    for (let at = 0; at < choice.openCount; at += 1) choice.price[at] = Math.floor(random() * 4) * size;
    fillDayChoice(choice);
    return choice;
  });
}

/** Best value by trying every set of actions, day by day, against the plan's own checks; rules that two contacts share play no part with one contact. */
function tryAll(compiled: CompiledProblem, choices: readonly DayChoice[]): number {
  const state = new PlanState(compiled);
  const cells = choices.flatMap((choice, channel) => Array.from(choice.openDay.subarray(0, choice.openCount), (day, at) => ({ channel, day, price: choice.price[at]! }))).sort((first, second) => first.day - second.day);
  const visit = (from: number): number => {
    let best = 0;
    for (let at = from; at < cells.length; at += 1) {
      const { channel, day, price } = cells[at]!;
      if (!state.hasRoom(0, channel) || !state.fitsContact(0, channel, day)) continue;
      const gain = compiled.isReach ? 0 : tierGain(compiled, channel, channel, state.pairCount[channel]!);
      const slot = state.insert(0, channel, day);
      best = Math.max(best, gain - price + visit(at + 1));
      state.remove(slot);
    }
    return best;
  };
  return visit(0);
}

describe('the search over one contact', () => {
  it.each([1, 3, 64])('with room for %i labels never promises less than the best by hand', (width) => {
    let exact = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom(0.2, 1, 4), (seed, size) => {
        const { held, ...problem } = makeRuleProblem(seed, { contacts: 1, channels: 2, days: 7, rules: 4 });
        const compiled = compileProblem({ ...problem, fixed: [] });
        const choices = drawChoices(compiled, seed, size);
        const best = tryAll(compiled, choices);
        const beam = createContactBeam(compiled, width);
        beam.search({ contact: 0, choices, covers: [], earliest: compiled.earliest, gainOf: (channel, tier) => (compiled.isReach ? 0 : tierGain(compiled, channel, channel, tier)) });
        expect(beam.bound).toBeGreaterThanOrEqual(best - 1e-9);
        expect(beam.bound).toBeGreaterThanOrEqual(beam.value - 1e-9);
        if (beam.bound - beam.value < 1e-9) exact += 1;
        if (beam.bound - beam.value < 1e-9 && held === undefined && compiled.past.day.length === 0) expect(beam.value).toBeCloseTo(best, 9);
      }),
      { numRuns: 150 },
    );
    if (width === 64) expect(exact).toBeGreaterThan(140);
  });
});
