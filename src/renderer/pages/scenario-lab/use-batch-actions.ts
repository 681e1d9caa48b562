import { useMutation } from '@tanstack/react-query';
import type { BatchRow } from '../../../contract/scenario.ts';
import type { BatchSpec } from '../../../engine/model/batch.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import { linkTo } from './scenario-lab-link.ts';

/** What can be done with searches; each says what it did. */
export function useBatchActions() {
  const { api, client } = useCore();
  const notify = useNotify();
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const show = (scenarioId: number, batchId: number): void => goTo(linkTo('search', { scenario: scenarioId, batch: batchId }));
  const run = useMutation(api.scenarios.batches.run.mutationOptions({ onError }));
  const pause = useMutation(api.scenarios.batches.pause.mutationOptions({ onError }));
  const cancel = useMutation(api.scenarios.batches.cancel.mutationOptions({ onError }));
  const find = useMutation(api.scenarios.batches.findOptimal.mutationOptions({ onError, onSuccess: ({ batchId }, { scenarioId }) => show(scenarioId, batchId) }));
  const create = useMutation(api.scenarios.batches.create.mutationOptions({ onError }));
  const play = (row: BatchRow, concurrency: number): void => {
    show(row.scenarioId, row.id);
    run.mutate({ batchId: row.id, concurrency });
  };
  const promote = useMutation(
    api.scenarios.batches.promote.mutationOptions({
      onError,
      onSuccess: ({ problemId, scenarioId }) => goTo(`/allocation-lab?problem=${problemId}&scenario=${scenarioId}`),
    }),
  );
  const exportFile = useMutation(api.scenarios.batches.exportFile.mutationOptions({ onError, onSuccess: (written) => written !== null && notify({ text: `Ranking written to ${written.path}.` }) }));
  return {
    isStarting: create.isPending || run.isPending || find.isPending,
    start: (scenarioId: number, spec: BatchSpec, concurrency: number): void => create.mutate({ scenarioId, spec }, { onSuccess: (row) => play(row, concurrency) }),
    findOptimal: (scenarioId: number): void => find.mutate({ scenarioId }),
    resume: (batchId: number, concurrency: number): void => run.mutate({ batchId, concurrency }),
    pause: (batchId: number): void => pause.mutate({ batchId }),
    cancel: (batchId: number): void => cancel.mutate({ batchId }),
    remove: (batchId: number): Promise<void> => client.scenarios.batches.remove({ batchId }),
    promote: (batchId: number, number: number): void => promote.mutate({ batchId, number }),
    isPromoting: promote.isPending,
    exportFile: (batchId: number): void => exportFile.mutate({ batchId }),
    onError,
    undo: () => client.edits.undo(),
  };
}
export type BatchActions = ReturnType<typeof useBatchActions>;
