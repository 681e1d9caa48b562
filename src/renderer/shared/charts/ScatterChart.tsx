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
  /** Points drawn above the others, which step back into grey: a front, a selection. */
  readonly above?: { readonly label: string; readonly data: readonly ChartDatum[] };
  /** Name of the other points where some are drawn above them. */
  readonly otherLabel?: string;
  readonly height?: number;
  readonly onOpen?: (datum: ChartDatum) => void;
}

const title = (column: ChartColumn): string => (column.unit === undefined ? column.label : `${column.label} (${column.unit})`);

/** Opacity of one of so many points: thousands of them still show where they are dense. */
const opacityOf = (points: number): number => (points <= 200 ? 0.7 : Math.max(0.15, 0.7 * Math.sqrt(200 / points)));

/** Points by two numbers. */
export function ScatterChart({ label, data, x: givenX, y: givenY, nameKey, hue = 'value', above: givenAbove, otherLabel = '', height = 320, onOpen }: ScatterChartProps) {
  const { x, y } = useStable({ x: givenX, y: givenY });
  const above = useStable(givenAbove ?? null);
  const options = useMemo(() => {
    const points = (fill: ChartHue) =>
      ({
        type: 'scatter',
        xKey: x.key,
        yKey: y.key,
        fill: hueColor[fill],
        strokeWidth: 0,
        tooltip: {
          renderer: ({ datum }: { datum: ChartDatum }) => ({
            heading: String(datum[nameKey]),
            data: [x, y].map((column) => ({ label: column.label, value: textOf(column, datum) })),
          }),
        },
      }) as const;
    return {
      data: [...data],
      series: [
        { ...points(above === null ? hue : 'context'), yName: otherLabel, fillOpacity: opacityOf(data.length), size: data.length > 2000 ? 4 : 7 },
        ...(above === null ? [] : [{ ...points(hue), data: [...above.data], yName: above.label, size: 9 }]),
      ],
      axes: {
        x: { type: 'number', position: 'bottom', title: { text: title(x) }, label: { formatter: ({ value }) => x.format?.(Number(value)) ?? String(value) } },
        y: { type: 'number', position: 'left', title: { text: title(y) }, label: { formatter: ({ value }) => y.format?.(Number(value)) ?? String(value) } },
      },
      legend: { enabled: above !== null, position: 'top' },
      listeners: { seriesNodeClick: ({ datum }) => onOpen?.(datum) },
    } satisfies AgCartesianChartOptions;
  }, [data, x, y, nameKey, hue, above, otherLabel, onOpen]);
  return <BrandChart label={label} options={options} height={height} />;
}
