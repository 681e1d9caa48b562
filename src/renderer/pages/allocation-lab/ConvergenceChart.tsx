import type { ProgressPoint } from '../../../contract/allocation.ts';
import { LineChart } from '../../shared/charts/LineChart.tsx';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { formatCompact, formatNumber } from '../../shared/format/number.ts';
import { chooseRange, sayConvergence } from './convergence-words.ts';

interface ConvergenceChartProps {
  readonly points: readonly ProgressPoint[];
  readonly isRunning: boolean;
  readonly height?: number;
}

/** Fewest points that make a line. */
const LEAST_POINTS = 2;

/** Best plan and proven bound over time: the space between them is what is still unknown. */
export function ConvergenceChart({ points, isRunning, height = 220 }: ConvergenceChartProps) {
  if (points.length < LEAST_POINTS) return null;
  const data = points.map(({ ms, best, bound }) => ({ seconds: ms / 1000, best, bound }));
  const range = chooseRange(points);
  const within = (value: number | null): number | null => (value === null || range === undefined || (value >= range.min && value <= range.max) ? value : null);
  const drawn = data.map(({ seconds, best, bound }) => ({ seconds, best: within(best), bound: within(bound) }));
  return (
    <ChartCard
      id="plan.convergence"
      title="Best and bound"
      sentence={sayConvergence(points, isRunning)}
      columns={[
        { key: 'seconds', label: 'Seconds', format: (value) => formatNumber(value, 2) },
        { key: 'best', label: 'Best', format: (value) => formatNumber(value, 2) },
        { key: 'bound', label: 'Bound', format: (value) => formatNumber(value, 2) },
      ]}
      data={data}
    >
      <LineChart
        label="Best plan and bound over time"
        data={drawn}
        range={range}
        xKey="seconds"
        xKind="number"
        series={[
          { key: 'best', label: 'Best plan', hue: 'value' },
          { key: 'bound', label: 'Proven bound', hue: 'limit' },
        ]}
        format={formatCompact}
        formatX={sayNumberOfSeconds}
        height={height}
      />
    </ChartCard>
  );
}

const sayNumberOfSeconds = (value: number): string => `${formatNumber(value, 1)} s`;
