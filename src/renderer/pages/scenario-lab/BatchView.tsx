import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import type { BatchRow } from '../../../contract/scenario.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { useJob } from '../../app/use-job.ts';
import type { Brushes } from '../../shared/charts/parallel-axes.ts';
import { humanize } from '../../shared/format/labels.ts';
import { formatCount } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { useStable } from '../../shared/state/use-stable.ts';
import { useStableCallback } from '../../shared/state/use-stable-callback.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { ProgressPanel } from '../../shared/ui/ProgressPanel.tsx';
import { RemoveButton } from '../../shared/ui/RemoveButton.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { formatMeasure, measureNames } from './measures.ts';
import { linkTo } from './scenario-lab-link.ts';
import { batchStatusNames, describeBatch, strategyNames } from './scenario-words.ts';
import type { BatchActions } from './use-batch-actions.ts';
import { frontObjectives, measureColumns, ScatterAxes, toFilter } from './variant-axes.ts';
import { ThreadsField } from './ThreadsField.tsx';
import { useThreads } from './use-threads.ts';
import { VariantCharts } from './VariantCharts.tsx';
import { VariantGrid } from './VariantGrid.tsx';
import { VariantInspector } from './VariantInspector.tsx';

interface BatchViewProps {
  readonly batchId: number;
  readonly currency: string;
  readonly actions: BatchActions;
  readonly onCompare: (subjects: readonly string[]) => void;
}

/** Lines and points drawn while variants are still played, so that the window goes on answering; all of them afterwards. */
const MOST_LIVE = 400;
/** While variants are being played, the charts ask for them again this often; less often where they are many. */
const refreshMs = (variants: number): number => (variants <= MOST_LIVE ? 1000 : 4000);

/** Progress of a running batch with what can be done about it. */
function BatchProgress({ row, currency, actions }: { readonly row: BatchRow; readonly currency: string; readonly actions: BatchActions }) {
  const { job, pace } = useJob(row.status === 'running' ? row.jobId : null);
  const { counts, total, goal, best } = row;
  const progress = job?.progress ?? null;
  return (
    <ProgressPanel
      phase={`Metabolizing constraints. ${row.rounds > 1 ? `Round ${formatCount(Math.max(1, row.round))} of ${formatCount(row.rounds)}` : 'Variants'}.`}
      unit="variants"
      done={progress?.done ?? counts.done + counts.stopped + counts.infeasible}
      total={progress?.total ?? total}
      rate={pace.perSecond}
      remainingMs={pace.remainingMs}
      best={progress?.best ?? best?.score}
      formatBest={(value) => `${formatMeasure(goal.metric, value, currency)} ${measureNames[goal.metric].toLowerCase()}`}
      onCancel={() => actions.cancel(row.id)}
      cancelLabel="Cancel and keep the ranking"
    />
  );
}

