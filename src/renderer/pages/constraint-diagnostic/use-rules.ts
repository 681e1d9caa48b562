import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RuleEdit } from '../../../contract/rule.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';

export interface Rules {
  readonly rules: PlanningRules | null;
  readonly fault: ShownFault | null;
  /** Sends one undoable change, which the screen shows at once. */
  edit(edit: RuleEdit): void;
  /** The same, answering when it is done; for removals, which offer the way back. */
  remove(edit: RuleEdit): Promise<unknown>;
  undo(): Promise<unknown>;
}

/** Puts an entry in the place of the one with its id, or at the end. */
function put<Entry extends { readonly id: string }>(list: readonly Entry[], entry: Entry): Entry[] {
  return list.some(({ id }) => id === entry.id) ? list.map((known) => (known.id === entry.id ? entry : known)) : [...list, entry];
}

/** The rules as they will be once the core has taken a change of a rule, a channel or the objective; of other changes it has the last word. */
export function expectRules(rules: PlanningRules, change: RuleEdit): PlanningRules {
  if (change.edit === 'constraint') return { ...rules, constraints: put(rules.constraints, change.constraint) };
  if (change.edit === 'objective') return { ...rules, objective: change.objective };
  if (change.edit === 'channel') return { ...rules, channels: put(rules.channels, change.channel) };
  return rules;
}

/**
 * The planning rules and the one way to change them. A change is shown before the core has taken it, so that the next one
 * builds on it however quickly it follows; changes reach the core one after another.
 */
export function useRules(): Rules {
  const { api, client } = useCore();
  const queries = useQueryClient();
  const notify = useNotify();
  const rules = useQuery(api.rules.get.queryOptions());
  const key = api.rules.get.queryKey();
  const isLast = (): boolean => queries.isMutating({ mutationKey: api.rules.edit.mutationKey() }) <= 1;
  const edit = useMutation({
    ...api.rules.edit.mutationOptions({
      onSuccess: (next) => {
        if (isLast()) queries.setQueryData(key, next);
      },
      onError: (error) => {
        const fault = toShownFault(error);
        notify({ text: fault.hint === undefined ? fault.message : `${fault.message} ${fault.hint}`, tone: 'warning' });
        void queries.invalidateQueries({ queryKey: key });
      },
    }),
    scope: { id: 'rules' },
  });
  const send = (change: RuleEdit): void => {
    void queries.cancelQueries({ queryKey: key });
    queries.setQueryData(key, (known) => (known === undefined ? undefined : expectRules(known, change)));
    edit.mutate(change);
  };
  return { rules: rules.data ?? null, fault: rules.isError ? toShownFault(rules.error) : null, edit: send, remove: (change) => edit.mutateAsync(change), undo: () => client.edits.undo() };
}
