import type { AgCartesianChartOptions } from 'ag-charts-community';
import { useMemo } from 'react';
import { hueColor, splitColors, type ChartHue } from '../../app/theme/chart-theme.ts';
import { formatCompact } from '../format/number.ts';
import { useStable } from '../state/use-stable.ts';
import { BrandChart } from './BrandChart.tsx';
import type { ChartDatum } from './chart-data.ts';

export interface ChartSeries {
  readonly key: string;
  readonly label: string;
  /** Its meaning; without one the series takes the next shade of a split. */
  readonly hue?: ChartHue;
}

interface BarChartProps {
  readonly label: string;
  readonly data: readonly ChartDatum[];
  readonly categoryKey: string;
  readonly series: readonly ChartSeries[];
  readonly isHorizontal?: boolean;
  readonly isStacked?: boolean;
  readonly format?: (value: number) => string;
  readonly height?: number;
  /** Writes the value at the end of each bar; for few bars. */
  readonly hasLabels?: boolean;
  /** A bar was clicked: open the rows behind it. */
  readonly onOpen?: (datum: ChartDatum) => void;
}

const colorAt = (series: ChartSeries, index: number): string => (series.hue === undefined ? (splitColors[index % splitColors.length] ?? hueColor.context) : hueColor[series.hue]);

/** Bars by category, upright or lying, side by side or stacked. */
export function BarChart({ label, data, categoryKey, series, isHorizontal = false, isStacked = false, format = formatCompact, height = 280, hasLabels = false, onOpen }: BarChartProps) {
  const shownSeries = useStable(series);
  const options = useMemo(
    (): AgCartesianChartOptions => ({
      data: [...data],
      series: shownSeries.map((one, index) => ({
        type: 'bar',
        direction: isHorizontal ? 'horizontal' : 'vertical',
        xKey: categoryKey,
        yKey: one.key,
        yName: one.label,
        stacked: isStacked,
        fill: colorAt(one, index),
        strokeWidth: 0,
        cornerRadius: isStacked ? 0 : 3,
        label: { enabled: hasLabels, placement: 'outside-end', formatter: ({ value }) => format(Number(value)) },
        tooltip: { renderer: ({ datum }) => ({ heading: String(datum[categoryKey]), data: [{ label: one.label, value: format(Number(datum[one.key])) }] }) },
      })),
      axes: {
        x: { type: 'category', position: isHorizontal ? 'left' : 'bottom' },
        y: { type: 'number', position: isHorizontal ? 'bottom' : 'left', label: { formatter: ({ value }) => format(Number(value)) } },
      },
      ...(hasLabels ? { seriesArea: { padding: isHorizontal ? { right: 48 } : { top: 24 } } } : {}),
      legend: { enabled: shownSeries.length > 1, position: 'top' },
      listeners: { seriesNodeClick: ({ datum }) => onOpen?.(datum) },
    }),
    [data, categoryKey, shownSeries, isHorizontal, isStacked, hasLabels, format, onOpen],
  );
  return <BrandChart label={label} options={options} height={height} />;
}
