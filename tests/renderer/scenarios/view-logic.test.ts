import { describe, expect, it } from 'vitest';
import type { Comparison, ParameterOffer, ScenarioRow, VariantColumns } from '../../../src/contract/scenario.ts';
import { arrangeScenarios, plantTree } from '../../../src/renderer/pages/scenario-lab/arrange-scenarios.ts';
import { differingUsage, readSubjects, scaleDeltas, writeSubjects } from '../../../src/renderer/pages/scenario-lab/compare-subjects.ts';
import { sayDelta } from '../../../src/renderer/pages/scenario-lab/DeltaCell.tsx';
import { countAssumptions, sayMixProblem, scaleToWhole, setAssumption, setCapacity, setFactor, sumShares, toPercent, toShares } from '../../../src/renderer/pages/scenario-lab/draft-edit.ts';
import { formatDifference, formatMeasure, formatSignedPercent } from '../../../src/renderer/pages/scenario-lab/measures.ts';
import { formatParameter, nameParameter } from '../../../src/renderer/pages/scenario-lab/parameter-words.ts';
import { nameRuleKind, ruleHref } from '../../../src/renderer/shared/format/rule-link.ts';
import { keepOffered, startSearch, toSpec } from '../../../src/renderer/pages/scenario-lab/search-draft.ts';
import { countEvaluations, startSensitivity, toSensitivity } from '../../../src/renderer/pages/scenario-lab/sensitivity-draft.ts';
import { findBest, orderByRank, toAxes, toFilter } from '../../../src/renderer/pages/scenario-lab/variant-axes.ts';

const row = (id: number, parent: number | null, name = `S${id}`): ScenarioRow => ({ id, name, notes: '', parent, locked: false, policy: 'mix', createdAt: id, changedAt: id, latest: null, stale: [], batches: id % 3 });
const request = { offset: 0, limit: 100, sort: [], search: '' } as const;

describe('the list of scenarios', () => {
  it('is a tree: branches below their parents, older first, orphans as roots', () => {
    expect(plantTree([row(4, 2), row(3, 1), row(1, null), row(2, 1), row(5, 99)]).map(({ row: { id }, depth }) => [id, depth])).toEqual([[1, 0], [2, 1], [4, 2], [3, 1], [5, 0]]);
  });

  it('loses its depth where it is sorted; what has no result comes last either way', () => {
    const rows = [row(1, null, 'B'), row(2, 1, 'A')];
    expect(arrangeScenarios(rows, { ...request, sort: [{ column: 'name', direction: 'asc' }] }).rows.map((placed) => [placed.row.name, placed.depth])).toEqual([['A', 0], ['B', 0]]);
    expect(arrangeScenarios(rows, { ...request, sort: [{ column: 'lift', direction: 'desc' }] }).total).toBe(2);
    expect(arrangeScenarios(rows, { ...request, search: 'b' }).total).toBe(1);
  });
});

describe('a mix', () => {
  it('is saved once it adds up to 100%', () => {
    const percents = toPercent({ email: 0.6, gone: 0.1 }, ['email', 'visit']);
    expect(percents).toEqual({ email: 60, visit: 0, gone: 10 });
    expect(sayMixProblem(percents)).toBe('30% missing to 100%.');
    expect(sayMixProblem({ email: 60, visit: 60 })).toBe('20% over 100%.');
    expect(sayMixProblem({ email: 60, visit: 40 })).toBeNull();
    expect(toShares({ email: 60, visit: 40, call: 0 })).toEqual({ email: 0.6, visit: 0.4 });
  });

  it('scales to exactly 100% in thousandths', () => {
    for (const percents of [{ a: 1, b: 1, c: 1 }, { a: 0, b: 0 }, { a: 33.3, b: 12.1, c: 7 }]) expect(sumShares(scaleToWhole(percents))).toBe(100);
    expect(scaleToWhole({ a: 30, b: 10 })).toEqual({ a: 75, b: 25 });
  });
});

describe('assumptions', () => {
  it('keep only what differs from the estimates', () => {
    const shocked = setFactor(setFactor({}, 'response', null, 0.8), 'response', 'email', 1.2);
    expect(shocked).toEqual({ response: { all: 0.8, byChannel: { email: 1.2 } } });
    expect(setFactor(setFactor(shocked, 'response', 'email', 1), 'response', null, null)).toEqual({});
    expect(setCapacity(setCapacity({}, 'Budget', 0.5), 'Budget', 1)).toEqual({});
    expect(setAssumption({ optOut: 0.1 }, 'optOut', null)).toEqual({});
    expect(countAssumptions({ ...shocked, optOut: 0.1, capacity: { byRule: { Budget: 0.5 } } })).toBe(4);
  });
});