/** A search as it runs and what it found: progress, every variant in two charts, the ranking. */
export function BatchView({ batchId, currency, actions, onCompare }: BatchViewProps) {
  const { api, client } = useCore();
  const [brushes, setBrushes] = useState<Brushes>({});
  const [openNumber, setOpenNumber] = useState<number | null>(null);
  const detail = useQuery(api.scenarios.batches.get.queryOptions({ input: { batchId } }));
  const row = detail.data?.row ?? null;
  const isRunning = row?.status === 'running';
  const total = row?.total ?? 0;
  const [threads, setThreads] = useThreads();
  const [scatter, setScatter] = useUiState<ScatterAxes>('scenarios.scatter', ScatterAxes, { x: 'cost', y: 'lift' });
  const drawn = useStable(row === null ? [] : [...row.parameters, ...measureColumns(row.goal)]);
  const asked = useMemo(() => (drawn.length === 0 ? [] : [...new Set([...drawn, scatter.x, scatter.y])]), [drawn, scatter]);
  // Asked for by the clock and not on every change: with 10,000 variants drawing takes longer than the next change.
  const columns = useQuery({
    queryKey: ['variant columns', batchId, row?.createdAt, row?.status, asked],
    queryFn: ({ signal }) => client.scenarios.batches.columns({ batchId, columns: asked, front: [...frontObjectives], ...(isRunning ? { most: MOST_LIVE } : {}) }, { signal }),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    refetchInterval: isRunning ? refreshMs(total) : false,
  });
  const opened = useQuery({
    queryKey: [...api.scenarios.batches.variants.key(), batchId, 'one', openNumber],
    queryFn: ({ signal }) => client.scenarios.batches.variants({ batchId, offset: 0, limit: 1, ranges: [{ column: 'number', min: openNumber ?? 0, max: openNumber ?? 0 }] }, { signal }),
    enabled: openNumber !== null,
  }).data?.rows[0];
  const shownBatch = useStable(row === null ? null : { id: row.id, goal: row.goal, parameters: row.parameters });
  const compare = useStableCallback((numbers: readonly number[]): void => onCompare([...(numbers.length === 1 && row !== null ? [`s${row.scenarioId}`] : []), ...numbers.map((number) => `b${batchId}.${number}`)]));
  const clearFilter = useStableCallback(() => setBrushes({}));
  const keepScatter = useStableCallback(setScatter);
  // Typing goes before drawing.
  const shownColumns = useDeferredValue(columns.data);
  const filter = useMemo(() => (shownColumns === undefined ? {} : toFilter(brushes, shownColumns)), [brushes, shownColumns]);
  if (detail.isError) return <ErrorPanel fault={toShownFault(detail.error)} />;
  if (row === null || shownBatch === null) return <DelayedSkeleton kind="page" />;
  const { status, best, goal } = row;
  const canGoOn = status === 'pending' || status === 'paused' || status === 'failed' || status === 'cancelled';
  const sayBest = best === null ? '' : ` ${status === 'done' ? 'Best' : 'Best so far'}: variant ${best.number}, ${formatMeasure(goal.metric, best.score, currency)} ${measureNames[goal.metric].toLowerCase()}.`;
  const remove = async (): Promise<void> => {
    await actions.remove(batchId);
    goTo(linkTo('search', { scenario: row.scenarioId }));
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }} data-batch-status={status}>
      <SectionCard
        title={row.name}
        isAccent
        sentence={`${humanize(batchStatusNames[status])}. ${describeBatch(row)}${sayBest} ${strategyNames[row.strategy]}${row.racing ? ', racing' : ''}.${row.stale.length === 0 ? '' : ` Stale: ${row.stale.join(', ')}.`}`}
        actions={
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
            {isRunning && (
              <Button size="small" variant="outlined" onClick={() => actions.pause(batchId)}>
                Pause
              </Button>
            )}
            {canGoOn && <ThreadsField threads={threads} onChange={setThreads} width={110} />}
            {canGoOn && (
              <Button size="small" variant="outlined" disabled={actions.isStarting} onClick={() => actions.resume(batchId, threads)}>
                {status === 'pending' ? 'Start' : 'Resume'}
              </Button>
            )}
            {best !== null && (
              <>
                <Button size="small" variant="outlined" disabled={actions.isPromoting} onClick={() => actions.promote(batchId, best.number)}>
                  Promote the best
                </Button>
                <Button size="small" variant="outlined" onClick={() => setOpenNumber(best.number)}>
                  Open the best
                </Button>
                <Button size="small" variant="text" onClick={() => actions.exportFile(batchId)}>
                  Export ranking
                </Button>
              </>
            )}
            <RemoveButton name={`search ${row.name}`} remove={remove} undo={() => actions.undo()} isDisabled={isRunning} />
          </Box>
        }
      >
        {isRunning ? <BatchProgress row={row} currency={currency} actions={actions} /> : row.fault === null ? undefined : <ErrorPanel fault={{ code: 'FAILED', message: row.fault }} />}
      </SectionCard>
      {columns.isError && <ErrorPanel fault={toShownFault(columns.error)} />}
      {shownColumns !== undefined && shownColumns.number.length > 0 && <VariantCharts total={row.total} columns={shownColumns} drawn={drawn} scatter={scatter} onScatter={keepScatter} currency={currency} brushes={brushes} onBrushes={setBrushes} onOpen={setOpenNumber} />}
      <Box sx={{ display: 'flex', flexDirection: 'column', height: 560 }}>
        <VariantGrid batch={shownBatch} currency={currency} filter={filter} onClearFilter={clearFilter} openNumber={openNumber} onOpen={setOpenNumber} onCompare={compare} />
      </Box>
      {openNumber !== null && opened !== undefined && <VariantInspector batch={row} variant={opened} currency={currency} isPromoting={actions.isPromoting} onPromote={() => actions.promote(batchId, opened.number)} onCompare={() => compare([opened.number])} onClose={() => setOpenNumber(null)} />}
    </Box>
  );
}
