import { FolderInput, ListChecks, Radar } from 'lucide-react';
import type { Command } from '../../app/commands/command.ts';
import { goTo } from '../../app/location.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { enqueue, type FileState } from './import-store.ts';

const targetOrder = ['contacts', 'touches', 'outcomes'] as const;

/** Contacts before what refers to them. */
const orderOf = ({ settings }: FileState): number => Math.min(...(settings?.targets ?? []).map(({ target }) => targetOrder.indexOf(target)), targetOrder.length);

const inOrder = (files: readonly FileState[]): string[] => [...files].sort((a, b) => orderOf(a) - orderOf(b)).map(({ file }) => file.token);

/** The step that takes all files on: look for some, check them, import them, read the contacts. */
export function nextCommand(files: readonly FileState[], isBusy: boolean, choose: Command): Command {
  const open = files.filter(({ written }) => written === null);
  // A file still being looked at is waited for: a check begun without it would have to be asked for twice.
  const unchecked = open.filter(({ checkId, settings, fault }) => checkId === null && (settings !== null || fault === null));
  const checked = open.filter(({ checkId }) => checkId !== null);
  const group = 'Import';
  if (files.length > 0 && open.length === 0) return { id: 'import.done', name: 'Open Signal Index', group, icon: Radar, isPrimary: true, run: () => goTo('/signal-index') };
  if (unchecked.length > 0) {
    return { id: 'import.check', name: `Check ${formatQuantity(unchecked.length, 'file')}`, group, icon: ListChecks, isPrimary: true, isEnabled: () => !isBusy && unchecked.every(({ settings, hasQuestions }) => settings !== null && !hasQuestions), run: () => enqueue('check', inOrder(unchecked)) };
  }
  if (checked.length === 0) return { ...choose, isPrimary: true };
  return { id: 'import.commit', name: `Import ${formatQuantity(checked.length, 'file')}`, group, icon: FolderInput, isPrimary: true, isEnabled: () => !isBusy, run: () => enqueue('commit', inOrder(checked)) };
}