describe('measures in words', () => {
  it('carry their unit and sign', () => {
    expect(formatMeasure('cost', 1234.4, 'EUR')).toBe('€1,234');
    expect(formatMeasure('roi', 1.234, 'EUR')).toBe('123.4%');
    expect(formatDifference('response_rate', -0.031, 'EUR')).toBe('-3.1 pp');
    expect(formatDifference('lift', 12.25, 'EUR')).toBe('+12.3');
    expect([formatDifference('cost', -0.001, 'EUR'), formatDifference('cost', -0.4, 'EUR'), formatDifference('cost', 480, 'EUR')]).toEqual(['€0.00', '-€0.40', '+€480']);
    expect(formatSignedPercent(null)).toBe('–');
  });

  it('say better and worse by what the measure wants, and nothing where the interval holds 0', () => {
    expect(sayDelta('cost', { sign: -1, mean: -5 })).toBe('better');
    expect(sayDelta('lift', { sign: -1, mean: -5 })).toBe('worse');
    expect(sayDelta('actions', { sign: 1, mean: 5 })).toBe('more');
    expect(sayDelta('lift', { sign: 0, mean: 5 })).toBe('no clear difference');
  });
});

const offers: readonly ParameterOffer[] = [
  { name: 'policy.shares.email', value: 0.4, from: 0, to: 1, min: 0, max: 1, choices: null },
  { name: 'policy.shares.visit', value: 0.6, from: 0, to: 1, min: 0, max: 1, choices: null },
  { name: 'policy.targeting', value: 'lift', from: null, to: null, min: null, max: null, choices: ['value', 'lift'] },
  { name: 'assumptions.cost.all', value: 1, from: null, to: null, min: 0, max: 100, choices: null },
];

describe('Optimization Mode', () => {
  it('begins with what the planner decides', () => {
    const draft = startSearch(offers);
    expect(Object.keys(draft.ranges)).toEqual(['policy.shares.email']);
    expect(toSpec(draft, offers, 'Net of Base')).toMatchObject({ spec: { search: { strategy: 'sobol', count: 64 }, racing: {}, goal: { metric: 'net', direction: 'max' } } });
  });

  it('says what keeps a search from being made', () => {
    const draft = startSearch(offers);
    expect(toSpec({ ...draft, ranges: { ...draft.ranges, 'policy.shares.visit': { from: 0, to: 1 } } }, offers, 'x')).toEqual({ problem: 'Every share varies. Leave out the channel that takes up the rest, or fix their sum at 100%.' });
    const all = offers.map(({ name }) => name).filter((name) => name.startsWith('policy.shares.'));
    expect(toSpec({ ...draft, ranges: { ...draft.ranges, 'policy.shares.visit': { from: 0, to: 1 } }, sums: [{ parameters: all, min: 1, max: 1 }] }, offers, 'x')).toHaveProperty('spec.space.constraints');
    expect(toSpec({ ...draft, ranges: {} }, offers, 'x')).toEqual({ problem: 'No parameter varies. Choose at least 1.' });
    expect(toSpec({ ...draft, ranges: { 'policy.shares.email': { from: 0.4, to: 0.1 } } }, offers, 'x')).toEqual({ problem: 'Share of email: from has to be below to.' });
    expect(toSpec({ ...draft, strategy: 'bayesian', count: 600 }, offers, 'x')).toEqual({ problem: 'A Bayesian search takes at most 500 variants.' });
    expect(toSpec({ ...draft, sums: [{ parameters: ['policy.shares.email'], min: null, max: null }] }, offers, 'x')).toHaveProperty('problem');
  });

  it('leaves the largest share to take up the rest, and the others room for it', () => {
    const draft = startSearch([...offers, { name: 'policy.shares.call', value: 0, from: 0, to: 1, min: 0, max: 1, choices: null }]);
    expect(Object.keys(draft.ranges)).toEqual(['policy.shares.email', 'policy.shares.call']);
    expect(draft.sums).toEqual([{ parameters: ['policy.shares.email', 'policy.shares.call'], min: null, max: 1 }]);
  });

  it('asks for no racing where the search learns, and forgets what is not offered any more', () => {
    const draft = startSearch(offers);
    expect(toSpec({ ...draft, strategy: 'bayesian' }, offers, 'x')).not.toHaveProperty('spec.racing');
    const left = keepOffered({ ...draft, sums: [{ parameters: ['policy.shares.email'], min: null, max: 1 }] }, offers.slice(1));
    expect(left.ranges).toEqual({});
    expect(left.sums).toEqual([]);
  });
});

