import Button from '@mui/material/Button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Check, FlaskConical, Pencil, RefreshCw, RotateCcw, Target, X } from 'lucide-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { QueueSort, type QueueRow, type QueueSummary } from '../../../contract/queue.ts';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { IntervalBar } from '../../shared/charts/IntervalBar.tsx';
import { formatFixed, formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest, RowId } from '../../shared/grid/grid-types.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { sayFault, toShownFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { ActionInspector, type InspectorMode } from './ActionInspector.tsx';
import { DismissForm } from './DismissForm.tsx';
import { ExplorationInspector } from './ExplorationInspector.tsx';
import { FitFirst } from './FitFirst.tsx';
import { describeQueue, sayCampaigns, sayCheck, sayDate, sayUncertainty, stateWords } from './queue-words.ts';
import { firstFilter, QueueFilter, QueueFilters } from './QueueFilters.tsx';
import { useQueueActions, type QueueActions } from './use-queue-actions.ts';

const LEAST_SCALE = 0.05;

const noteColumn: GridColumn<QueueRow> = { field: 'note', label: 'Note', text: (row) => row.note || '–', isSortable: false, width: 200 };

/** Columns of the grid; of dismissed ones the reason stands up front. */
const listColumns = (scale: number, state: QueueFilter['state']): readonly GridColumn<QueueRow>[] => [
  { field: 'contact', label: 'Contact', text: (row) => row.contact, isSortable: false, width: 110 },
  { field: 'name', label: 'Name', text: (row) => row.name ?? '–', isSortable: false, width: 150 },
  { field: 'channel', label: 'Channel', text: (row) => row.channel, isSortable: false, width: 100 },
  ...(state === 'dismissed' ? [noteColumn] : []),
  { field: 'worth', label: 'Worth', text: (row) => formatFixed(row.worth), isNumeric: true, width: 120 },
  {
    field: 'response',
    label: 'Response, 90% interval',
    text: (row) => `${(100 * row.response).toFixed(1)}% (${(100 * row.low).toFixed(1)}–${(100 * row.high).toFixed(1)}%)`,
    render: (row) => <IntervalBar mean={row.response} low={row.low} high={row.high} max={scale} width={72} />,
    width: 262,
  },
  { field: 'uncertainty', label: 'Uncertainty', text: (row) => sayUncertainty(row.uncertainty), isNumeric: true, width: 110 },
  { field: 'exploration', label: 'Explores', text: (row) => (row.exploration ? 'Explores' : '–'), isSortable: false, width: 90 },
  { field: 'date', label: 'Next day', text: (row) => sayDate(row.date), isSortable: false, width: 150 },
  { field: 'check', label: 'Check', text: sayCheck, isSortable: false, width: 180 },
  { field: 'campaigns', label: 'Campaigns', text: (row) => sayCampaigns(row.campaigns), isSortable: false, width: 170 },
  { field: 'reason', label: 'Reason', text: (row) => row.reason, isSortable: false, width: 360 },
  { field: 'state', label: 'State', text: (row) => stateWords[row.state], isSortable: false, width: 100 },
  ...(state === 'dismissed' ? [] : [noteColumn]),
  { field: 'value', label: 'Value', text: (row) => formatFixed(row.value), isNumeric: true, isHiddenAtFirst: true, width: 90 },
  { field: 'score', label: 'Score', text: (row) => formatFixed(row.score), isNumeric: true, isHiddenAtFirst: true, width: 90 },
  { field: 'staleness', label: 'Stale', text: (row) => formatPercent(row.staleness, 0), isNumeric: true, isHiddenAtFirst: true, width: 90 },
];

/** Recommended next actions: accept, dismiss or change them by key, then plan what was accepted. */
export default function CatalystQueuePage() {
  const { api } = useCore();
  const actions = useQueueActions();
  const summary = useQuery(api.queue.summary.queryOptions());
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  if (summary.isError) return <ErrorPanel fault={toShownFault(summary.error)} action={{ label: 'Ask again', run: () => void summary.refetch() }} />;
  if (summary.data === undefined || workspace === null) return <DelayedSkeleton kind="page" />;
  if (summary.data !== null) return <Queue summary={summary.data} actions={actions} noun={workspace.contactNoun} />;
  return (
    <>
      <PageHeader title="Catalyst Queue" sentence="0 recommended." />
      <FitFirst contacts={workspace.contacts} />
    </>
  );
}

