import Button from '@mui/material/Button';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { Check, RotateCcw, SkipForward, X } from 'lucide-react';
import { useCallback, useState, type ReactNode } from 'react';
import { useSearch } from 'wouter';
import type { ExecutionRow } from '../../../../contract/execution.ts';
import { ActionStage, type ActionOutcome } from '../../../../engine/model/execution.ts';
import type { Command } from '../../../app/commands/command.ts';
import { useCommands } from '../../../app/commands/use-commands.ts';
import { useCore } from '../../../app/core-context.ts';
import { goTo } from '../../../app/location.ts';
import { formatDate } from '../../../shared/format/date.ts';
import { formatFixed, formatMoney, formatNumber, formatQuantity } from '../../../shared/format/number.ts';
import { emptyCopy } from '../../../shared/messages/brand-copy.ts';
import { ServerGrid } from '../../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest, RowId } from '../../../shared/grid/grid-types.ts';
import { CommandButton } from '../../../shared/ui/CommandButton.tsx';
import { FactList } from '../../../shared/ui/FactList.tsx';
import { Inspector } from '../../../shared/ui/Inspector.tsx';
import { formatMinute, stageNames } from './execution-words.ts';
import type { ExecutionActions } from './use-execution.ts';

const sortable = ['date', 'contact', 'name', 'channel', 'rep', 'stage', 'lift', 'cost'] as const;
type SortColumn = (typeof sortable)[number];
const isSortable = (column: string): column is SortColumn => (sortable as readonly string[]).includes(column);

/** What the list can be narrowed to by a link. */
const narrowings = ['stage', 'rep', 'channel', 'date'] as const;
type Narrowing = Partial<Record<'rep' | 'channel' | 'date', string>> & { stage?: ActionStage };

const sayTime = ({ start, end }: ExecutionRow): string => `${formatMinute(start)}–${formatMinute(end)}`;

const columnsOf = (currency: string): GridColumn<ExecutionRow>[] => [
  { field: 'date', label: 'Date', text: (row) => formatDate(row.date), width: 140 },
  { field: 'time', label: 'Time', text: sayTime, isSortable: false, width: 120 },
  { field: 'stage', label: 'State', text: (row) => stageNames[row.stage], width: 90 },
  { field: 'contact', label: 'Contact', text: (row) => row.contact, width: 120 },
  { field: 'name', label: 'Name', text: (row) => row.name ?? '–', width: 180 },
  { field: 'channel', label: 'Channel', text: (row) => row.channel, width: 100 },
  { field: 'rep', label: 'Rep', text: (row) => row.rep ?? '–', width: 90 },
  { field: 'territory', label: 'Territory', text: (row) => row.territory ?? '–', isSortable: false, width: 100 },
  { field: 'lift', label: 'Lift', text: (row) => formatFixed(row.lift, 2), isNumeric: true, width: 90 },
  { field: 'cost', label: 'Cost', unit: currency, text: (row) => formatFixed(row.cost, 2), isNumeric: true, width: 100 },
  { field: 'doneOn', label: 'Done on', text: (row) => formatDate(row.doneOn), isSortable: false, width: 140 },
  { field: 'note', label: 'Note', text: (row) => row.note, isSortable: false, isHiddenAtFirst: true, width: 220 },
];

function RowInspector({ row, currency, commands, onClose }: { readonly row: ExecutionRow; readonly currency: string; readonly commands: readonly Command[]; readonly onClose: () => void }) {
  const facts: readonly (readonly [string, string])[] = [
    ['State', stageNames[row.stage]],
    ['Date', formatDate(row.date)],
    ...(row.movedFrom === null ? [] : [['Moved by a pause from', formatDate(row.movedFrom)] as const]),
    ['Time', `${sayTime(row)}, ${row.place}. of the day`],
    ['Rep', row.rep ?? '–'],
    ['Territory', row.territory ?? '–'],
    ['Expected value', formatNumber(row.lift)],
    ['Cost', formatMoney(row.cost, currency)],
    ...(row.doneOn === null ? [] : [['Done on', formatDate(row.doneOn)] as const, ['Recorded by', row.source === 'touch' ? 'a touch that came in' : 'hand'] as const, ['Answered', row.answered === null ? 'not known yet' : row.answered ? 'yes' : 'no'] as const]),
    ...(row.note === '' ? [] : [['Note', row.note] as const]),
  ];
  return (
    <Inspector title={`${row.channel} · ${row.name ?? row.contact}`} sentence={`${formatDate(row.date)}, ${stageNames[row.stage]}`} onClose={onClose} actions={commands.map((command) => <CommandButton key={command.id} command={command} size="small" />)}>
      <FactList facts={facts} />
      {row.contactId !== null && <Chip sx={{ mt: 2 }} label="Open the contact" onClick={() => goTo(`/signal-index?contact=${row.contactId}`)} />}
    </Inspector>
  );
}

