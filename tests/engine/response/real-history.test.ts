import { beforeAll, expect, it } from 'vitest';
import { estimateDoseSaturation } from '../../../src/engine/response/dose-saturation.ts';
import { fitResponse } from '../../../src/engine/response/fit-response.ts';
import type { Backtest, ResponseFit, ResponseInput } from '../../../src/engine/response/response-model.ts';
import { describeWithShared } from '../../support/shared.ts';
import { expandBankCalls, readBank, readDetailing, readHillstrom, spreadBank, spreadHillstrom, toDoseHistory } from './real-history.ts';

function fit(input: ResponseInput): ResponseFit & { readonly backtest: Backtest } {
  const result = fitResponse(input, { saturationSetting: Array.from({ length: input.channelCount }, () => 0.8) }, { now: () => 0 });
  if (!result.ok) throw new Error(result.fault.message);
  const { backtest } = result.value;
  if (backtest === null) throw new Error('no backtest');
  return { ...result.value, backtest };
}

const countHeld = (backtest: Backtest): number => backtest.calibration.filter((bin) => bin.observedLow <= bin.predicted && bin.predicted <= bin.observedHigh).length;

describeWithShared('bank campaign', () => {
  let rows: ReturnType<typeof readBank> = [];
  beforeAll(() => {
    rows = readBank();
  });

  it('has its known counts by segment: 978 of 1511 after a success, 618 of 4901 after a failure, 5289 in all', () => {
    const result = fit(spreadBank(rows, 'poutcome'));
    const names = spreadBank(rows, 'poutcome').segmentNames;
    const count = (name: string) => {
      const ofSegment = result.segments.filter((row) => names[row.segment] === name);
      return [ofSegment.reduce((sum, row) => sum + row.responded, 0), ofSegment.reduce((sum, row) => sum + row.touches, 0)];
    };
    expect(count('success')).toEqual([978, 1511]);
    expect(count('failure')).toEqual([618, 4901]);
    expect(result.channels.reduce((sum, channel) => sum + channel.responded, 0)).toBe(5289);
    const cellular = result.segments.find((row) => names[row.segment] === 'success' && row.touches > 1000)!;
    expect(Math.abs(cellular.mean - cellular.responded / cellular.touches)).toBeLessThan(0.01);
  });

  it('predicts what it has not seen better than the base rates, and is calibrated when time is taken out', () => {
    const { backtest, halfLifeDays } = fit(spreadBank(rows, 'poutcome'));
    expect(halfLifeDays).toBe(3650);
    expect(backtest.model.logLoss).toBeLessThan(backtest.baseRate.logLoss - 0.03);
    expect(backtest.model.logLoss).toBeLessThan(backtest.channelRate.logLoss - 0.02);
    expect(backtest.model.brier).toBeLessThan(backtest.baseRate.brier - 0.01);
    expect(countHeld(backtest)).toBeGreaterThanOrEqual(backtest.calibration.length - 1);
  });

  it('claims no saturation where each contact has one touch', () => {
    for (const estimate of fit(spreadBank(rows, 'job')).saturation) expect(estimate).toMatchObject({ source: 'setting', reason: 'too_few_repeats', value: 0.8 });
  });

  it.each(['job', 'education', 'poutcome'])('call by call in its own time, by %s: recent history counts most and beats the base rate', (segment) => {
    const result = fit(expandBankCalls(rows, segment));
    expect(result.channels.reduce((sum, channel) => sum + channel.touches, 0)).toBe(124_956);
    expect(result.halfLifeDays).toBeLessThanOrEqual(30);
    expect(result.backtest.model.logLoss).toBeLessThan(result.backtest.channelRate.logLoss - 0.05);
    expect(result.backtest.model.logLoss).toBeLessThan(result.backtest.baseRate.logLoss - 0.08);
    const firstCalls = result.saturation.reduce((sum, estimate) => sum + estimate.positions[0]!.responded, 0);
    expect(firstCalls).toBe(2561);
    for (const estimate of result.saturation) {
      expect(estimate.estimate).toBeGreaterThan(0.8);
      expect(estimate.estimate).toBeLessThan(1);
    }
  });
});

describeWithShared('e-mail experiment', () => {
  it('has its known visits by arm and predicts them better than the base rates', () => {
    const result = fit(spreadHillstrom(readHillstrom()));
    expect(result.channels.map((channel) => [channel.responded, channel.touches])).toEqual([
      [3894, 21307],
      [2262, 21306],
      [3238, 21387],
    ]);
    result.channels.forEach((channel) => expect(Math.abs(channel.mean - channel.responded / channel.touches)).toBeLessThan(0.003));
    const { backtest } = result;
    expect(backtest.model.logLoss).toBeLessThan(backtest.baseRate.logLoss - 0.003);
    expect(backtest.model.logLoss).toBeLessThan(backtest.channelRate.logLoss - 0.001);
    expect(backtest.calibration).toHaveLength(10);
    expect(countHeld(backtest)).toBeGreaterThanOrEqual(8);
    for (const estimate of result.saturation) expect(estimate.reason).toBe('too_few_repeats');
  });
});

describeWithShared('visits and prescriptions', () => {
  it('has the known means by visits, which saturate over all physicians', () => {
    const history = toDoseHistory(readDetailing());
    const pooled = estimateDoseSaturation({ ...history, unit: new Int32Array(history.unit.length), unitCount: 1 });
    expect(pooled!.byDose.slice(0, 5).map((row) => Number(row.mean.toFixed(2)))).toEqual([10.98, 11.93, 12.23, 12.45, 12.86]);
    expect(pooled).toMatchObject({ isShown: true });
    expect(pooled!.saturation).toBeGreaterThan(0.3);
    expect(pooled!.saturation).toBeLessThan(0.7);
  });

  it('shows no saturation within physicians: the rise over all of them is that of who is visited', () => {
    const within = estimateDoseSaturation(toDoseHistory(readDetailing()));
    expect(within).toMatchObject({ isShown: false });
    expect(within!.firstGain).toBeLessThan(0.1);
  });
});
