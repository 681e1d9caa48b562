import { expect, it } from 'vitest';
import { describeWithShared } from '../../../support/shared.ts';
import { runs } from '../../../support/runs.ts';
import { playFuzzCase } from '../support/check-fuzz.ts';

/** `node tests/bench/prices-fuzz.ts` plays 500 of them. */
const CASES = 60;

describeWithShared('plans by prices under rules of every kind', () => {
  it('keep them by two independent counts, stay below a bound that holds, and are refused only where HiGHS proves that there is none', async () => {
    const tally = { plan: 0, infeasible: 0, undecided: 0 };
    for (let seed = 1; seed <= runs(CASES); seed += 1) {
      const { outcome, faults } = await playFuzzCase(seed);
      expect(faults, `seed ${seed}`).toEqual([]);
      tally[outcome] += 1;
    }
    expect(tally.plan).toBeGreaterThanOrEqual(runs(CASES) / 3);
    expect(tally.infeasible).toBeGreaterThan(0);
    expect(tally.undecided).toBe(0);
  });
});
