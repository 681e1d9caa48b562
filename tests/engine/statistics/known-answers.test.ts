import { expect, it } from 'vitest';
import type { Interval } from '../../../src/engine/response/interval.ts';
import { exactInterval, testBinomial } from '../../../src/engine/statistics/binomial-test.ts';
import { calibrationCurve } from '../../../src/engine/statistics/calibration-curve.ts';
import { measureAssociation, testIndependence } from '../../../src/engine/statistics/contingency.ts';
import { adjustHolm } from '../../../src/engine/statistics/holm.ts';
import { fitIsotonic } from '../../../src/engine/statistics/isotonic.ts';
import { effectSize, powerOfShares, trialsForPower } from '../../../src/engine/statistics/power.ts';
import { agrestiCaffoDifference, agrestiCoullInterval, newcombeDifference, scoreDifference, waldDifference, waldInterval } from '../../../src/engine/statistics/share-difference.ts';
import { testShare, testShares, testTwoShares, type Count } from '../../../src/engine/statistics/share-test.ts';
import { describeWithShared } from '../../support/shared.ts';
import { readKnownStatistics } from './known-statistics.ts';

const relative = (value: number, wanted: number): number => Math.abs(value / wanted - 1);
const countsOf = (successes: readonly number[], trials: readonly number[]): Count[] => successes.map((count, row) => ({ successes: count, trials: trials[row]! }));

function expectInterval(found: Interval, wanted: readonly [number, number], digits: number): void {
  expect(found.low).toBeCloseTo(wanted[0], digits);
  expect(found.high).toBeCloseTo(wanted[1], digits);
}

