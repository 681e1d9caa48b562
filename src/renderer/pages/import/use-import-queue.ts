import { useEffect } from 'react';
import { z } from 'zod';
import { ImportReport } from '../../../engine/model/import.ts';
import { useCore } from '../../app/core-context.ts';
import { useJob, type FollowedJob } from '../../app/use-job.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { endStep, nameJob, takeNextStep, useImportState, type ImportStep } from './import-store.ts';

const CheckResult = z.object({ checkId: z.string() });
const CommitResult = z.object({ report: ImportReport });

/** What is said about the steps that end. */
interface StepEnds {
  onWritten(report: ImportReport): void;
  onCancelled(step: ImportStep): void;
}

/** Runs the waiting checks and imports one after the other, and follows the one that runs. */
export function useImportQueue({ onWritten, onCancelled }: StepEnds): FollowedJob {
  const { client } = useCore();
  const queue = useImportState((state) => state.queue);
  const running = useImportState((state) => state.running);
  useEffect(() => {
    const next = takeNextStep();
    if (next === null) return;
    const { step, state } = next;
    const start = async (): Promise<string> => {
      if (step === 'commit') return (await client.imports.commit({ checkId: state.checkId ?? '' })).jobId;
      if (state.settings === null) throw new Error(`${state.file.name} was not looked at before its check`);
      return (await client.imports.check({ file: state.file.token, settings: state.settings })).jobId;
    };
    start().then(nameJob, (error: unknown) => endStep({ fault: toShownFault(error) }));
  }, [client, queue, running]);
  return useJob(running?.jobId ?? null, (ended) => {
    if (ended.fault !== null) return endStep({ fault: ended.fault });
    const checked = CheckResult.safeParse(ended.result);
    const committed = CommitResult.safeParse(ended.result);
    if (running?.step === 'commit' && committed.success) {
      endStep({ written: committed.data.report });
      onWritten(committed.data.report);
      return;
    }
    if (ended.status === 'cancelled' && running !== null) onCancelled(running.step);
    endStep(checked.success && running?.step === 'check' ? { checkId: checked.data.checkId } : {});
  });
}
