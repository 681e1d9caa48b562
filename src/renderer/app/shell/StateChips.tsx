import Chip from '@mui/material/Chip';
import { useIsMutating, useQuery } from '@tanstack/react-query';
import { Check, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { Job } from '../../../engine/model/job.ts';
import { formatCount, formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { useCore } from '../core-context.ts';
import { goTo } from '../location.ts';
import { findPage } from '../pages.ts';

const JOB_NAMES: Record<Job['kind'], string> = {
  import_check: 'Consuming signals',
  import_commit: 'Writing signals',
  response_fit: 'Learning response',
  solve: 'Metabolizing constraints',
  rebalance: 'Rebalancing',
  resolve: 'Resolving conflicts',
  backup: 'Backing up',
  check: 'Checking the file',
  sync: 'Syncing outcomes',
  attribution: 'Crediting outcomes',
  simulate: 'Playing scenario',
  batch: 'Playing variants',
  sensitivity: 'Measuring sensitivity',
  plan_range: 'Playing the plan',
  what_if: 'Trying changes',
  prices: 'Pricing rules',
  frontier: 'Tracing the frontier',
  diagnose: 'Diagnosing rules',
};

/** A running job in one line: what, how far, in what. */
export function describeRunningJob(job: Job): string {
  const { progress } = job;
  if (progress === null) return JOB_NAMES[job.kind];
  const amount = progress.total === null || progress.total === 0 ? formatCount(progress.done) : formatPercent(progress.done / progress.total, 0);
  return `${JOB_NAMES[job.kind]} · ${amount}`;
}

/** State of the workspace: saved, what runs, and whether the newest plan still fits its inputs. */
export function StateChips() {
  const { api } = useCore();
  const writing = useIsMutating();
  const running = useQuery(api.jobs.running.queryOptions({ refetchInterval: (query) => ((query.state.data?.length ?? 0) > 0 ? 500 : false) })).data ?? [];
  const newestPlan = useQuery(api.allocation.list.queryOptions()).data?.[0];
  const first = running[0];
  const reasons = newestPlan?.stale ?? [];
  const lab = findPage('/allocation-lab');
  return (
    <>
      <Chip size="small" icon={writing > 0 ? <LoaderCircle size={14} /> : <Check size={14} />} label={writing > 0 ? 'Saving' : 'Saved'} sx={{ color: 'text.secondary' }} />
      {first !== undefined && (
        <Chip size="small" color="primary" icon={<LoaderCircle size={14} />} label={running.length === 1 ? describeRunningJob(first) : `${formatQuantity(running.length, 'job')} running`} />
      )}
      {reasons.length > 0 && (
        <Chip
          size="small"
          color="warning"
          icon={<TriangleAlert size={14} />}
          label={`Plan stale · ${formatQuantity(reasons.length, 'change')}`}
          title={reasons.join('\n')}
          {...(lab === null ? {} : { onClick: () => goTo(lab.path) })}
        />
      )}
    </>
  );
}