/** What the inspector shows. */
type Opened = { readonly kind: InspectorMode } | { readonly kind: 'exploration' } | { readonly kind: 'dismiss_many'; readonly ids: readonly number[]; readonly clear: () => void };

interface QueueProps {
  readonly summary: QueueSummary;
  readonly actions: QueueActions;
  readonly noun: string;
}

function Queue({ summary, actions, noun }: QueueProps) {
  const { api, client } = useCore();
  const notify = useNotify();
  const isStale = useQuery(api.response.latest.queryOptions()).data?.stale === true;
  const isFitting = (useQuery(api.jobs.running.queryOptions()).data ?? []).some(({ kind }) => kind === 'response_fit');
  const fit = useMutation(api.response.fit.mutationOptions({ onError: (error) => notify({ text: sayFault(error), tone: 'warning' }) }));
  const [filter, setFilter] = useUiState('catalyst-queue.filter', QueueFilter, firstFilter);
  const [rows, setRows] = useState<readonly QueueRow[]>([]);
  const [chosenId, setCurrentId] = useState<number | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const at = rows.findIndex((row) => row.contactId === chosenId);
  const current = rows[at] ?? null;
  const scale = useMemo(() => Math.max(LEAST_SCALE, ...rows.map(({ high }) => high)), [rows]);
  const columns = useMemo(() => listColumns(scale, filter.state), [scale, filter.state]);
  const hear = useCallback((shown: readonly QueueRow[]) => setRows(shown), []);

  const step = (by: number): void => setCurrentId((rows[Math.min(rows.length - 1, Math.max(0, at + by))] ?? null)?.contactId ?? null);
  /** The row that has the keys once this one is decided. */
  const moveOn = (): void => setCurrentId((rows[at + 1] ?? rows[at - 1] ?? null)?.contactId ?? null);
  const decided = (): void => {
    setOpened(null);
    moveOn();
  };
  const accept = (): void => {
    if (current === null) return;
    moveOn();
    actions.accept([{ contactId: current.contactId }]);
  };
  const open = (kind: InspectorMode) => (): void => {
    if (current !== null) setOpened({ kind });
  };
  const hasCurrent = (): boolean => current !== null;
  const group = 'Catalyst Queue';
  const commands: readonly Command[] = [
    { id: 'queue.plan', name: 'Plan accepted', group, icon: Target, isPrimary: true, isEnabled: () => summary.toPlan > 0 && !actions.isPlanning, run: actions.planAccepted },
    { id: 'queue.accept', name: 'Accept', group, icon: Check, shortcut: 'a', isEnabled: () => current !== null && current.state !== 'accepted', run: accept },
    { id: 'queue.dismiss', name: 'Dismiss', group, icon: X, shortcut: 'x', isEnabled: hasCurrent, run: open('dismiss') },
    { id: 'queue.edit', name: 'Edit', group, icon: Pencil, shortcut: 'e', isEnabled: hasCurrent, run: open('edit') },
    { id: 'queue.reopen', name: 'Reopen', group, icon: RotateCcw, shortcut: 'r', isEnabled: () => current !== null && current.state !== 'open', run: () => current !== null && actions.reopen([current.contactId]) },
    { id: 'queue.explore', name: 'Exploration', group, icon: FlaskConical, keywords: ['thompson', 'ucb', 'epsilon', 'bandit'], run: () => setOpened({ kind: 'exploration' }) },
    { id: 'queue.fit', name: 'Fit again', group, icon: RefreshCw, keywords: ['response', 'estimates', 'refresh'], isEnabled: () => !isFitting && !fit.isPending, run: () => fit.mutate(undefined) },
    { id: 'queue.next', name: 'Next recommendation', group, icon: ArrowDown, shortcut: 'j', isInPalette: false, run: () => step(1) },
    { id: 'queue.previous', name: 'Previous recommendation', group, icon: ArrowUp, shortcut: 'k', isInPalette: false, run: () => step(-1) },
  ];
  const [plan, acceptCommand, dismissCommand, , reopenCommand, explore, fitAgain] = useCommands(commands);

  const { state, channel, campaign, exploring } = filter;
  const query = { ...(state === '' ? {} : { state }), ...(channel === '' ? {} : { channel }), ...(campaign === '' ? {} : { campaign }), ...(exploring === '' ? {} : { exploration: exploring === 'yes' }) };
  const fetchPage = async ({ offset, limit, sort, search }: GridRequest, signal: AbortSignal) => {
    const column = QueueSort.safeParse(sort[0]?.column).data;
    const answer = await client.queue.page({ ...query, ...(search === '' ? {} : { search }), ...(column === undefined ? {} : { sort: { column, direction: sort[0]?.direction ?? 'desc' } }), offset, limit }, { signal });
    return { total: answer.total, rows: answer.rows, totals: { worth: formatFixed(answer.worth) } };
  };
  const offerBulk = (selected: readonly RowId[], clear: () => void): ReactNode => {
    const ids = selected.map(Number);
    return (
      <>
        {state !== 'accepted' && <Button size="small" variant="outlined" onClick={() => actions.accept(ids.map((contactId) => ({ contactId })), clear)}>{`Accept ${formatQuantity(ids.length, 'action')}`}</Button>}
        {state !== 'dismissed' && <Button size="small" variant="outlined" onClick={() => setOpened({ kind: 'dismiss_many', ids, clear })}>{`Dismiss ${formatQuantity(ids.length, 'action')}`}</Button>}
        {state !== 'open' && <Button size="small" variant="outlined" onClick={() => (actions.reopen(ids), clear())}>{`Reopen ${formatQuantity(ids.length, 'action')}`}</Button>}
      </>
    );
  };
  const close = (): void => setOpened(null);
  return (
    <>
      <PageHeader title="Catalyst Queue" sentence={`${describeQueue(summary.counts)}${isStale ? ' Estimates are older than the signals.' : ''}`} primary={plan} secondary={[isStale ? fitAgain : undefined, explore].filter((command) => command !== undefined)} />
      <ServerGrid<QueueRow>
        id="catalyst-queue"
        label="Recommended next actions"
        noun={['recommendation', 'recommendations']}
        searchLabel={`Search ${noun}`}
        columns={columns}
        idOf={(row) => row.contactId}
        queryKey={[...api.queue.page.key(), 'grid', query]}
        fetchPage={fetchPage}
        onRows={hear}
        onOpen={(row) => {
          setCurrentId(row.contactId);
          setOpened({ kind: 'view' });
        }}
        openId={current?.contactId ?? null}
        bulkActions={offerBulk}
        filters={<QueueFilters summary={summary} filter={filter} onChange={setFilter} />}
        empty={emptyCopy.signals}
      />
      {opened?.kind === 'exploration' && <ExplorationInspector summary={summary} onClose={close} />}
      {opened?.kind === 'dismiss_many' && (
        <Inspector title={`Dismiss ${formatQuantity(opened.ids.length, 'action')}`} onClose={close}>
          <DismissForm label={`Dismiss ${formatQuantity(opened.ids.length, 'action')}`} onDismiss={(reason) => (actions.dismiss(opened.ids, reason), opened.clear(), close())} />
        </Inspector>
      )}
      {opened !== null && opened.kind !== 'exploration' && opened.kind !== 'dismiss_many' && current !== null && (
        <ActionInspector key={`${current.contactId} ${opened.kind}`} contactId={current.contactId} mode={opened.kind} commands={[acceptCommand, dismissCommand, reopenCommand].filter((command) => command !== undefined)} actions={actions} onDecided={decided} onClose={close} />
      )}
    </>
  );
}