interface ExecutionGridProps {
  readonly planId: number;
  readonly currency: string;
  readonly canMark: boolean;
  readonly actions: ExecutionActions;
}

/** Actions of a plan by day and time; one, many or the open one are marked done, failed or skipped. */
export function ExecutionGrid({ planId, currency, canMark, actions }: ExecutionGridProps) {
  const { api, client } = useCore();
  const parameters = new URLSearchParams(useSearch());
  const [rows, setRows] = useState<readonly ExecutionRow[]>([]);
  const [openId, setOpenId] = useState<number | null>(null);
  const hear = useCallback((shown: readonly ExecutionRow[]) => setRows(shown), []);
  const at = rows.findIndex(({ position }) => position === openId);
  const current = rows[at] ?? null;
  const narrowing: Narrowing = {};
  for (const name of narrowings) {
    const value = parameters.get(name);
    if (value === null) continue;
    if (name !== 'stage') narrowing[name] = value;
    else if (ActionStage.safeParse(value).success) narrowing.stage = ActionStage.parse(value);
  }
  const without = (name: string): void => {
    const rest = new URLSearchParams(parameters);
    rest.delete(name);
    goTo(`/allocation-lab?${rest.toString()}`);
  };
  const fetchPage = async ({ offset, limit, sort, search }: GridRequest, signal: AbortSignal) => {
    const first = sort[0];
    const answer = await client.execution.actions({ planId, offset, limit, ...narrowing, ...(search === '' ? {} : { search }), ...(first === undefined || !isSortable(first.column) ? {} : { sort: { column: first.column, direction: first.direction } }) }, { signal });
    return { total: answer.total, rows: answer.rows, totals: { lift: formatFixed(answer.lift, 2), cost: formatMoney(answer.cost, currency) } };
  };
  const mark = (state: ActionOutcome, answered: boolean | null = null) => (): void => {
    if (current !== null) actions.mark([current.position], state, answered);
  };
  const can = (state: ActionOutcome) => (): boolean => canMark && current !== null && current.stage !== state;
  const step = (by: number) => (): void => setOpenId((rows[Math.min(rows.length - 1, Math.max(0, at + by))] ?? null)?.position ?? null);
  const group = 'Execution';
  const commands: readonly Command[] = [
    { id: 'execution.done', name: 'Done', group, icon: Check, shortcut: 'd', isEnabled: can('done'), run: mark('done') },
    { id: 'execution.answered', name: 'Done and answered', group, icon: Check, shortcut: 'a', isEnabled: can('done'), run: mark('done', true) },
    { id: 'execution.failed', name: 'Failed', group, icon: X, shortcut: 'f', isEnabled: can('failed'), run: mark('failed') },
    { id: 'execution.skip', name: 'Skip', group, icon: SkipForward, shortcut: 's', isEnabled: can('skipped'), run: mark('skipped') },
    { id: 'execution.again', name: 'Plan again', group, icon: RotateCcw, shortcut: 'r', isEnabled: () => canMark && current !== null && ['done', 'failed', 'skipped'].includes(current.stage), run: mark('planned') },
    { id: 'execution.next', name: 'Next action', group, shortcut: 'j', isInPalette: false, run: step(1) },
    { id: 'execution.previous', name: 'Previous action', group, shortcut: 'k', isInPalette: false, run: step(-1) },
  ];
  const [done, answered, failed, skip, again] = useCommands(commands);
  const offerBulk = (selected: readonly RowId[], clear: () => void): ReactNode => {
    const positions = selected.map(Number);
    const offer = (state: ActionOutcome, verb: string): ReactNode => (
      <Button size="small" variant="outlined" disabled={!canMark || actions.isBusy} onClick={() => actions.mark(positions, state, null, clear)}>
        {verb}
      </Button>
    );
    return (
      <>
        {offer('done', `Done: ${formatQuantity(positions.length, 'action')}`)}
        {offer('failed', 'Failed')}
        {offer('skipped', 'Skip')}
        {offer('planned', 'Plan again')}
      </>
    );
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: 520, flexShrink: 0 }}>
      <ServerGrid<ExecutionRow>
        id="execution-actions"
        label="Actions to carry out"
        noun={['action', 'actions']}
        columns={columnsOf(currency)}
        idOf={(row) => row.position}
        queryKey={[...api.execution.actions.key(), planId, narrowing]}
        fetchPage={fetchPage}
        onRows={hear}
        onOpen={(row) => setOpenId(row.position)}
        openId={openId}
        bulkActions={offerBulk}
        filters={Object.entries(narrowing).map(([name, value]) => (
          <Chip key={name} label={`${name === 'stage' ? 'state' : name} ${value === '' ? '(none)' : value}`} onDelete={() => without(name)} />
        ))}
        empty={emptyCopy.nothing}
      />
      {current !== null && <RowInspector row={current} currency={currency} commands={[done, answered, failed, skip, again].filter((command) => command !== undefined)} onClose={() => setOpenId(null)} />}
    </Box>
  );
}
