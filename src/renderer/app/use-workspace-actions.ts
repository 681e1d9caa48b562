import { useMutation } from '@tanstack/react-query';
import { FlaskConical, FolderOpen, FolderPlus, FolderX } from 'lucide-react';
import { sayFault } from '../shared/messages/shown-fault.ts';
import { formatQuantity } from '../shared/format/number.ts';
import { useNotify } from '../shared/ui/notices.ts';
import type { WorkspaceInfo } from '../../contract/workspace.ts';
import type { Command } from './commands/command.ts';
import { useCore } from './core-context.ts';
import { goTo } from './location.ts';

/** Making, opening and closing workspaces, as commands and as functions for lists. */
export function useWorkspaceActions(hasWorkspace: boolean) {
  const { api } = useCore();
  const notify = useNotify();
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const onSuccess = (opened: WorkspaceInfo | null): void => {
    if (opened === null) return;
    notify({ text: `${opened.name} open. ${formatQuantity(opened.contacts, opened.contactNoun)}.` });
    goTo('/');
  };
  const create = useMutation(api.workspace.create.mutationOptions({ onError, onSuccess }));
  const open = useMutation(api.workspace.open.mutationOptions({ onError, onSuccess }));
  const openSample = useMutation(api.workspace.openSample.mutationOptions({ onError, onSuccess }));
  const close = useMutation(api.workspace.close.mutationOptions({ onError, onSuccess: () => goTo('/') }));
  const isBusy = create.isPending || open.isPending || openSample.isPending || close.isPending;
  const group = 'Workspace';
  const commands = {
    create: { id: 'workspace.create', name: 'New workspace', group, icon: FolderPlus, shortcut: '$mod+Shift+n', isEnabled: () => !isBusy, run: () => create.mutate({ name: 'Workspace' }) },
    open: { id: 'workspace.open', name: 'Open workspace', group, icon: FolderOpen, shortcut: '$mod+o', isEnabled: () => !isBusy, run: () => open.mutate({}) },
    sample: { id: 'workspace.sample', name: 'Open the sample', group, icon: FlaskConical, isEnabled: () => !isBusy, run: () => openSample.mutate(undefined) },
    close: { id: 'workspace.close', name: 'Close workspace', group, icon: FolderX, isEnabled: () => hasWorkspace && !isBusy, run: () => close.mutate(undefined) },
  } satisfies Record<string, Command>;
  return { commands, isBusy, isSampleOpening: openSample.isPending, openRecent: (id: string) => open.mutate({ recent: id }), openFile: (token: string) => open.mutate({ file: token }) };
}
