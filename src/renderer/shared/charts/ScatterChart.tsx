import type { AgCartesianChartOptions } from 'ag-charts-community';
import { useMemo, useRef } from 'react';
import { hueColor, type ChartHue } from '../../app/theme/chart-theme.ts';
import { BrandChart } from './BrandChart.tsx';
import { textOf, type ChartColumn, type ChartDatum } from './chart-data.ts';

interface ScatterChartProps {
  readonly label: string;
  readonly data: readonly ChartDatum[];
  readonly x: ChartColumn;
  readonly y: ChartColumn;
  /** Names a point in its tooltip. */
  readonly nameKey: string;
  readonly hue?: ChartHue;
  readonly height?: number;
  readonly onOpen?: (datum: ChartDatum) => void;
}

const title = (column: ChartColumn): string => (column.unit === undefined ? column.label : `${column.label} (${column.unit})`);

/** Points by two numbers. */
export function ScatterChart({ label, data, x, y, nameKey, hue = 'value', height = 320, onOpen }: ScatterChartProps) {
  const newest = useRef({ x, y, onOpen });
  newest.current = { x, y, onOpen };
  const options = useMemo(
    (): AgCartesianChartOptions => ({
      data: [...data],
      series: [
        {
          type: 'scatter',
          xKey: x.key,
          yKey: y.key,
          fill: hueColor[hue],
          fillOpacity: 0.7,
          strokeWidth: 0,
          size: 7,
          tooltip: {
            renderer: ({ datum }) => ({
              heading: String(datum[nameKey]),
              data: [newest.current.x, newest.current.y].map((column) => ({ label: column.label, value: textOf(column, datum) })),
            }),
          },
        },
      ],
      axes: {
        x: { type: 'number', position: 'bottom', title: { text: title(x) }, label: { formatter: ({ value }) => newest.current.x.format?.(Number(value)) ?? String(value) } },
        y: { type: 'number', position: 'left', title: { text: title(y) }, label: { formatter: ({ value }) => newest.current.y.format?.(Number(value)) ?? String(value) } },
      },
      legend: { enabled: false },
      listeners: { seriesNodeClick: ({ datum }) => newest.current.onOpen?.(datum) },
    }),
    [data, x.key, y.key, nameKey, hue],
  );
  return <BrandChart label={label} options={options} height={height} />;
}
