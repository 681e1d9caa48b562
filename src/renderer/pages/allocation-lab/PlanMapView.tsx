import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { PlanSummary } from '../../../contract/allocation.ts';
import type { PlanMap } from '../../../contract/plan-map.ts';
import { useCore } from '../../app/core-context.ts';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { formatCount, formatMoney, formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { HeatTable, type HeatCell } from './HeatTable.tsx';
import { columnWords, firstMapChoice, formatMeasure, MapChoice, mapHref, measureWords, nameColumn, nameRow, orderWords, rowWords, valueOf } from './map-words.ts';

/** Cells drawn before the rest of the rows is asked for. */
const MOST_CELLS = 3000;
const LEAST_ROWS = 20;

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly names: Readonly<Record<string, string>>;
  readonly onChange: (value: string) => void;
}

const Choice = ({ label, value, names, onChange }: ChoiceProps) => (
  <TextField select label={label} value={value} onChange={({ target }) => onChange(target.value)} sx={{ width: 170 }}>
    {Object.entries(names).map(([one, name]) => (
      <MenuItem key={one} value={one}>
        {name}
      </MenuItem>
    ))}
  </TextField>
);

interface ShownRow {
  readonly row: PlanMap['rows'][number];
  readonly cells: readonly (PlanMap['cells'][number] | null)[];
}

/** Rows with their cells in the order of the columns; nobody, or no label, stands last. */
function arrangeRows({ rows, columns, cells }: PlanMap, { measure, order }: MapChoice): ShownRow[] {
  const grid = rows.map((): (PlanMap['cells'][number] | null)[] => columns.map(() => null));
  for (const cell of cells) {
    const own = grid[cell.row];
    if (own !== undefined) own[cell.column] = cell;
  }
  const arranged = rows.map((row, at): ShownRow => ({ row, cells: grid[at] ?? [] }));
  const last = ({ row }: ShownRow): number => (row.key === '' ? 1 : 0);
  const byValue = (one: ShownRow, other: ShownRow): number => valueOf(other.row, measure, other.row.contacts) - valueOf(one.row, measure, one.row.contacts);
  return arranged.sort((one, other) => last(one) - last(other) || (order === 'value' ? byValue(one, other) : one.row.key.localeCompare(other.row.key, 'en', { numeric: true })));
}

interface PlanMapViewProps {
  readonly plan: PlanSummary;
  readonly currency: string;
  readonly contactNoun: string;
}

