import { FolderOpen } from 'lucide-react';
import { describe, expect, it } from 'vitest';
import type { ImportSettings } from '../../../src/engine/model/import.ts';
import { isCommandEnabled, type Command } from '../../../src/renderer/app/commands/command.ts';
import type { FileState } from '../../../src/renderer/pages/import/import-store.ts';
import { nextCommand } from '../../../src/renderer/pages/import/next-command.ts';

const choose: Command = { id: 'import.choose', name: 'Choose files', group: 'Import', icon: FolderOpen, run: () => undefined };
/** Only whether there are settings, and which table they fill, matters here. */
const settings = { targets: [{ target: 'contacts', fields: {} }] } as unknown as ImportSettings;

const file = (name: string, more: Partial<FileState> = {}): FileState => ({ file: { token: name, name, sizeBytes: 10 }, dialect: undefined, settings, hasQuestions: false, checkId: null, fault: null, written: null, ...more });

const offered = (...files: FileState[]): string => {
  const command = nextCommand(files, false, choose);
  return `${command.name}${isCommandEnabled(command) ? '' : ' (off)'}`;
};

describe('the step that takes all dropped files on', () => {
  it('waits until every file was looked at, and counts those that are not yet', () => {
    expect(offered(file('a'), file('b', { settings: null }))).toBe('Check 2 files (off)');
    expect(offered(file('a'), file('b'))).toBe('Check 2 files');
    expect(offered(file('a'), file('b', { hasQuestions: true }))).toBe('Check 2 files (off)');
  });

  it('does not wait for a file that cannot be read', () => {
    const unreadable = file('b', { settings: null, fault: { code: 'BAD_INPUT', message: 'Not a table.' } });
    expect(offered(file('a'), unreadable)).toBe('Check 1 file');
    expect(offered(file('a', { checkId: 'c1' }), unreadable)).toBe('Import 1 file');
    expect(offered(unreadable)).toBe('Choose files');
  });

  it('imports what was checked once nothing is left to check', () => {
    expect(offered(file('a', { checkId: 'c1' }), file('b'))).toBe('Check 1 file');
    expect(offered(file('a', { checkId: 'c1' }), file('b', { checkId: 'c2' }))).toBe('Import 2 files');
    expect(offered()).toBe('Choose files');
  });
});
