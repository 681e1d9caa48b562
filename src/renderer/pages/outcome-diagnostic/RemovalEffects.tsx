import type { AttributionReport } from '../../../engine/model/attribution.ts';
import { BarChart } from '../../shared/charts/BarChart.tsx';
import type { ChartDatum } from '../../shared/charts/chart-data.ts';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { formatPercent } from '../../shared/format/number.ts';
import { listChannels, listModels } from './bench-rows.ts';
import { modelNames } from './model-names.ts';

const share = (value: number): string => formatPercent(value);

/** How much would be lost without a channel, as each Markov chain sees it. */
export function RemovalEffects({ report }: { readonly report: AttributionReport }) {
  const chains = listModels(report).filter((model) => report.markov[model] !== undefined);
  if (chains.length === 0) return null;
  const data = listChannels(report).map((channel): ChartDatum => ({ channel, ...Object.fromEntries(chains.map((model) => [model, report.markov[model]?.removalEffects[channel]?.conversions ?? null])) }));
  const series = chains.map((model) => ({ key: model, label: modelNames[model] }));
  return (
    <ChartCard id="outcome-removal" title="Markov removal effects" sentence="Share of conversions lost where every path through the channel ends there." columns={[{ key: 'channel', label: 'Channel' }, ...series.map((one) => ({ ...one, format: share }))]} data={data}>
      <BarChart label="Removal effect by channel and order of the chain" data={data} categoryKey="channel" series={series} format={share} />
    </ChartCard>
  );
}
