import type { AgCartesianChartOptions } from 'ag-charts-community';
import { useMemo } from 'react';
import { hueColor, type ChartHue } from '../../app/theme/chart-theme.ts';
import { useStable } from '../state/use-stable.ts';
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
export function ScatterChart({ label, data, x: givenX, y: givenY, nameKey, hue = 'value', height = 320, onOpen }: ScatterChartProps) {
  const { x, y } = useStable({ x: givenX, y: givenY });
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
              data: [x, y].map((column) => ({ label: column.label, value: textOf(column, datum) })),
            }),
          },
        },
      ],
      axes: {
        x: { type: 'number', position: 'bottom', title: { text: title(x) }, label: { formatter: ({ value }) => x.format?.(Number(value)) ?? String(value) } },
        y: { type: 'number', position: 'left', title: { text: title(y) }, label: { formatter: ({ value }) => y.format?.(Number(value)) ?? String(value) } },
      },
      legend: { enabled: false },
      listeners: { seriesNodeClick: ({ datum }) => onOpen?.(datum) },
    }),
    [data, x, y, nameKey, hue, onOpen],
  );
  return <BrandChart label={label} options={options} height={height} />;
}
