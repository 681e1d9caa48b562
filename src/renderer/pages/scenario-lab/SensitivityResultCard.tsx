import { useMemo } from 'react';
import type { Sensitivity } from '../../../contract/scenario.ts';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import type { ChartColumn, ChartDatum } from '../../shared/charts/chart-data.ts';
import { ChartTable } from '../../shared/charts/ChartTable.tsx';
import { ShareBars } from '../../shared/charts/ShareBars.tsx';
import { TornadoChart } from '../../shared/charts/TornadoChart.tsx';
import { formatMoment } from '../../shared/format/date.ts';
import { formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { RemoveButton } from '../../shared/ui/RemoveButton.tsx';
import { formatDifference, formatMeasure, measureNames } from './measures.ts';
import { formatParameter, nameParameter } from './parameter-words.ts';

interface SensitivityResultCardProps {
  readonly sensitivity: Sensitivity;
  readonly currency: string;
  readonly onRemove: () => Promise<unknown>;
  readonly onUndo: () => Promise<unknown>;
}

const titles = { tornado: 'Tornado', morris: 'Morris screening', sobol: 'Sobol indices' } as const;

function layOut({ result, spec: { measure } }: Sensitivity, currency: string): { readonly columns: readonly ChartColumn[]; readonly data: readonly ChartDatum[] } {
  const inMeasure = (value: number): string => formatMeasure(measure, value, currency);
  const asDifference = (value: number): string => formatDifference(measure, value, currency);
  const first: ChartColumn = { key: 'parameter', label: 'Input' };
  switch (result.method) {
    case 'tornado':
      return {
        columns: [first, { key: 'from', label: 'Low end' }, { key: 'low', label: `${measureNames[measure]} there`, format: inMeasure }, { key: 'to', label: 'High end' }, { key: 'high', label: `${measureNames[measure]} there`, format: inMeasure }],
        data: result.bars.map(({ parameter, from, to, low, high }) => ({ parameter: nameParameter(parameter), from: formatParameter(parameter, from), to: formatParameter(parameter, to), low, high })),
      };
    case 'morris':
      return {
        columns: [first, { key: 'muStar', label: 'Mean size of effect', format: inMeasure }, { key: 'mu', label: 'Mean effect', format: asDifference }, { key: 'sigma', label: 'Spread', format: inMeasure }],
        data: result.effects.map(({ parameter, mu, muStar, sigma }) => ({ parameter: nameParameter(parameter), mu, muStar, sigma })),
      };
    case 'sobol':
      return {
        columns: [first, { key: 'first', label: 'First order', format: formatPercent }, { key: 'firstInterval', label: '95% interval' }, { key: 'total', label: 'Total', format: formatPercent }, { key: 'totalInterval', label: '95% interval of total' }],
        data: result.indices.map(({ parameter, first: own, total }) => ({ parameter: nameParameter(parameter), first: own.value, firstInterval: `${formatPercent(own.low)} to ${formatPercent(own.high)}`, total: total.value, totalInterval: `${formatPercent(total.low)} to ${formatPercent(total.high)}` })),
      };
  }
}

/** What decides, in one sentence. */
function sayStrongest({ result, spec: { measure } }: Sensitivity, currency: string): string {
  switch (result.method) {
    case 'tornado': {
      const widest = result.bars[0];
      return widest === undefined ? '' : `${nameParameter(widest.parameter)} moves ${measureNames[measure].toLowerCase()} most: by ${formatMeasure(measure, Math.abs(widest.high - widest.low), currency)}.`;
    }
    case 'morris': {
      const strongest = result.effects[0];
      return strongest === undefined ? '' : `${nameParameter(strongest.parameter)} has the largest effect: ${formatMeasure(measure, strongest.muStar, currency)} over its range.`;
    }
    case 'sobol': {
      const strongest = result.indices[0];
      return strongest === undefined ? '' : `${nameParameter(strongest.parameter)} explains ${formatPercent(strongest.first.value)} of the variance by itself, ${formatPercent(strongest.total.value)} together with others.`;
    }
  }
}

/** A question about the inputs with its answer: bars and a table. */
export function SensitivityResultCard({ sensitivity, currency, onRemove, onUndo }: SensitivityResultCardProps) {
  const { result, spec, madeAt, evaluations, infeasible, stale } = sensitivity;
  const { columns, data } = useMemo(() => layOut(sensitivity, currency), [sensitivity, currency]);
  const title = `${titles[spec.method]} of ${measureNames[spec.measure].toLowerCase()}`;
  const facts = `${sayStrongest(sensitivity, currency)} ${formatQuantity(evaluations, 'run')}${infeasible === 0 ? '' : `, ${formatQuantity(infeasible, 'run')} could not be made`}. ${formatMoment(madeAt)}.${stale.length === 0 ? '' : ` Stale: ${stale.join(', ')}.`}`;
  return (
    <ChartCard id={`sensitivity.${spec.method}`} title={title} sentence={facts} columns={columns} data={data} actions={<RemoveButton name={title} remove={onRemove} undo={onUndo} />}>
      {result.method === 'tornado' && (
        <TornadoChart
          label={title}
          base={result.base}
          bars={result.bars.map(({ parameter, from, to, low, high }) => ({ name: nameParameter(parameter), low, high, lowAt: formatParameter(parameter, from), highAt: formatParameter(parameter, to) }))}
          format={(value) => formatMeasure(spec.measure, value, currency)}
        />
      )}
      {result.method === 'sobol' && <ShareBars label={title} series={['by itself', 'in all']} rows={result.indices.map(({ parameter, first, total }) => ({ name: nameParameter(parameter), shares: [first, total].map(({ value, low, high }) => ({ mean: value, low, high })) }))} />}
      {result.method === 'morris' && <ChartTable label={title} columns={columns} data={data} />}
      {result.method === 'sobol' && result.variance === 0 && `Variance ${formatNumber(0)}: nothing varies.`}
    </ChartCard>
  );
}
