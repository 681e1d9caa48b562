import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RuleEdit } from '../../../contract/rule.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';

export interface Rules {
  readonly rules: PlanningRules | null;
  readonly fault: ShownFault | null;
  /** Sends one undoable change; the screen shows the answer at once. */
  edit(edit: RuleEdit): void;
  /** The same, answering when it is done; for removals, which offer the way back. */
  remove(edit: RuleEdit): Promise<unknown>;
  undo(): Promise<unknown>;
}

/** The planning rules and the one way to change them. */
export function useRules(): Rules {
  const { api, client } = useCore();
  const queries = useQueryClient();
  const notify = useNotify();
  const rules = useQuery(api.rules.get.queryOptions());
  const edit = useMutation(
    api.rules.edit.mutationOptions({
      onSuccess: (next) => queries.setQueryData(api.rules.get.queryKey(), next),
      onError: (error) => {
        const fault = toShownFault(error);
        notify({ text: fault.hint === undefined ? fault.message : `${fault.message} ${fault.hint}`, tone: 'warning' });
      },
    }),
  );
  return { rules: rules.data ?? null, fault: rules.isError ? toShownFault(rules.error) : null, edit: (change) => edit.mutate(change), remove: (change) => edit.mutateAsync(change), undo: () => client.edits.undo() };
}
