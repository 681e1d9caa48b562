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

interface StartedJobs {
  /** By source; a job stands here until its end was heard of. */
  readonly jobs: Readonly<Record<string, string>>;
  note(sourceId: string, jobId: string): void;
  forget(sourceId: string): void;
}

/** Jobs that were started here; kept while the window is open, so that a run is found again after leaving the page. */
const useStarted = create<StartedJobs>((set) => ({
  jobs: {},
  note: (sourceId, jobId) => set(({ jobs }) => ({ jobs: { ...jobs, [sourceId]: jobId } })),
  forget: (sourceId) => set(({ jobs: { [sourceId]: _ended, ...jobs } }) => ({ jobs })),
}));

/** Starts runs of sources, one after the other; says which could not be started. */
export function useStartSync(): (sources: readonly Pick<SyncSource, 'id'>[]) => void {
  const { client } = useCore();
  const notify = useNotify();
  const { note } = useStarted();
  const startAll = async (sources: readonly Pick<SyncSource, 'id'>[]): Promise<void> => {
    for (const { id } of sources) {
      try {
        note(id, (await client.sync.run({ id })).jobId);
      } catch (error) {
        notify({ text: sayFault(error), tone: 'warning' });
      }
    }
  };
  return (sources) => void startAll(sources);
}

/** Runs a source and follows it; one that runs already is taken up again. */
export function useSync(source: Pick<SyncSource, 'id' | 'name' | 'lastJobId'>): { readonly job: FollowedJob | null; readonly isRunning: boolean; start(): void } {
  const { api } = useCore();
  const notify = useNotify();
  const startSync = useStartSync();
  const { jobs, forget } = useStarted();
  const running = useQuery(api.jobs.running.queryOptions()).data ?? [];
  const jobId = jobs[source.id] ?? running.find((job) => job.kind === 'sync' && job.id === source.lastJobId)?.id ?? null;
  const job = useJob(jobId, (ended) => {
    forget(source.id);
    const result = SyncResult.safeParse(ended.result);
    if (ended.fault !== null) notify({ text: `${source.name}: ${sayFault(ended.fault)}`, tone: 'warning' });
    else if (result.success) notify({ text: `${source.name}: ${sayCounts(result.data.counts)}`, ...(result.data.isComplete ? {} : { tone: 'warning' as const }) });
  });
  return { job: jobId === null ? null : job, isRunning: jobId !== null, start: () => startSync([source]) };
}
