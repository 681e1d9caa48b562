import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import type { Command } from '../commands/command.ts';
import { useCore } from '../core-context.ts';
import { stepIcons } from './UndoRedo.tsx';

/** Undo and redo as commands that carry the name of the step. */
export function useEditCommands(hasWorkspace: boolean): { readonly undo: Command; readonly redo: Command } {
  const { api } = useCore();
  const notify = useNotify();
  const state = useQuery(api.edits.state.queryOptions({ enabled: hasWorkspace })).data;
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const queries = useQueryClient();
  const onSuccess = (after: { readonly undo: string | null; readonly redo: string | null }): void => void queries.setQueryData(api.edits.state.queryKey(), after);
  const undo = useMutation(api.edits.undo.mutationOptions({ onError, onSuccess }));
  const redo = useMutation(api.edits.redo.mutationOptions({ onError, onSuccess }));
  const undoName = hasWorkspace ? (state?.undo ?? null) : null;
  const redoName = hasWorkspace ? (state?.redo ?? null) : null;
  return {
    undo: {
      id: 'edit.undo',
      name: undoName === null ? 'Undo' : `Undo ${undoName}`,
      group: 'Edit',
      icon: stepIcons.undo,
      shortcut: '$mod+z',
      isEnabled: () => undoName !== null && !undo.isPending,
      run: () => undo.mutate(undefined, { onSuccess: () => notify({ text: `Undone: ${undoName ?? ''}` }) }),
    },
    redo: {
      id: 'edit.redo',
      name: redoName === null ? 'Redo' : `Redo ${redoName}`,
      group: 'Edit',
      icon: stepIcons.redo,
      shortcut: '$mod+Shift+z',
      otherShortcuts: ['$mod+y'],
      isEnabled: () => redoName !== null && !redo.isPending,
      run: () => redo.mutate(undefined, { onSuccess: () => notify({ text: `Redone: ${redoName ?? ''}` }) }),
    },
  };
}