/** Who gets what: segments, territories or reps by channel and week, tinted by size. A number opens its actions. */
export function PlanMapView({ plan, currency, contactNoun }: PlanMapViewProps) {
  const { api } = useCore();
  const [choice, setChoice] = useUiState('allocation.map', MapChoice, firstMapChoice);
  const [search, setSearch] = useState('');
  const [isAll, setIsAll] = useState(false);
  const map = useQuery(api.allocation.map.queryOptions({ input: { planId: plan.id, rows: choice.rows, columns: choice.columns } }));
  const arranged = useMemo(() => (map.data === undefined ? [] : arrangeRows(map.data, choice)), [map.data, choice]);
  const set = (part: object): void => setChoice(MapChoice.parse({ ...choice, ...part }));
  const { measure } = choice;
  if (map.isError) return <ErrorPanel fault={toShownFault(map.error)} action={{ label: 'Read again', run: () => void map.refetch() }} />;
  const controls = (
    <Box role="group" aria-label="What the map shows" sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', mb: 2 }}>
      <Choice label="Rows" value={choice.rows} names={rowWords} onChange={(rows) => set({ rows })} />
      <Choice label="Columns" value={choice.columns} names={columnWords} onChange={(columns) => set({ columns })} />
      <Choice label="Value" value={measure} names={measureWords} onChange={(next) => set({ measure: next })} />
      <Choice label="Order" value={choice.order} names={orderWords} onChange={(order) => set({ order })} />
      <TextField label={`Find a ${rowWords[choice.rows].toLowerCase()}`} type="search" value={search} onChange={({ target }) => setSearch(target.value)} sx={{ width: 170 }} />
    </Box>
  );
  if (map.data === undefined) return <DelayedSkeleton kind="page" />;
  const { columns, cells, total } = map.data;
  if (total.actions === 0) return <EmptyState fact={emptyCopy.nothing} />;
  const needle = search.trim().toLowerCase();
  const found = needle === '' ? arranged : arranged.filter(({ row }) => nameRow(row.key, choice.rows).toLowerCase().includes(needle));
  const most = isAll ? found.length : Math.max(LEAST_ROWS, Math.floor(MOST_CELLS / Math.max(1, columns.length)));
  const shown = found.slice(0, most);
  const contactsAt = (row: number): number => map.data.rows[row]?.contacts ?? 0;
  const strongest = cells.reduce((largest, cell) => Math.max(largest, valueOf(cell, measure, contactsAt(cell.row))), 0);
  const say = (value: number): string => formatMeasure(value, measure, currency);
  const toCell = (cell: PlanMap['cells'][number] | null): HeatCell | null => {
    if (cell === null) return null;
    const value = valueOf(cell, measure, contactsAt(cell.row));
    return { text: say(value), strength: strongest === 0 ? 0 : value / strongest, href: mapHref(plan, { by: choice.rows, key: map.data.rows[cell.row]?.key ?? '' }, columns[cell.column] ?? null) };
  };
  const reconciled = `${formatCount(total.actions)} actions on ${formatCount(total.reached)} of ${formatQuantity(total.contacts, contactNoun)}. Lift ${formatNumber(total.lift, 1)}. Cost ${formatMoney(total.cost, currency, 0)}.`;
  const flat = found.flatMap(({ row, cells: own }) => own.flatMap((cell, at) => (cell === null ? [] : [{ row: nameRow(row.key, choice.rows), column: nameColumn(columns[at] ?? { channel: null, week: null }), actions: cell.actions, lift: cell.lift, cost: cell.cost, share: row.contacts === 0 ? null : cell.reached / row.contacts }])));
  return (
    <ChartCard
      id="plan.map"
      title="Who gets what"
      sentence={reconciled}
      columns={[
        { key: 'row', label: rowWords[choice.rows] },
        { key: 'column', label: columnWords[choice.columns] },
        { key: 'actions', label: 'Actions', format: formatCount },
        { key: 'lift', label: 'Lift', format: (value) => formatNumber(value, 1) },
        { key: 'cost', label: 'Cost', unit: currency, format: (value) => formatMoney(value, currency) },
        { key: 'share', label: 'Share reached', format: (value) => formatPercent(value) },
      ]}
      data={flat}
    >
      {controls}
      <HeatTable
        label={`${measureWords[measure]} by ${rowWords[choice.rows].toLowerCase()} and ${columnWords[choice.columns].toLowerCase()}`}
        corner={rowWords[choice.rows]}
        columns={columns.map(nameColumn)}
        rows={shown.map(({ row, cells: own }) => ({
          key: row.key,
          name: nameRow(row.key, choice.rows),
          cells: own.map(toCell),
          total: say(valueOf(row, measure, row.contacts)),
          totalHref: mapHref(plan, { by: choice.rows, key: row.key }, null),
        }))}
        totals={columns.map((column) => say(valueOf(column, measure, total.contacts)))}
        total={say(valueOf(total, measure, total.contacts))}
        totalName={`All ${formatQuantity(map.data.rows.length, rowWords[choice.rows].toLowerCase(), choice.rows === 'territory' ? 'territories' : undefined)}`}
      />
      {found.length > shown.length && (
        <Button size="small" sx={{ mt: 1 }} onClick={() => setIsAll(true)}>
          {`Show all ${formatCount(found.length)}, ${formatCount(shown.length)} shown`}
        </Button>
      )}
    </ChartCard>
  );
}
