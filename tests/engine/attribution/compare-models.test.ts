import { describe, expect, it } from 'vitest';
import { createCancelFlag, raiseCancel } from '../../../src/engine/base/cancel.ts';
import { createRandom, randomIndex } from '../../../src/engine/base/rng.ts';
import { attributeHistory, attributePaths } from '../../../src/engine/attribution/compare-models.ts';
import { createPathTable } from '../../../src/engine/attribution/path-table.ts';
import { AttributionReport, AttributionSettings, defaultAttributionSettings, usualModels, type AttributionModel } from '../../../src/engine/model/attribution.ts';
import { historyOf, type MadeOutcome, type MadeTouch } from './made-history.ts';
import { path } from './path-data.ts';

const control = { now: () => 0 };
const rows = [path('email > visit', 60, 200), path('visit > call', 30, 40), path('email', 25, 300), path('call', 2, 9), path('email > call > visit', 14, 11)];

function report(changes: Partial<AttributionSettings> = {}, models: readonly AttributionModel[] = usualModels, given = rows): AttributionReport {
  const found = attributePaths(createPathTable(given), models, { ...defaultAttributionSettings, ...changes }, control);
  if (!found.ok) throw new Error(found.fault.message);
  return found.value;
}

/** A history of many touches and outcomes without ids, its rows in an order of their own. */
function madeHistory(touchCount: number, outcomeCount: number, order: number) {
  const random = createRandom(3);
  const draw = (size: number): number => randomIndex(random, size);
  const touches: MadeTouch[] = Array.from({ length: touchCount }, () => ({ contact: draw(500), channel: `channel ${draw(6)}`, day: draw(200), second: draw(4) === 0 ? -1 : draw(86_400) }));
  const outcomes: MadeOutcome[] = Array.from({ length: outcomeCount }, () => ({ contact: draw(500), kind: draw(3) === 0 ? 'order' : 'reply', day: draw(220), second: draw(4) === 0 ? -1 : draw(86_400), value: draw(10_000) / 7 }));
  const shuffle = <T,>(list: T[], seed: number): T[] => {
    const next = createRandom(seed);
    return seed === 0 ? list : list.map((each) => [next(), each] as const).sort(([a], [b]) => a - b).map(([, each]) => each);
  };
  return historyOf(shuffle(touches, order), shuffle(outcomes, order));
}

