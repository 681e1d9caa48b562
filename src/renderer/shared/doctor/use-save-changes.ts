import { useMutation } from '@tanstack/react-query';
import type { ProblemChange } from '../../../engine/model/what-if.ts';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../format/number.ts';
import { sayFault } from '../messages/shown-fault.ts';
import { useNotify } from '../ui/notices.ts';

/** Makes changes in the rules of the workspace, with the way back. */
export function useSaveChanges(): { readonly isSaving: boolean; save(changes: readonly ProblemChange[]): void } {
  const { api, client } = useCore();
  const notify = useNotify();
  const warn = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const mutation = useMutation(
    api.whatIf.saveRules.mutationOptions({
      onError: warn,
      onSuccess: (_rules, { changes }) => notify({ text: `${formatQuantity(changes.length, 'change')} saved in the rules.`, action: { label: 'Undo', run: () => void client.edits.undo().then(() => notify({ text: 'Rules restored.' }), warn) } }),
    }),
  );
  return { isSaving: mutation.isPending, save: (changes) => mutation.mutate({ changes: [...changes] }) };
}
