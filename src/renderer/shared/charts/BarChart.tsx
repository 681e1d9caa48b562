import type { AgCartesianChartOptions } from 'ag-charts-community';
import { useMemo, useRef } from 'react';
import { hueColor, splitColors, type ChartHue } from '../../app/theme/chart-theme.ts';
import { formatCompact } from '../format/number.ts';
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
  const newest = useRef({ format, onOpen });
  newest.current = { format, onOpen };
  const seriesText = JSON.stringify(series);
  const options = useMemo(
    (): AgCartesianChartOptions => ({
      data: [...data],
      series: series.map((one, index) => ({
        type: 'bar',
        direction: isHorizontal ? 'horizontal' : 'vertical',
        xKey: categoryKey,
        yKey: one.key,
        yName: one.label,
        stacked: isStacked,
        fill: colorAt(one, index),
        strokeWidth: 0,
        cornerRadius: isStacked ? 0 : 3,
        label: { enabled: hasLabels, placement: 'outside-end', formatter: ({ value }) => newest.current.format(Number(value)) },
        tooltip: { renderer: ({ datum }) => ({ heading: String(datum[categoryKey]), data: [{ label: one.label, value: newest.current.format(Number(datum[one.key])) }] }) },
      })),
      axes: {
        x: { type: 'category', position: isHorizontal ? 'left' : 'bottom' },
        y: { type: 'number', position: isHorizontal ? 'bottom' : 'left', label: { formatter: ({ value }) => newest.current.format(Number(value)) } },
      },
      legend: { enabled: series.length > 1, position: 'top' },
      listeners: { seriesNodeClick: ({ datum }) => newest.current.onOpen?.(datum) },
    }),
    [data, categoryKey, seriesText, isHorizontal, isStacked, hasLabels],
  );
  return <BrandChart label={label} options={options} height={height} />;
}