describeWithShared('statistics against known answers', () => {
  it('z tests of one and of two shares', () => {
    const [two, one] = readKnownStatistics().two_proportion_z;
    const [first, second] = countsOf(two.count, two.nobs) as [Count, Count];
    const found = testTwoShares(first, second);
    expect(found.z).toBeCloseTo(two.z, 12);
    expect(found.pValue).toBeCloseTo(two.p_two_sided, 12);
    const single = testShare({ successes: one.count, trials: one.nobs }, one.value);
    expect(single.z).toBeCloseTo(one.z, 11);
    expect(single.pValue).toBeCloseTo(one.p_two_sided, 11);
  });

  it('chi-square of several shares, against a value, in pairs and with Holm', () => {
    const known = readKnownStatistics().k_sample_chi2;
    const counts = countsOf(known.successes, known.nobs);
    const found = testShares(counts);
    expect(found.statistic).toBeCloseTo(known.statistic, 11);
    expect(found.freedom).toBe(known.df);
    expect(found.pValue).toBeCloseTo(known.p, 12);
    const against = testShares(counts, 0.9);
    expect(against.statistic).toBeCloseTo(known.against_value_0_9.statistic, 11);
    expect(against.freedom).toBe(known.against_value_0_9.df);
    expect(against.pValue).toBeCloseTo(known.against_value_0_9.p, 12);
    const firstOnly = testShares(counts.slice(0, 1), 0.9);
    expect(firstOnly.statistic).toBeCloseTo(known.first_only_against_0_9.statistic, 11);
    expect(firstOnly.pValue).toBeCloseTo(known.first_only_against_0_9.p, 11);
    const pairs = known.pair_order.map(([a, b]) => testShares([counts[a]!, counts[b]!]).pValue);
    pairs.forEach((p, place) => expect(p).toBeCloseTo(known.pairwise_p_raw[place]!, 11));
    adjustHolm(pairs).forEach((p, place) => expect(p).toBeCloseTo(known.pairwise_p_holm[place]!, 11));
  });

  it('exact binomial test and interval', () => {
    const known = readKnownStatistics().binomial_exact;
    const count = { successes: known.k, trials: known.n };
    expect(testBinomial(count, 1 / 6, 'less')).toBeCloseTo(known.less, 12);
    expect(testBinomial(count, 1 / 6, 'greater')).toBeCloseTo(known.greater, 12);
    expect(testBinomial(count, 1 / 6, 'two-sided')).toBeCloseTo(known.two_sided, 12);
    expectInterval(exactInterval(count, 0.95), known.ci95_two_sided, 9);
  });

  it('intervals of a share: normal, Agresti–Coull, exact', () => {
    const known = readKnownStatistics();
    for (const { count, nobs, low, upp } of known.binomial_ci95) {
      const own = { successes: count, trials: nobs };
      expectInterval(waldInterval(own, 0.95), [low['asymptotic']!, upp['asymptotic']!], 6);
      expectInterval(agrestiCoullInterval(own, 0.95), [low['agresti-coull']!, upp['agresti-coull']!], 6);
      expectInterval(exactInterval(own, 0.95), [low['exact']!, upp['exact']!], 6);
    }
    for (const { count, nobs, low, upp } of known.binomial_ci95_edge) expectInterval(exactInterval({ successes: count, trials: nobs }, 0.95), [low.exact, upp.exact], 6);
  });

  it('intervals of a difference', () => {
    const known = readKnownStatistics().two_sample_ci_7_34_vs_1_34;
    const both = [{ successes: 7, trials: 34 }, { successes: 1, trials: 34 }, 0.95] as const;
    expectInterval(waldDifference(...both), known.wald, 7);
    expectInterval(agrestiCaffoDifference(...both), known.agresti_caffo, 7);
    expectInterval(newcombeDifference(...both), known.newcombe_2dp, 2);
    expectInterval(scoreDifference(...both), known.score, 6);
  });

  it('effect size, power and trials needed', () => {
    const known = readKnownStatistics();
    expect(effectSize(known.effect_size_h.p1, known.effect_size_h.p2)).toBeCloseTo(known.effect_size_h.h, 14);
    for (const row of known.power_two_proportions) {
      const comparison = { first: row.prop2 + row.diff, second: row.prop2, ratio: row.ratio ?? 1, alternative: row.alternative === 'larger' ? ('one-sided' as const) : ('two-sided' as const) };
      const trials = row.n_each ?? row.n1!;
      expect(powerOfShares(comparison, trials)).toBeCloseTo(row.power, 4);
      if (row.power === 0.9) expect(relative(trialsForPower(comparison, row.power), trials)).toBeLessThan(1e-6);
    }
  });

  it('tables: expected counts, Yates, association', () => {
    const known = readKnownStatistics();
    for (const row of known.chi2_contingency) {
      const found = testIndependence(row.table, row.yates === true);
      if (row.p !== undefined) expect(found.pValue).toBeCloseTo(row.p, 12);
      if (row.chi2 !== undefined) expect(found.statistic).toBeCloseTo(row.chi2, 12);
      if (row.dof !== undefined) expect(found.freedom).toBe(row.dof);
      row.expected?.forEach((line, r) => line.forEach((count, c) => expect(found.expected[r]![c]).toBeCloseTo(count, 12)));
    }
    const association = measureAssociation(known.association.table);
    for (const name of ['cramer', 'tschuprow', 'pearson'] as const) expect(association[name]).toBeCloseTo(known.association[name], 12);
  });

  it('tests on real experiments, into the far tail', () => {
    const { hillstrom, artea } = readKnownStatistics().real_ab_tests_computed_here;
    for (const row of [...hillstrom, artea]) {
      const [arm, control] = countsOf(row.successes, row.n) as [Count, Count];
      const found = testTwoShares(arm, control);
      expect(relative(found.z, row.z)).toBeLessThan(1e-11);
      expect(relative(found.pValue, row.p_two_sided)).toBeLessThan(1e-9);
    }
    for (const row of hillstrom) {
      const [arm, control] = countsOf(row.successes, row.n) as [Count, Count];
      const table = [arm, control].map(({ successes, trials }) => [successes, trials - successes]);
      const plain = testIndependence(table, false);
      const corrected = testIndependence(table, true);
      expect(relative(plain.statistic, row.chi2)).toBeLessThan(1e-11);
      expect(relative(plain.pValue, row.chi2_p)).toBeLessThan(1e-9);
      expect(relative(corrected.statistic, row.chi2_yates)).toBeLessThan(1e-11);
      expect(relative(corrected.pValue, row.chi2_yates_p)).toBeLessThan(1e-9);
      expectInterval(waldDifference(arm, control, 0.95), row.wald_ci95, 12);
    }
  });

  it('isotonic fits and the calibration curve', () => {
    const { isotonic, curve_uniform: curve } = readKnownStatistics().calibration;
    for (const row of isotonic) fitIsotonic(row.y, row.weights).forEach((value, place) => expect(value).toBeCloseTo(row.fit[place]!, 12));
    const points = calibrationCurve(curve.p, curve.y, curve.bins);
    expect(points.map((point) => point.observed)).toEqual(curve.prob_true);
    points.forEach((point, place) => expect(point.predicted).toBeCloseTo(curve.prob_pred[place]!, 12));
  });
});