describe('sensitivity', () => {
  it('counts its runs and begins with what speaks of no single channel', () => {
    const draft = startSensitivity(offers);
    expect(Object.keys(draft.ranges)).toEqual(['assumptions.cost.all']);
    expect(draft.ranges['assumptions.cost.all']).toEqual({ from: 0.5, to: 1.5 });
    expect([countEvaluations(draft), countEvaluations({ ...draft, method: 'morris', samples: 10 }), countEvaluations({ ...draft, method: 'sobol', samples: 64 })]).toEqual([3, 20, 192]);
    expect(toSensitivity(draft, 3)).toMatchObject({ spec: { scenarioId: 3, method: 'tornado' } });
    expect(toSensitivity({ ...draft, ranges: {} }, 3)).toHaveProperty('problem');
  });
});

const columns: VariantColumns = {
  known: 3,
  number: [1, 2, 3],
  status: ['done', 'waiting', 'done'],
  rank: [2, null, 1],
  front: [false, false, true],
  columns: [
    { column: 'policy.shares.email', values: [0.1, 0.2, 0.3] },
    { column: 'policy.targeting', values: ['lift', 'value', 'lift'] },
    { column: 'net', values: [10, null, 30] },
  ],
};

describe('variants as lines', () => {
  it('have an axis a column, choices by their names', () => {
    const axes = toAxes(columns, ['net', 'policy.targeting'], 'EUR');
    expect(axes.map(({ label }) => label)).toEqual(['Net lift', 'Who is targeted']);
    expect(Array.from(axes[0]?.values ?? [])).toEqual([10, Number.NaN, 30]);
    expect(axes[1]?.choices).toEqual(['Lift', 'Value']);
  });

  it('are painted with the best last', () => {
    expect(orderByRank(columns.rank)).toEqual([1, 0, 2]);
    expect(findBest(columns.rank)).toBe(2);
    expect(findBest([null])).toBeNull();
  });


  it('narrow the table by what the axes keep', () => {
    expect(toFilter({ net: [5, 20], 'policy.targeting': [1, 1] }, columns)).toEqual({ ranges: [{ column: 'net', min: 5, max: 20 }], choices: [{ column: 'policy.targeting', values: ['value'] }] });
    expect(toFilter({}, columns)).toEqual({});
  });
});

describe('parameters in words', () => {
  it('name channel and rule', () => {
    expect([nameParameter('policy.shares.rep_email'), nameParameter('assumptions.capacity.Budget Q1'), nameParameter('some.newThing')]).toEqual(['Share of rep_email', 'Capacity factor, Budget Q1', 'New thing']);
    expect([formatParameter('policy.shares.email', 0.25), formatParameter('policy.actionsPerContact', 2.5), formatParameter('policy.targeting', 'lift'), formatParameter('x', null)]).toEqual(['25%', '2.5', 'Lift', '–']);
  });
});

describe('a comparison', () => {
  it('keeps its subjects in the location, each once and readable ones only', () => {
    const text = 's4,b2.17,s4,nonsense,b2.0';
    expect(writeSubjects(readSubjects(text))).toBe('s4,b2.17');
    expect(readSubjects(null)).toEqual([]);
  });

  it('draws differences on one scale for a measure', () => {
    const delta = { percent: null, sign: 1, paired: true };
    expect(scaleDeltas({ deltas: [null, { ...delta, mean: 5, low: -2, high: 10 }] })).toEqual([null, { mean: 0.5, low: -0.2, high: 1 }]);
    expect(scaleDeltas({ deltas: [{ ...delta, mean: 0, low: 0, high: 0 }] })).toEqual([null]);
  });

  it('can leave out the rules that are used alike', () => {
    const line = { kind: 'budget', period: null, rep: null, isFloor: false };
    const usage: Comparison['usage'] = [
      { ...line, rule: 'same', cells: [{ used: 1, limit: 2 }, { used: 1, limit: 2 }] },
      { ...line, rule: 'more', cells: [{ used: 1, limit: 2 }, { used: 2, limit: 2 }] },
      { ...line, rule: 'gone', cells: [{ used: 1, limit: 2 }, null] },
    ];
    expect(differingUsage(usage).map(({ rule }) => rule)).toEqual(['more', 'gone']);
  });
});

describe('a rule that refused', () => {
  it('leads to where it is set', () => {
    expect(ruleHref('Budget & co', 'budget')).toBe('/constraint-diagnostic?rule=Budget+%26+co');
    expect(ruleHref('a + b', 'frequency')).toBe('/constraint-diagnostic?rule=a');
    expect(ruleHref('cooldown', 'cooldown')).toBe('/constraint-diagnostic?tab=channels');
    expect(ruleHref('cooldown', 'frequency')).toBe('/constraint-diagnostic?rule=cooldown');
    expect([nameRuleKind('consent', 'consent'), nameRuleKind('x', 'budget'), nameRuleKind('y', 'campaign')]).toEqual(['Opt-out of a contact', 'Budget', 'Campaign']);
  });
});
