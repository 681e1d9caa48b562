import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { z } from 'zod';
import type { SyncSource } from '../../../engine/model/sync.ts';
import { SyncCounts } from '../../../engine/model/sync.ts';
import { useCore } from '../../app/core-context.ts';
import { useJob, type FollowedJob } from '../../app/use-job.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import { sayCounts } from './source-words.ts';

const SyncResult = z.object({ counts: SyncCounts, isComplete: z.boolean() });

/** Jobs that were started here, by source; kept while the window is open, so that a run is found again after leaving the page. */
const useStarted = create<{ readonly jobs: Readonly<Record<string, string>>; note(sourceId: string, jobId: string): void }>((set) => ({
  jobs: {},
  note: (sourceId, jobId) => set(({ jobs }) => ({ jobs: { ...jobs, [sourceId]: jobId } })),
}));

/** Runs a source and follows it; one that runs already is taken up again. */
export function useSync(source: Pick<SyncSource, 'id' | 'name' | 'lastJobId'>): { readonly job: FollowedJob | null; readonly isRunning: boolean; start(): void } {
  const { api, client } = useCore();
  const notify = useNotify();
  const { jobs, note } = useStarted();
  const running = useQuery(api.jobs.running.queryOptions()).data ?? [];
  const known = [jobs[source.id], source.lastJobId];
  const jobId = running.find((job) => job.kind === 'sync' && known.includes(job.id))?.id ?? null;
  const job = useJob(jobId, (ended) => {
    const result = SyncResult.safeParse(ended.result);
    if (ended.fault !== null) notify({ text: `${source.name}: ${sayFault(ended.fault)}`, tone: 'warning' });
    else if (result.success) notify({ text: `${source.name}: ${sayCounts(result.data.counts)}`, ...(result.data.isComplete ? {} : { tone: 'warning' as const }) });
  });
  const start = (): void => {
    client.sync.run({ id: source.id }).then(({ jobId: startedId }) => note(source.id, startedId), (error: unknown) => notify({ text: sayFault(error), tone: 'warning' }));
  };
  return { job: jobId === null ? null : job, isRunning: jobId !== null, start };
}
