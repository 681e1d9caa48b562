import { expect, it } from 'vitest';
import { creditMarkov } from '../../../src/engine/attribution/credit-markov.ts';
import { creditPaths } from '../../../src/engine/attribution/credit-paths.ts';
import { compileCreditRules } from '../../../src/engine/attribution/credit-rules.ts';
import { createPathTable, type PathRow } from '../../../src/engine/attribution/path-table.ts';
import { creditShapley } from '../../../src/engine/attribution/shapley.ts';
import { defaultAttributionSettings, type AttributionSettings, type HeuristicModel } from '../../../src/engine/model/attribution.ts';
import { describeWithShared } from '../../support/shared.ts';
import { byChannel, path, readToyAnswers } from './path-data.ts';

type Numbers = Record<string, number>;
interface Toys {
  readonly toy_markov: { readonly paths: string[]; readonly published: { readonly markov_conversions: Numbers; readonly removal_effects: Numbers; readonly last_touch: Numbers } };
  readonly dp6_mam: {
    readonly journeys: string[];
    readonly conversion_value_each: number;
    readonly computed_here: { readonly heuristics: Record<string, Record<'first_touch' | 'last_touch' | 'linear_touch', number>>; readonly markov_removal: { readonly removal_effects: Numbers; readonly conversions: Numbers }; readonly shapley_set_worth_subset: Numbers };
  };
  readonly eeghor_mta: {
    readonly journeys: { readonly path: string; readonly conversions: number; readonly nulls: number }[];
    readonly first_touch: Numbers;
    readonly last_touch: Numbers;
    readonly linear: Numbers;
    readonly position_40_20_40: Numbers;
    readonly linear_repeat: { readonly path: string; readonly conversions: number; readonly proportional: Numbers };
    readonly position_two_touch: { readonly path: string; readonly conversions: number; readonly w40_40: Numbers; readonly w30_70: Numbers };
    readonly shapley: { readonly paths: Numbers; readonly expected: Numbers }[];
  };
}

/** Credits without the channels that got none, as the answers are written. */
function credits(rows: readonly PathRow[], model: HeuristicModel, changes: Partial<AttributionSettings> = {}): Numbers {
  const table = createPathTable(rows);
  const settings = { ...defaultAttributionSettings, ...changes };
  const { conversions } = creditPaths(table, model, compileCreditRules(settings, table.channels, null), settings.stepDays);
  return Object.fromEntries(Object.entries(byChannel(table, conversions)).filter(([, number]) => number !== 0));
}

function expectClose(found: Numbers, wanted: Numbers): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).filter((channel) => wanted[channel] !== 0).sort());
  for (const [channel, number] of Object.entries(found)) expect(number, channel).toBeCloseTo(wanted[channel]!, 12);
}

const nonDirect = (channel: string): Partial<AttributionSettings> => ({ channels: { [channel]: { isDirect: true } } });

describeWithShared('toy cases with published answers', () => {
  const toys = readToyAnswers() as Toys;

  it('three paths of a chain: 0.2, 0.4, 0.4', () => {
    const rows = toys.toy_markov.paths.map((text) => {
      const words = text.split(' > ').slice(1);
      const ending = words.pop();
      return path(words.join(' > '), ending === 'conv' ? 1 : 0, ending === 'null' ? 1 : 0);
    });
    const table = createPathTable(rows);
    const credit = creditMarkov(table, 1, true);
    if (!credit.ok) throw new Error(credit.fault.message);
    expectClose(byChannel(table, credit.value.conversions), toys.toy_markov.published.markov_conversions);
    expectClose(byChannel(table, credit.value.effects.conversions), toys.toy_markov.published.removal_effects);
    expect(credit.value.effects.conversionProbability).toBeCloseTo(1 / 3, 15);
    expectClose(credits(rows, 'last'), toys.toy_markov.published.last_touch);
  });

  it('nine journeys without nulls', () => {
    const { journeys, conversion_value_each: value, computed_here: wanted } = toys.dp6_mam;
    const rows = journeys.map((text) => path(text, value));
    const table = createPathTable(rows);
    for (const [model, key] of [['first', 'first_touch'], ['last', 'last_touch'], ['linear', 'linear_touch']] as const) {
      expectClose(credits(rows, model), Object.fromEntries(Object.entries(wanted.heuristics).map(([channel, numbers]) => [channel, numbers[key]])));
    }
    const markov = creditMarkov(table, 1, true);
    const shapley = creditShapley(table);
    if (!markov.ok || !shapley.ok) throw new Error('no answer');
    expectClose(byChannel(table, markov.value.effects.conversions), wanted.markov_removal.removal_effects);
    expectClose(byChannel(table, markov.value.conversions), wanted.markov_removal.conversions);
    expectClose(byChannel(table, shapley.value.conversions), wanted.shapley_set_worth_subset);
    for (const text of ['B > C > A', 'C > A', 'C > B > A']) expect(credits([path(text, value)], 'last_non_direct', nonDirect('A'))['A']).toBeUndefined();
    expect(credits([path('A > A', value)], 'last_non_direct', nonDirect('A'))).toEqual({ A: value });
    expectClose(credits([path('A > B > C', value)], 'position'), { A: 1.2, B: 0.6, C: 1.2 });
    expectClose(credits([path('A > B', value)], 'position'), { A: 1.5, B: 1.5 });
  });

  it('three journeys, with nulls', () => {
    const toy = toys.eeghor_mta;
    const rows = toy.journeys.map((journey) => path(journey.path, journey.conversions, journey.nulls));
    expectClose(credits(rows, 'first'), toy.first_touch);
    expectClose(credits(rows, 'last'), toy.last_touch);
    expectClose(credits(rows, 'linear'), toy.linear);
    expectClose(credits(rows, 'position'), toy.position_40_20_40);
    expectClose(credits([path(toy.linear_repeat.path, toy.linear_repeat.conversions)], 'linear'), toy.linear_repeat.proportional);
    const two = path(toy.position_two_touch.path, toy.position_two_touch.conversions);
    expectClose(credits([two], 'position', { position: { first: 40, middle: 20, last: 40 } }), toy.position_two_touch.w40_40);
    expectClose(credits([two], 'position', { position: { first: 30, middle: 0, last: 70 } }), toy.position_two_touch.w30_70);
  });

  it('Shapley values of small sets', () => {
    for (const { paths, expected } of toys.eeghor_mta.shapley) {
      const table = createPathTable(Object.entries(paths).map(([text, count]) => path(text, count)));
      const credit = creditShapley(table);
      if (!credit.ok) throw new Error(credit.fault.message);
      expectClose(byChannel(table, credit.value.conversions), expected);
    }
  });
});
