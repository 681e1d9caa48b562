import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureIncrementality, newcombeDifference, pooledZTest } from '../../../src/engine/attribution/incrementality.ts';
import { describeWithShared, sharedDir } from '../../support/shared.ts';

const arm = (outcomes: number, contacts: number, name = 'arm') => ({ name, contacts, outcomes });

interface Trial {
  readonly arm: string;
  readonly control: string;
  readonly metric: string;
  readonly successes: [number, number];
  readonly n: [number, number];
  readonly z: number;
  readonly p_two_sided: number;
  readonly diff: number;
  readonly wald_ci95: [number, number];
}

describe('measureIncrementality', () => {
  it('shows nothing where arm and control are alike', () => {
    const [lift] = measureIncrementality({ control: arm(50, 500, 'none'), arms: [arm(50, 500)] });
    expect(lift).toMatchObject({ lift: 0, z: 0, pValue: 1, incremental: { outcomes: 0 } });
    expect(lift!.low).toBeCloseTo(-lift!.high, 12);
  });

  it.each([[0, 0], [10, 10]])('stands at %d and %d outcomes of 10', (outcomes, controlOutcomes) => {
    const [lift] = measureIncrementality({ control: arm(controlOutcomes, 10, 'none'), arms: [arm(outcomes, 10)] });
    expect(lift).toMatchObject({ lift: 0, z: 0, pValue: 1 });
    expect(lift!.low).toBeLessThan(0);
    expect(lift!.high).toBeGreaterThan(0);
  });
});

describeWithShared('differences of shares with known answers', () => {
  const answers = JSON.parse(readFileSync(join(sharedDir, 'data/stats/known_answers.json'), 'utf8')) as {
    two_proportion_z: { count: [number, number]; nobs: [number, number]; z: number; p_two_sided: number; pooled?: boolean }[];
    two_sample_ci_7_34_vs_1_34: { newcombe_2dp: [number, number] };
    real_ab_tests_computed_here: { hillstrom: Trial[] };
  };

  it('the pooled z test', () => {
    const { count, nobs, z, p_two_sided: pValue } = answers.two_proportion_z.find(({ pooled }) => pooled === true)!;
    const found = pooledZTest(arm(count[0], nobs[0]), arm(count[1], nobs[1]));
    expect(found.z).toBeCloseTo(z, 12);
    expect(found.pValue).toBeCloseTo(pValue, 12);
  });

  it("Newcombe's interval of 7/34 against 1/34", () => {
    const { low, high } = newcombeDifference(arm(7, 34), arm(1, 34), 0.95);
    const [wantedLow, wantedHigh] = answers.two_sample_ci_7_34_vs_1_34.newcombe_2dp;
    expect(low).toBeCloseTo(wantedLow, 3);
    expect(high).toBeCloseTo(wantedHigh, 2);
  });

  it.each(answers.real_ab_tests_computed_here.hillstrom)('the e-mail experiment: $arm, $metric', (trial) => {
    const [lift] = measureIncrementality({ control: arm(trial.successes[1], trial.n[1], trial.control), arms: [arm(trial.successes[0], trial.n[0], trial.arm)] });
    expect(lift!.lift).toBeCloseTo(trial.diff, 14);
    expect(lift!.z).toBeCloseTo(trial.z, 10);
    expect(Math.log(lift!.pValue)).toBeCloseTo(Math.log(trial.p_two_sided), 9);
    // With thousands of contacts Newcombe's ends lie close to Wald's.
    expect(lift!.low).toBeCloseTo(trial.wald_ci95[0], 4);
    expect(lift!.high).toBeCloseTo(trial.wald_ci95[1], 4);
    expect(lift!.incremental.outcomes).toBeCloseTo(trial.diff * trial.n[0], 8);
  });
});