describe('all models side by side', () => {
  it('fits its format and gives every usual model', () => {
    const found = report();
    expect(AttributionReport.safeParse(found).success).toBe(true);
    expect(Object.keys(found.models)).toEqual(usualModels);
    expect(found.totals).toEqual({ outcomes: 131, attributed: 131, unattributed: 0, value: 131, nulls: 560, singleTouch: 27, channels: 3 });
    for (const credits of Object.values(found.models)) expect(Object.values(credits).reduce((sum, { conversions }) => sum + conversions, 0)).toBeCloseTo(131, 10);
    expect(found.ranks.last).toEqual({ visit: 1, call: 2, email: 3 });
    expect(found.agreement.first?.first).toBe(1);
  });

  it('keeps clear ranks in most resamples and loses close ones in many; the same seed gives the same shares', () => {
    const clear = report({}, ['first', 'markov1', 'markov3', 'shapley'], [path('a', 900, 900), path('b', 100, 900), path('a > b', 10, 10)]);
    for (const shares of Object.values(clear.stability)) expect(shares['a']).toBe(1);
    const close = report({}, ['first', 'markov1', 'shapley'], [path('a', 50, 50), path('b', 51, 50)]);
    for (const shares of Object.values(close.stability)) expect(shares['a']).toBeLessThan(0.8);
    expect(report({ seed: 5 })).toEqual(report({ seed: 5 }));
    expect(report({ resamples: 0 }).stability).toEqual({});
  });

  it('says what attribution cannot say, with numbers', () => {
    const { limits } = report();
    expect(limits.join('\n')).toMatch(/^No control group: the models divide 131 outcomes/m);
    expect(limits.join('\n')).toContain('20.6% of the attributed outcomes follow a single touch');
    expect(limits.join('\n')).toContain('The models do not agree on the first channel');
    expect(report({}, usualModels, rows.map((row) => ({ ...row, nulls: 0 }))).limits.join('\n')).toContain('No path without outcome');
    expect(report({ usesNullPaths: false }).limits.join('\n')).toContain('560 paths without outcome are left out');
    expect(report({}, usualModels, [path('a', 0, 5)]).limits.join('\n')).toContain('there is nothing to divide');
  });

  it('puts an experiment beside the models', () => {
    const { incrementality, limits } = report({ experiment: { control: { name: 'none', contacts: 21_306, outcomes: 2262 }, arms: [{ name: 'email', contacts: 21_387, outcomes: 3238 }, { name: 'call', contacts: 200, outcomes: 21 }] } });
    expect(incrementality[0]!.lift).toBeCloseTo(0.045233106587052985, 14);
    expect(limits[0]).toBe('Against the control, email gained 4.5% of its contacts (95% interval 3.9% to 5.2%), 967 outcomes. The control had 70.1% of that rate without the touch, which no model here takes off.');
    expect(limits[1]).toContain('The interval holds 0: no effect is shown.');
  });

  it('names a model it cannot give, and gives the others', () => {
    const channels = Array.from({ length: 16 }, (_, at) => `c${at}`).join(' > ');
    const found = report({ resamples: 2 }, usualModels, [path(channels, 3, 1)]);
    expect(found.unavailable).toEqual([{ model: 'shapley', reason: 'Shapley: 16 channels. Expected at most 15.' }]);
    expect(found.models.shapley).toBeUndefined();
    expect(found.models.markov2).toBeDefined();
  });

  it('counts a history: outcomes without touches, paths without outcome', () => {
    const touch = (contact: number, channel: string, day: number): MadeTouch => ({ contact, channel, day, second: -1 });
    const outcome = (contact: number, day: number): MadeOutcome => ({ contact, kind: 'order', day, second: -1, value: 10 });
    const history = historyOf([touch(0, 'email', 1), touch(0, 'visit', 3), touch(0, 'email', 90), touch(1, 'email', 5), touch(2, 'visit', 5)], [outcome(0, 4), outcome(1, 60), outcome(3, 1)]);
    const found = attributeHistory(history, usualModels, defaultAttributionSettings, control);
    if (!found.ok) throw new Error(found.fault.message);
    expect(found.value.totals).toEqual({ outcomes: 3, attributed: 1, unattributed: 2, value: 10, nulls: 3, singleTouch: 0, channels: 2 });
    expect(found.value.models.linear).toEqual({ email: { conversions: 0.5, value: 5 }, visit: { conversions: 0.5, value: 5 } });
    expect(found.value.limits.join('\n')).toContain('2 of 3 outcomes (66.7%) have no touch in its window');
  });

  it('gives the same bytes on shuffled rows of a large history', () => {
    const [straight, mixed] = [0, 9].map((order) => attributeHistory(madeHistory(20_000, 4000, order), usualModels, { ...defaultAttributionSettings, resamples: 2 }, control));
    expect(straight!.ok).toBe(true);
    expect(JSON.stringify(mixed)).toBe(JSON.stringify(straight));
  });

  it('divides outcomes of each kind by their own rules', () => {
    const history = historyOf([{ contact: 0, channel: 'a', day: 1, second: -1 }], [{ contact: 0, kind: 'order', day: 20, second: -1, value: 1 }, { contact: 0, kind: 'reply', day: 20, second: -1, value: 1 }]);
    const found = attributeHistory(history, ['linear'], { ...defaultAttributionSettings, outcomes: { reply: { channels: { a: { windowDays: 7 } } } } }, control);
    expect(found.ok && found.value.totals).toMatchObject({ attributed: 1, unattributed: 1 });
  });

  it('stops where it is cancelled', () => {
    const cancel = createCancelFlag();
    raiseCancel(cancel);
    const found = attributePaths(createPathTable(rows), usualModels, defaultAttributionSettings, { ...control, cancel });
    expect(found.ok ? null : found.fault.code).toBe('CANCELLED');
  });
});

describe('AttributionSettings', () => {
  it.each<[string, unknown, string]>([
    ['a weight below 0', { position: { first: -1, middle: 0, last: 1 } }, 'position.first'],
    ['no weight at all', { position: { first: 0, middle: 0, last: 0 } }, 'position'],
    ['a half-life of 0', { default: { windowDays: 1, isDirect: false, decay: { kind: 'exponential', halfLifeDays: 0 } } }, 'default.decay.halfLifeDays'],
    ['a key it does not know', { windows: 3 }, ''],
    ['more outcomes than contacts', { experiment: { control: { name: 'a', contacts: 3, outcomes: 4 }, arms: [{ name: 'b', contacts: 3, outcomes: 1 }] } }, 'experiment.control.outcomes'],
  ])('refuse %s', (_what, changes, place) => {
    const checked = AttributionSettings.safeParse({ ...defaultAttributionSettings, ...(changes as object) });
    expect(checked.success ? null : checked.error.issues[0]!.path.join('.')).toBe(place);
  });
});
