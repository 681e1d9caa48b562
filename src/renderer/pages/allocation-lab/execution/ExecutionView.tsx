import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Pause, Play, Settings2 } from 'lucide-react';
import { useState } from 'react';
import type { PlanSummary } from '../../../../contract/allocation.ts';
import type { Suggestion } from '../../../../contract/execution.ts';
import type { Command } from '../../../app/commands/command.ts';
import { useCommands } from '../../../app/commands/use-commands.ts';
import { useCore } from '../../../app/core-context.ts';
import { goTo } from '../../../app/location.ts';
import { useJob } from '../../../app/use-job.ts';
import { sayFault, toShownFault, type ShownFault } from '../../../shared/messages/shown-fault.ts';
import { CommandButton } from '../../../shared/ui/CommandButton.tsx';
import { DelayedSkeleton } from '../../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../../shared/ui/ErrorPanel.tsx';
import { useNotify } from '../../../shared/ui/notices.ts';
import { ProgressPanel } from '../../../shared/ui/ProgressPanel.tsx';
import { namePhase } from '../plan-words.ts';
import { ChangeGrid } from './ChangeGrid.tsx';
import { describeExecution, describeMatches } from './execution-words.ts';
import { ExecutionGrid } from './ExecutionGrid.tsx';
import { ExecutionMetrics } from './ExecutionMetrics.tsx';
import { ExecutionSettingsInspector } from './ExecutionSettingsInspector.tsx';
import { ExecutionTimeline } from './ExecutionTimeline.tsx';
import { RebalancePanel } from './RebalancePanel.tsx';
import { ResumeInspector } from './ResumeInspector.tsx';
import { useExecution } from './use-execution.ts';

/** Works a rebalancing out and follows it; one that runs already is taken up again. */
function useSuggest(planId: number) {
  const { api } = useCore();
  const notify = useNotify();
  const [startedId, setStartedId] = useState<string | null>(null);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const running = useQuery(api.jobs.running.queryOptions()).data ?? [];
  const jobId = startedId ?? running.find((job) => job.kind === 'rebalance')?.id ?? null;
  const job = useJob(jobId, (ended) => {
    setStartedId(null);
    setFault(ended.fault);
    if (ended.status === 'succeeded') notify({ text: 'A rebalanced version waits.' });
  });
  const suggest = useMutation(api.execution.suggest.mutationOptions({ onSuccess: (started) => setStartedId(started.jobId), onError: (error) => notify({ text: sayFault(error), tone: 'warning' }) }));
  return { job: jobId === null ? null : job, fault, isRunning: jobId !== null || suggest.isPending, start: () => (setFault(null), suggest.mutate({ planId })) };
}

/** A plan as it is carried out: how far it is, what speaks for a rebalancing, its days, its actions. */
export function ExecutionView({ plan, currency }: { readonly plan: PlanSummary; readonly currency: string }) {
  const { api } = useCore();
  const planId = plan.id;
  const answer = useQuery(api.execution.get.queryOptions({ input: { planId } }));
  const actions = useExecution(planId);
  const suggest = useSuggest(planId);
  const [panel, setPanel] = useState<'resume' | 'settings' | null>(null);
  const [shown, setShown] = useState<Suggestion | null>(null);
  const detail = answer.data ?? null;
  const isBegun = detail !== null && detail.state !== 'ready';
  const touches = useQuery(api.execution.touches.queryOptions({ input: { planId }, enabled: isBegun })).data;
  const group = 'Execution';
  const commands: readonly Command[] = [
    { id: 'execution.start', name: 'Start', group, icon: Play, isEnabled: () => detail?.state === 'ready' && !actions.isBusy, run: actions.start },
    { id: 'execution.pause', name: 'Pause', group, icon: Pause, isEnabled: () => detail?.state === 'running' && !actions.isBusy, run: actions.pause },
    { id: 'execution.resume', name: 'Resume', group, icon: Play, isEnabled: () => detail?.state === 'paused', run: () => setPanel('resume') },
    { id: 'execution.settings', name: 'Execution settings', group, icon: Settings2, run: () => setPanel('settings') },
  ];
  const [start, pause, resume, settings] = useCommands(commands);
  const narrow = (narrowing: Readonly<Record<string, string>>): string => `/allocation-lab?${new URLSearchParams({ plan: String(planId), view: 'execution', ...narrowing }).toString()}`;
  if (answer.isError) return <ErrorPanel fault={toShownFault(answer.error)} />;
  if (answer.data === undefined) return <DelayedSkeleton kind="page" />;
  if (detail === null) return <EmptyState fact={`Plan ${planId} is a draft. Approving it books its capacity and budget; then it can be carried out.`} />;
  const offered = detail.state === 'ready' ? start : detail.state === 'running' ? pause : resume;
  const progress = suggest.job?.job?.progress ?? null;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }} data-execution-ready>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography role="status" sx={{ flexGrow: 1, flexBasis: 320 }}>
          {describeExecution(detail)}
        </Typography>
        {touches !== undefined && touches.matches > 0 && (
          <Button variant="outlined" disabled={actions.isBusy} onClick={() => actions.applyTouches(touches.matches, () => undefined)}>
            {`Mark ${describeMatches(touches)}`}
          </Button>
        )}
        {settings !== undefined && <CommandButton command={settings} />}
        {offered !== undefined && <CommandButton command={offered} />}
      </Box>
      <ExecutionMetrics detail={detail} currency={currency} hrefOf={(stage) => narrow({ stage })} />
      {isBegun && <RebalancePanel detail={detail} isBusy={suggest.isRunning} onSuggest={suggest.start} onChanges={setShown} />}
      {suggest.isRunning && (
        <ProgressPanel phase={progress === null ? 'Working out a rebalancing' : namePhase(progress.phase)} done={progress?.done ?? 0} total={progress?.total ?? null} {...(suggest.job === null ? {} : { onCancel: suggest.job.cancel })} cancelLabel="Cancel and keep the best" />
      )}
      {suggest.fault !== null && <ErrorPanel fault={suggest.fault} />}
      {shown === null ? <ExecutionTimeline planId={planId} today={detail.today} onOpen={(narrowing) => goTo(narrow(narrowing))} /> : <ChangeGrid suggestion={shown} onClose={() => setShown(null)} />}
      <ExecutionGrid planId={planId} currency={currency} canMark={isBegun} actions={actions} />
      {panel === 'resume' && <ResumeInspector planId={planId} actions={actions} onClose={() => setPanel(null)} />}
      {panel === 'settings' && <ExecutionSettingsInspector actions={actions} onClose={() => setPanel(null)} />}
    </Box>
  );
}
