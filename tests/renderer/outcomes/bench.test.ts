import { describe, expect, it } from 'vitest';
import { defaultAttributionSettings, type AttributionReport } from '../../../src/engine/model/attribution.ts';
import { layOutBench } from '../../../src/renderer/pages/outcome-diagnostic/bench-rows.ts';
import { changeDecay, fillChannel, findFault, setChannel } from '../../../src/renderer/pages/outcome-diagnostic/settings-draft.ts';

const report: AttributionReport = {
  format: 'omnivor.attribution/1',
  models: { shapley: { visit: { conversions: 3, value: 30 }, email: { conversions: 1, value: 30 } }, first: { email: { conversions: 1, value: 0 }, visit: { conversions: 3, value: 60 } } },
  totals: { outcomes: 4, attributed: 4, unattributed: 0, value: 60, nulls: 0, singleTouch: 0, channels: 2 },
  ranks: { first: { visit: 1, email: 2 }, shapley: { visit: 1, email: 2 } },
  agreement: {},
  stability: { first: { visit: 0.9, email: 0.9 } },
  resamples: 10,
  markov: {},
  unavailable: [],
  incrementality: [],
  limits: [],
};

describe('the bench of models', () => {
  it('stands models over channels, the most credited first, with shares that add up to 1', () => {
    const { channels, rows } = layOutBench(report, 'conversions');
    expect(channels).toEqual(['visit', 'email']);
    expect(rows.map(({ model, total }) => [model, total])).toEqual([['first', 4], ['shapley', 4]]);
    expect(rows[0]?.cells[0]).toEqual({ channel: 'visit', amount: 3, share: 0.75, rank: 1, stability: 0.9 });
    expect(rows[1]?.cells[1]?.stability).toBeNull();
    for (const { cells } of layOutBench(report, 'value').rows) expect(cells.reduce((sum, { share }) => sum + share, 0)).toBe(1);
  });
});

describe('a draft of attribution settings', () => {
  it('lets a channel differ and follow the default again', () => {
    const own = { ...fillChannel(defaultAttributionSettings, 'visit'), windowDays: 60 };
    const changed = setChannel(defaultAttributionSettings, 'visit', own);
    expect(fillChannel(changed, 'visit').windowDays).toBe(60);
    expect(fillChannel(changed, 'email')).toEqual(defaultAttributionSettings.default);
    expect(setChannel(changed, 'visit', null)).toEqual(defaultAttributionSettings);
  });

  it('keeps a half-life and says what cannot be saved', () => {
    expect(changeDecay({ kind: 'exponential', halfLifeDays: 3 }, 'exponential')).toEqual({ kind: 'exponential', halfLifeDays: 3 });
    expect(changeDecay({ kind: 'none' }, 'exponential')).toEqual({ kind: 'exponential', halfLifeDays: 7 });
    expect(findFault(defaultAttributionSettings)).toBeNull();
    expect(findFault({ ...defaultAttributionSettings, position: { first: 0, middle: 0, last: 0 } })).toBe('position: expected at least one weight above 0.');
  });
});
