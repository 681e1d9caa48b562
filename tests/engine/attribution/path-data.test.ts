import { expect, it } from 'vitest';
import { createRandom, randomIndex } from '../../../src/engine/base/rng.ts';
import { creditMarkov } from '../../../src/engine/attribution/credit-markov.ts';
import { creditPaths } from '../../../src/engine/attribution/credit-paths.ts';
import { compileCreditRules } from '../../../src/engine/attribution/credit-rules.ts';
import { exactSum } from '../../../src/engine/attribution/exact-sum.ts';
import { createPathTable } from '../../../src/engine/attribution/path-table.ts';
import { creditShapley } from '../../../src/engine/attribution/shapley.ts';
import { defaultAttributionSettings, HeuristicModel } from '../../../src/engine/model/attribution.ts';
import { describeWithShared } from '../../support/shared.ts';
import { readPathDataAnswers, readPathDataRows } from './path-data.ts';

describeWithShared('PathData, 10,000 paths', () => {
  const rows = readPathDataRows();
  const wanted = readPathDataAnswers();
  const table = createPathTable(rows);
  const rules = compileCreditRules(defaultAttributionSettings, table.channels, null);
  const credit = (model: HeuristicModel) => creditPaths(table, model, rules, 1);

  it('keeps the totals', () => {
    expect(exactSum(table.conversions)).toBe(wanted.totals.conversions);
    expect(exactSum(table.nulls)).toBe(wanted.totals.nulls);
    expect(exactSum(table.value)).toBeCloseTo(wanted.totals.value, 6);
  });

  it.each([['first', 'first_touch'], ['last', 'last_touch'], ['linear', 'linear_touch']] as const)('%s, conversions and value', (model, key) => {
    const { conversions, value } = credit(model);
    table.channels.forEach((channel, place) => {
      expect(Math.abs(conversions[place]! - wanted.heuristics_conversions[channel]![key]), channel).toBeLessThan(1e-9);
      expect(Math.abs(value[place]! - wanted.heuristics_value[channel]![key]), channel).toBeLessThan(1e-9);
    });
  });

  it.each([[true, 'markov_order1_with_null'], [false, 'markov_order1_without_null']] as const)('Markov of order 1, null paths %s', (usesNullPaths, key) => {
    const markov = creditMarkov(table, 1, usesNullPaths);
    if (!markov.ok) throw new Error(markov.fault.message);
    expect(markov.value.effects.conversionProbability).toBeCloseTo(wanted[key].base_conversion_probability, 12);
    table.channels.forEach((channel, place) => {
      expect(Math.abs(markov.value.effects.conversions[place]! - wanted[key].removal_effects[channel]!), channel).toBeLessThan(1e-9);
      expect(Math.abs(markov.value.conversions[place]! - wanted[key].conversions[channel]!), channel).toBeLessThan(1e-9);
    });
  });

  it('adds up to the totals under every model, without a negative credit', () => {
    for (const model of HeuristicModel.options) {
      const { conversions, value } = credit(model);
      expect(exactSum(conversions)).toBeCloseTo(wanted.totals.conversions, 9);
      expect(exactSum(value)).toBeCloseTo(exactSum(table.value), 9);
      expect(Math.min(...conversions, ...value)).toBeGreaterThanOrEqual(0);
    }
    for (const result of [creditShapley(table), creditMarkov(table, 1, true), creditMarkov(table, 2, true), creditMarkov(table, 3, false)]) {
      if (!result.ok) throw new Error(result.fault.message);
      expect(exactSum(result.value.conversions)).toBeCloseTo(wanted.totals.conversions, 9);
      expect(exactSum(result.value.value)).toBeCloseTo(exactSum(table.value), 9);
      expect(Math.min(...result.value.conversions, ...result.value.value)).toBeGreaterThanOrEqual(0);
    }
  });

  it('proves order 3 to 1e−13', () => {
    const markov = creditMarkov(table, 3, true);
    if (!markov.ok) throw new Error(markov.fault.message);
    expect(markov.value.stateCount).toBe(966);
    expect(markov.value.effects.error).toBeLessThan(1e-13);
    expect(markov.value.effects.conversionProbability).toBeCloseTo(wanted.totals.conversions / (wanted.totals.conversions + wanted.totals.nulls), 12);
  });

  it('gives the same bytes on shuffled rows', () => {
    const random = createRandom(7);
    const shuffled = [...rows];
    for (let place = shuffled.length - 1; place > 0; place -= 1) {
      const other = randomIndex(random, place + 1);
      [shuffled[place], shuffled[other]] = [shuffled[other]!, shuffled[place]!];
    }
    expect(createPathTable(shuffled)).toEqual(table);
  });
});
