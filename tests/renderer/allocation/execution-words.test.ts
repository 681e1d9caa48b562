import { describe, expect, it } from 'vitest';
import type { Suggestion } from '../../../src/contract/execution.ts';
import { describeForecast, describeSuggestion } from '../../../src/renderer/pages/allocation-lab/execution/execution-words.ts';

const suggestion: Suggestion = {
  id: 1,
  planId: 1,
  newPlanId: 2,
  madeAt: 0,
  state: 'open',
  triggers: [],
  options: { today: '2027-01-04', frozenUntil: '2027-01-06', publishedUntil: '2027-01-31', changePrice: 1 },
  summary: { objective: 1672.9, stands: 1000, gain: 672.9, charged: 60, changeCost: 60, bound: null, counts: { kept: 1120, moved: 3, added: 56, dropped: 1, rep: 0, changed: 60 }, disruption: 60 / 1124 },
  reason: '',
  decidedAt: null,
};

describe('what a rebalanced version is said to do', () => {
  it('adds up: what stays, moves, goes and changes rep is the plan before; what is added comes beside it', () => {
    expect(describeSuggestion(suggestion)).toBe('+672.9 value. Of 1,124 actions: 1,120 stay, 3 moved, 1 dropped, 0 to other reps. 56 added. 60 changes (5.3%), 60 priced at 60 together.');
  });
});

describe('what came of done actions', () => {
  const forecast = { judged: 99, answered: 40, expected: 584.2, realised: 2673, low: 194.5, high: 1974, verdict: 'above' } as const;
  it('is set against what chance explains', () => {
    expect(describeForecast(forecast)).toBe('above forecast: 194.5 to 1,974 expected of 99 judged actions');
    expect(describeForecast({ ...forecast, judged: 1, verdict: 'too_few' })).toBe('1 action judged, too few for a verdict');
  });
});
