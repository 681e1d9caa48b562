import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Check, Download, RotateCcw, SlidersHorizontal, Upload, X, Zap } from 'lucide-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { z } from 'zod';
import type { PlanSummary } from '../../../contract/allocation.ts';
import type { ChallengeRow } from '../../../contract/feedback.ts';
import { ChallengeState } from '../../../engine/model/feedback.ts';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest, RowId } from '../../shared/grid/grid-types.ts';
import { sayFault, toShownFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { CommandButton } from '../../shared/ui/CommandButton.tsx';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { describeFeedback, kindNames, sayGoal, stateNames } from './field-words.ts';
import { FieldDifference } from './FieldDifference.tsx';
import { FieldImportInspector } from './FieldImportInspector.tsx';
import { FieldRulesInspector } from './FieldRulesInspector.tsx';

const columns: readonly GridColumn<ChallengeRow>[] = [
  { field: 'contact', label: 'Contact', text: ({ contact }) => contact, width: 120 },
  { field: 'name', label: 'Name', text: ({ name }) => name ?? '–', isSortable: false, width: 160 },
  { field: 'channel', label: 'Channel', text: ({ channel }) => channel, width: 110 },
  { field: 'rep', label: 'Rep', text: ({ rep }) => rep || '–', width: 90 },
  { field: 'kind', label: 'Asks to', text: ({ kind }) => kindNames[kind], width: 90 },
  { field: 'goal', label: 'Actions', text: sayGoal, isSortable: false, isNumeric: true, width: 90 },
  { field: 'reason', label: 'Why', text: ({ reason }) => reason || '–', isSortable: false, width: 200 },
  { field: 'state', label: 'State', text: ({ state, decidedBy }) => (decidedBy === 'rule' ? `${stateNames[state]} by rule` : stateNames[state]), width: 140 },
  { field: 'because', label: 'Because', text: ({ because }) => because || '–', isSortable: false, width: 300 },
  { field: 'file', label: 'Sheet', text: ({ file }) => file, isSortable: false, isHiddenAtFirst: true, width: 160 },
];
const sortable = ['contact', 'channel', 'rep', 'kind', 'state'] as const;

const Filter = z.object({ state: z.enum(['all', ...ChallengeState.options]) });
const firstFilter: z.infer<typeof Filter> = { state: 'all' };
const filterNames = { all: 'all', ...stateNames } as const;

interface FieldViewProps {
  readonly plan: PlanSummary;
  readonly currency: string;
  /** Solves again with the accepted challenges as rules. */
  readonly onSolve: () => void;
  readonly isSolving: boolean;
}

/** What reps ask to change about a plan: sheets out and in, decided by key or in bulk, solved again. */
export function FieldView({ plan, currency, onSolve, isSolving }: FieldViewProps) {
  const { api, client } = useCore();
  const notify = useNotify();
  const warn = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const [filter, setFilter] = useUiState('field.filter', Filter, firstFilter);
  const [rows, setRows] = useState<readonly ChallengeRow[]>([]);
  const [chosenId, choose] = useState<number | null>(null);
  const [panel, setPanel] = useState<{ readonly kind: 'rules' } | { readonly kind: 'import'; readonly files: readonly string[] } | null>(null);
  const summary = useQuery(api.feedback.summary.queryOptions({ input: { planId: plan.id } }));
  const decide = useMutation(api.feedback.decide.mutationOptions({ onError: warn }));
  const exportSheets = useMutation(
    api.feedback.exportSheets.mutationOptions({ onSuccess: (written) => written !== null && notify({ text: `${formatQuantity(written.lines, 'line')} in ${formatQuantity(written.files, 'sheet')} written to ${written.path}.` }), onError: warn }),
  );
  const openSheets = useMutation(api.feedback.choose.mutationOptions({ onSuccess: (files) => files.length > 0 && setPanel({ kind: 'import', files: files.map(({ token }) => token) }), onError: warn }));
  const at = rows.findIndex(({ id }) => id === chosenId);
  const current = rows[at] ?? null;
  const hear = useCallback((shown: readonly ChallengeRow[]) => setRows(shown), []);
  const step = (by: number): void => choose((rows[Math.min(rows.length - 1, Math.max(0, at + by))] ?? null)?.id ?? null);
  const settle = (state: ChallengeState) => (): void => {
    if (current === null) return;
    choose((rows[at + 1] ?? rows[at - 1] ?? current).id);
    decide.mutate({ ids: [current.id], state });
  };
  const counts = summary.data?.counts ?? { pending: 0, accepted: 0, declined: 0 };
  const group = 'Field';
  const commands: readonly Command[] = [
    { id: 'field.export', name: 'Export sheets', group, icon: Download, isEnabled: () => plan.actions > 0 && !exportSheets.isPending, run: () => exportSheets.mutate({ planId: plan.id, lines: 'all' }) },
    { id: 'field.import', name: 'Import sheets', group, icon: Upload, isEnabled: () => !openSheets.isPending, run: () => openSheets.mutate(undefined) },
    { id: 'field.rules', name: 'Accept by rule', group, icon: SlidersHorizontal, run: () => setPanel({ kind: 'rules' }) },
    { id: 'field.solve', name: 'Re-solve with feedback', group, icon: Zap, isEnabled: () => counts.accepted > 0 && !isSolving, run: onSolve },
    { id: 'field.accept', name: 'Accept challenge', group, icon: Check, shortcut: 'a', isEnabled: () => current !== null && current.state !== 'accepted', run: settle('accepted') },
    { id: 'field.decline', name: 'Decline challenge', group, icon: X, shortcut: 'x', isEnabled: () => current !== null && current.state !== 'declined', run: settle('declined') },
    { id: 'field.reopen', name: 'Let challenge wait', group, icon: RotateCcw, shortcut: 'r', isEnabled: () => current !== null && current.state !== 'pending', run: settle('pending') },
    { id: 'field.next', name: 'Next challenge', group, icon: ArrowDown, shortcut: 'j', isInPalette: false, run: () => step(1) },
    { id: 'field.previous', name: 'Previous challenge', group, icon: ArrowUp, shortcut: 'k', isInPalette: false, run: () => step(-1) },
  ];
  const [exportCommand, importCommand, rulesCommand, solveCommand] = useCommands(commands);
  const query = useMemo(() => ({ planId: plan.id, ...(filter.state === 'all' ? {} : { state: filter.state }) }), [plan.id, filter.state]);
  const fetchPage = async ({ offset, limit, sort, search }: GridRequest, signal: AbortSignal) => {
    const column = sortable.find((name) => name === sort[0]?.column);
    return client.feedback.page({ ...query, ...(search === '' ? {} : { search }), ...(column === undefined ? {} : { sort: { column, direction: sort[0]?.direction ?? 'asc' } }), offset, limit }, { signal });
  };
  const offerBulk = (selected: readonly RowId[], clear: () => void): ReactNode => {
    const ids = selected.map(Number);
    const run = (state: ChallengeState) => (): void => decide.mutate({ ids, state }, { onSuccess: clear });
    return (
      <>
        <Button size="small" variant="outlined" onClick={run('accepted')}>{`Accept ${formatQuantity(ids.length, 'challenge')}`}</Button>
        <Button size="small" variant="outlined" onClick={run('declined')}>{`Decline ${formatQuantity(ids.length, 'challenge')}`}</Button>
      </>
    );
  };
  if (summary.isError) return <ErrorPanel fault={toShownFault(summary.error)} />;
  if (summary.data === undefined) return <DelayedSkeleton kind="page" />;
  return (
    <>
      <FieldDifference planId={plan.id} metric={plan.metric} currency={currency} />
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mb: 2 }}>
        <Typography role="status" sx={{ flexGrow: 1 }}>
          {describeFeedback(counts)}
        </Typography>
        {[exportCommand, importCommand, rulesCommand, solveCommand].map((command) => command !== undefined && <CommandButton key={command.id} command={command} size="small" />)}
      </Box>
      <Box sx={{ display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 420 }}>
        <ServerGrid<ChallengeRow>
          id="field-challenges"
          label="Challenges from the field"
          noun={['challenge', 'challenges']}
          columns={columns}
          idOf={({ id }) => id}
          queryKey={[...api.feedback.page.key(), 'grid', query]}
          fetchPage={fetchPage}
          onRows={hear}
          onOpen={({ id }) => choose(id)}
          openId={current?.id ?? null}
          bulkActions={offerBulk}
          filters={
            <Box sx={{ width: 160 }}>
              <ChoiceField<keyof typeof filterNames> label="State" value={filter.state} names={filterNames} onChoose={(state) => setFilter({ state })} />
            </Box>
          }
          empty="No challenges. Export sheets, have reps fill in Decision, New goal and Why, and import them."
        />
      </Box>
      {panel?.kind === 'rules' && <FieldRulesInspector settings={summary.data.settings} onClose={() => setPanel(null)} />}
      {panel?.kind === 'import' && <FieldImportInspector files={panel.files} onClose={() => setPanel(null)} />}
    </>
  );
}
