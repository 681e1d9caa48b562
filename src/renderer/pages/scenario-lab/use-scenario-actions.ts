import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ScenarioDraft, ScenarioRow } from '../../../contract/scenario.ts';
import { useCore } from '../../app/core-context.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';

/** What can be done with a scenario; every edit says what it did and offers the way back. */
export function useScenarioActions(onMade: (scenarioId: number) => void) {
  const { api, client } = useCore();
  const notify = useNotify();
  const queries = useQueryClient();
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const undo = { label: 'Undo', run: () => void client.edits.undo().catch(onError) };
  // The list is there before the new one is shown, so that no other stands in its place meanwhile.
  const made = async (row: ScenarioRow): Promise<void> => {
    await queries.refetchQueries({ queryKey: api.scenarios.list.key() });
    notify({ text: `${row.name} created.`, action: undo });
    onMade(row.id);
  };
  const create = useMutation(api.scenarios.create.mutationOptions({ onError, onSuccess: made }));
  const fromPlan = useMutation(api.scenarios.createFromPlan.mutationOptions({ onError, onSuccess: made }));
  const branch = useMutation(api.scenarios.branch.mutationOptions({ onError, onSuccess: made }));
  const lock = useMutation(api.scenarios.setLocked.mutationOptions({ onError, onSuccess: ({ name, locked }) => notify({ text: locked ? `${name} locked. It keeps every edit out.` : `${name} unlocked.`, action: undo }) }));
  const importFile = useMutation(api.scenarios.importFile.mutationOptions({ onError, onSuccess: (row) => (row === null ? undefined : made(row)) }));
  const save = useMutation(api.scenarios.update.mutationOptions({ onError }));
  const exportFile = useMutation(api.scenarios.exportFile.mutationOptions({ onError, onSuccess: (written) => written !== null && notify({ text: `Scenario written to ${written.path}.` }) }));
  return {
    onError,
    create: (draft: ScenarioDraft): void => create.mutate({ draft }),
    fromPlan: (planId: number): void => fromPlan.mutate({ planId }),
    branch: (scenarioId: number): void => branch.mutate({ scenarioId }),
    setLocked: (scenarioId: number, locked: boolean): void => lock.mutate({ scenarioId, locked }),
    save: (scenarioId: number, draft: ScenarioDraft): void => save.mutate({ scenarioId, draft }),
    exportFile: (scenarioId: number): void => exportFile.mutate({ scenarioId }),
    importFile: (): void => importFile.mutate({}),
    remove: (scenarioId: number): Promise<void> => client.scenarios.remove({ scenarioId }),
    undo: () => client.edits.undo(),
  };
}
export type ScenarioActions = ReturnType<typeof useScenarioActions>;
