import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { memo, useDeferredValue, useMemo } from 'react';
import type { VariantColumns } from '../../../contract/scenario.ts';
import type { Measure } from '../../../engine/model/simulation.ts';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import type { ChartColumn, ChartDatum } from '../../shared/charts/chart-data.ts';
import { ParallelCoordinates } from '../../shared/charts/ParallelCoordinates.tsx';
import { keepRows, type Brushes } from '../../shared/charts/parallel-axes.ts';
import { ScatterChart } from '../../shared/charts/ScatterChart.tsx';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { useStableCallback } from '../../shared/state/use-stable-callback.ts';
import { measureNames } from './measures.ts';
import { findBest, formatColumn, nameColumn, orderByRank, toAxes, type ScatterAxes } from './variant-axes.ts';

interface VariantChartsProps {
  /** Variants of the search in all. */
  readonly total: number;
  readonly columns: VariantColumns;
  /** Columns drawn as axes, in this order. */
  readonly drawn: readonly string[];
  readonly scatter: ScatterAxes;
  readonly onScatter: (axes: ScatterAxes) => void;
  readonly currency: string;
  readonly brushes: Brushes;
  readonly onBrushes: (brushes: Brushes) => void;
  readonly onOpen: (number: number) => void;
}

/** Rows of the table beside a chart: the best of those that are shown. */
const TABLE_ROWS = 200;

const toDatum = (columns: VariantColumns, row: number, drawn: VariantColumns['columns']): ChartDatum => ({
  name: `Variant ${columns.number[row] ?? ''}`,
  number: columns.number[row] ?? null,
  rank: columns.rank[row] ?? null,
  isFront: columns.front[row] === true ? 'yes' : 'no',
  ...Object.fromEntries(drawn.map(({ column, values }) => [column, values[row] ?? null])),
});

/** All variants at once: a line each over parameters and results, and a point each on two results with the Pareto front. Drawn again only where what is drawn changed. */
export const VariantCharts = memo(function VariantCharts({ total, columns, drawn, scatter: chosen, onScatter, currency, brushes, onBrushes, onOpen }: VariantChartsProps) {
  const axes = useMemo(() => toAxes(columns, drawn, currency), [columns, drawn, currency]);
  const order = useMemo(() => orderByRank(columns.rank), [columns.rank]);
  const count = columns.number.length;
  const kept = useMemo(() => keepRows(axes, brushes, count), [axes, brushes, count]);
  // What has no rank yet, or none at all, stays context.
  const strong = useMemo(() => kept.map((isKept, row) => isKept && columns.rank[row] !== null), [kept, columns.rank]);
  const keptCount = useMemo(() => kept.filter(Boolean).length, [kept]);
  const bestFirst = useMemo(() => order.toReversed().filter((row) => kept[row] === true), [order, kept]);
  const table = useMemo(() => bestFirst.slice(0, TABLE_ROWS).map((row) => toDatum(columns, row, columns.columns)), [columns, bestFirst]);
  const points = useMemo(() => {
    const drawn = columns.columns.filter(({ column }) => column === chosen.x || column === chosen.y);
    const known = bestFirst.filter((row) => drawn.every(({ values }) => values[row] !== null));
    const front = known.filter((row) => columns.front[row] === true).map((row) => toDatum(columns, row, drawn));
    return { all: known.map((row) => toDatum(columns, row, drawn)), front };
  }, [columns, bestFirst, chosen]);
  // The second chart is drawn in a turn of its own: a key comes in between the two.
  const shownPoints = useDeferredValue(points);
  const textColumns = useMemo(
    (): readonly ChartColumn[] => [
      { key: 'rank', label: 'Rank', format: formatCount },
      { key: 'name', label: 'Variant' },
      ...columns.columns.map(({ column }) => ({ key: column, label: nameColumn(column), format: (value: number) => formatColumn(column, value, currency) })),
      { key: 'isFront', label: 'On the Pareto front' },
    ],
    [columns, currency],
  );
  const [across, up] = useMemo(() => {
    const columnOf = (measure: Measure): ChartColumn => ({ key: measure, label: measureNames[measure], format: (value) => formatColumn(measure, value, currency) });
    return [columnOf(chosen.x), columnOf(chosen.y)];
  }, [chosen, currency]);
  const drawnNote = count < columns.known ? ` ${formatCount(count)} of ${formatCount(columns.known)} drawn while it runs, evenly by rank.` : '';
  const tableNote = bestFirst.length > TABLE_ROWS ? ` The table holds the best ${formatCount(TABLE_ROWS)}.` : '';
  const open = useStableCallback((datum: ChartDatum): void => {
    if (typeof datum['number'] === 'number') onOpen(datum['number']);
  });
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <ChartCard
        id="variants.parallel"
        title="Every variant"
        sentence={`${formatCount(keptCount)} of ${formatQuantity(count, 'variant')} kept by the axes.${drawnNote} Gold: ranked, white: the best. Drag the ends of an axis, or use the arrow keys, to narrow both chart and table.${tableNote}`}
        columns={textColumns}
        data={table}
        actions={
          <Button size="small" variant="text" disabled={Object.keys(brushes).length === 0} onClick={() => onBrushes({})}>
            Clear the axes
          </Button>
        }
      >
        <ParallelCoordinates label={`${formatQuantity(count, 'variant')} over ${formatQuantity(axes.length, 'axis', 'axes')}`} axes={axes} order={order} kept={strong} best={findBest(columns.rank)} brushes={brushes} onBrushes={onBrushes} />
      </ChartCard>
      <ChartCard
        id="variants.scatter"
        title={`${measureNames[chosen.y]} against ${measureNames[chosen.x].toLowerCase()}`}
        sentence={`${formatQuantity(points.front.length, 'variant')} of ${formatCount(total)} on the Pareto front: nothing else has more lift and more reach for less cost.${drawnNote}${tableNote}`}
        columns={textColumns}
        data={table}
        actions={
          <Box sx={{ display: 'flex', gap: 1, width: 300 }}>
            <ChoiceField label="Across" value={chosen.x} names={measureNames} onChoose={(x) => onScatter({ ...chosen, x })} />
            <ChoiceField label="Up" value={chosen.y} names={measureNames} onChoose={(y) => onScatter({ ...chosen, y })} />
          </Box>
        }
      >
        <ScatterChart label={`${measureNames[chosen.y]} against ${measureNames[chosen.x]} of ${formatQuantity(shownPoints.all.length, 'variant')}, Pareto front in gold`} data={shownPoints.all} x={across} y={up} nameKey="name" above={{ label: 'Pareto front', data: shownPoints.front }} otherLabel="Others" onOpen={open} />
      </ChartCard>
    </Box>
  );
});
