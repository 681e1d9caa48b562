import type { ProgressPoint } from '../../../contract/allocation.ts';
import { LineChart } from '../../shared/charts/LineChart.tsx';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { formatDuration } from '../../shared/format/date.ts';
import { formatCompact, formatNumber, formatPercent } from '../../shared/format/number.ts';

interface ConvergenceChartProps {
  readonly points: readonly ProgressPoint[];
  readonly isRunning: boolean;
  readonly height?: number;
}

/** Fewest points that make a line. */
const LEAST_POINTS = 2;

/** Where best and bound stand now, in words. */
export function sayConvergence(points: readonly ProgressPoint[], isRunning: boolean): string {
  const last = points.at(-1);
  if (last?.best == null) return last?.bound == null ? 'No plan yet.' : `No plan yet. No plan is above ${formatNumber(last.bound, 1)}.`;
  if (last.bound === null) return `Best ${formatNumber(last.best, 1)}. No bound proven yet.`;
  const gap = last.bound === 0 ? 0 : Math.max(0, (last.bound - last.best) / Math.abs(last.bound));
  return `${formatPercent(gap, 2)} from the bound${isRunning ? ' so far' : ''}, after ${formatDuration(last.ms)}. No plan is above ${formatNumber(last.bound, 1)}.`;
}

/** Best plan and proven bound over time: the space between them is what is still unknown. */
export function ConvergenceChart({ points, isRunning, height = 220 }: ConvergenceChartProps) {
  if (points.length < LEAST_POINTS) return null;
  const data = points.map(({ ms, best, bound }) => ({ seconds: ms / 1000, best, bound }));
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
        data={data}
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
