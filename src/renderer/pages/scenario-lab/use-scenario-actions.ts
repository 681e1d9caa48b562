import { useMutation } from '@tanstack/react-query';
import type { ScenarioDraft, ScenarioRow } from '../../../contract/scenario.ts';
import { useCore } from '../../app/core-context.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';

/** What can be done with a scenario; every edit says what it did and offers the way back. */
export function useScenarioActions(onMade: (scenarioId: number) => void) {
  const { api, client } = useCore();
  const notify = useNotify();
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const undo = { label: 'Undo', run: () => void client.edits.undo().catch(onError) };
  const made = (row: ScenarioRow): void => {
    notify({ text: `${row.name} created.`, action: undo });
    onMade(row.id);
  };
  const create = useMutation(api.scenarios.create.mutationOptions({ onError, onSuccess: made }));
  const fromPlan = useMutation(api.scenarios.createFromPlan.mutationOptions({ onError, onSuccess: made }));
  const branch = useMutation(api.scenarios.branch.mutationOptions({ onError, onSuccess: made }));
  const lock = useMutation(api.scenarios.setLocked.mutationOptions({ onError, onSuccess: ({ name, locked }) => notify({ text: locked ? `${name} locked. It keeps every edit out.` : `${name} unlocked.`, action: undo }) }));
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
    importFile: async (): Promise<void> => {
      try {
        const [file] = await client.imports.choose();
        if (file !== undefined) made(await client.scenarios.importFile({ file: file.token }));
      } catch (error) {
        onError(error);
      }
    },
    remove: (scenarioId: number): Promise<void> => client.scenarios.remove({ scenarioId }),
    undo: () => client.edits.undo(),
  };
}
export type ScenarioActions = ReturnType<typeof useScenarioActions>;
