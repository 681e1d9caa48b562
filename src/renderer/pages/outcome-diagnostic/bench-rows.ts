import type { AttributionModel, AttributionReport } from '../../../engine/model/attribution.ts';
import { modelNames } from './model-names.ts';

/** What one model credits one channel. */
export interface BenchCell {
  readonly channel: string;
  readonly amount: number;
  /** Share of all the model credits; 0 where it credits nothing. */
  readonly share: number;
  readonly rank: number | null;
  /** Share of resamples that keep the rank, null without resamples. */
  readonly stability: number | null;
}

export interface BenchRow {
  readonly model: AttributionModel;
  readonly cells: readonly BenchCell[];
  readonly total: number;
}

/** Models of a report in their usual order. */
export const listModels = (report: AttributionReport): AttributionModel[] => (Object.keys(modelNames) as AttributionModel[]).filter((model) => report.models[model] !== undefined);

/** Channels of a report, the one most credited on the whole first, then by name. */
export function listChannels(report: AttributionReport): string[] {
  const totals = new Map<string, number>();
  for (const credits of Object.values(report.models)) for (const [channel, { conversions }] of Object.entries(credits)) totals.set(channel, (totals.get(channel) ?? 0) + conversions);
  return [...totals].sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1)).map(([channel]) => channel);
}

/** The bench as rows of models over columns of channels. */
export function layOutBench(report: AttributionReport, measure: 'conversions' | 'value'): { channels: string[]; rows: BenchRow[] } {
  const channels = listChannels(report);
  const rows = listModels(report).map((model): BenchRow => {
    const credits = report.models[model] ?? {};
    const total = channels.reduce((sum, channel) => sum + (credits[channel]?.[measure] ?? 0), 0);
    const cells = channels.map((channel): BenchCell => {
      const amount = credits[channel]?.[measure] ?? 0;
      return { channel, amount, share: total === 0 ? 0 : amount / total, rank: report.ranks[model]?.[channel] ?? null, stability: report.stability[model]?.[channel] ?? null };
    });
    return { model, cells, total };
  });
  return { channels, rows };
}
