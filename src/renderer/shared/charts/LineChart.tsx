import type { AgCartesianChartOptions, AgCartesianSeriesOptions } from 'ag-charts-community';
import { useMemo } from 'react';
import { hueColor, splitColors } from '../../app/theme/chart-theme.ts';
import { formatCompact } from '../format/number.ts';
import { useStable } from '../state/use-stable.ts';
import type { ChartSeries } from './BarChart.tsx';
import { BrandChart } from './BrandChart.tsx';
import type { ChartDatum } from './chart-data.ts';

interface LineChartProps {
  readonly label: string;
  readonly data: readonly ChartDatum[];
  readonly xKey: string;
  /** Numbers are spaced by value, categories (such as days) evenly. */
  readonly xKind?: 'category' | 'number';
  readonly series: readonly ChartSeries[];
  /** Interval around the first series: keys of its lower and upper end. */
  readonly band?: { readonly lowKey: string; readonly highKey: string; readonly label: string };
  readonly format?: (value: number) => string;
  readonly formatX?: (value: number) => string;
  readonly height?: number;
  /** Ends of the upright axis; from the data where left out. */
  readonly range?: { readonly min: number; readonly max: number } | undefined;
}

const WIDTH_KEY = 'bandWidth';
/** Least pixels between the ticks of an axis whose ends are given. */
const TICK_SPACING = 24;

/** The band as two stacked areas: an invisible one up to the lower end, a faint one between the ends. */
function bandSeries(xKey: string, band: NonNullable<LineChartProps['band']>, color: string): AgCartesianSeriesOptions[] {
  const shared = { type: 'area', xKey, stacked: true, stackGroup: 'band', strokeWidth: 0, marker: { enabled: false }, showInLegend: false, tooltip: { enabled: false } } as const;
  return [
    { ...shared, yKey: band.lowKey, fillOpacity: 0 },
    { ...shared, yKey: WIDTH_KEY, yName: band.label, fill: color, fillOpacity: 0.18 },
  ];
}

/** Lines over an axis, the first with its interval where there is one. */
export function LineChart({ label, data, xKey, xKind = 'category', series: givenSeries, band: givenBand, format = formatCompact, formatX = formatCompact, height = 280, range: givenRange }: LineChartProps) {
  const { series, band, range } = useStable({ series: givenSeries, band: givenBand, range: givenRange });
  const options = useMemo((): AgCartesianChartOptions => {
    const colors = series.map((one, index) => (one.hue === undefined ? (splitColors[index % splitColors.length] ?? hueColor.context) : hueColor[one.hue]));
    const rows = band === undefined ? [...data] : data.map((datum) => ({ ...datum, [WIDTH_KEY]: Number(datum[band.highKey]) - Number(datum[band.lowKey]) }));
    return {
      data: rows,
      padding: { right: 32 },
      series: [
        ...(band === undefined ? [] : bandSeries(xKey, band, colors[0] ?? hueColor.value)),
        ...series.map((one, index): AgCartesianSeriesOptions => {
          const color = colors[index] ?? hueColor.context;
          return {
            type: 'line',
            xKey,
            yKey: one.key,
            yName: one.label,
            stroke: color,
            strokeWidth: 2,
            marker: { enabled: rows.length <= 60, fill: color, strokeWidth: 0, size: 5 },
            tooltip: { renderer: ({ datum }) => ({ heading: String(datum[xKey]), data: [{ label: one.label, value: format(Number(datum[one.key])) }] }) },
          };
        }),
      ],
      axes: {
        x: xKind === 'number' ? { type: 'number', position: 'bottom', label: { formatter: ({ value }) => formatX(Number(value)) } } : { type: 'category', position: 'bottom', label: { rotation: 0, minSpacing: 16 } },
        y: { type: 'number', position: 'left', ...(range === undefined ? {} : { ...range, nice: false, interval: { minSpacing: TICK_SPACING } }), label: { formatter: ({ value }) => format(Number(value)) } },
      },
      legend: { enabled: series.length > 1, position: 'top' },
    };
  }, [data, xKey, xKind, series, band, range, format, formatX]);
  return <BrandChart label={label} options={options} height={height} />;
}
