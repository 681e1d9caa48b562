// @vitest-environment jsdom
import { renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/engine/model/import.ts';
import { addFiles, changeFile, useImportState } from '../../../src/renderer/pages/import/import-store.ts';

const report: ImportReport = { importId: null, files: [] } as unknown as ImportReport;
const drop = (...names: string[]): void => addFiles(names.map((name) => ({ token: name, name, sizeBytes: 1 })));
const shown = (): string => renderHook(() => useImportState(({ files }) => files)).result.current.map(({ file }) => file.name).join(' ');

describe('files on their way into the workspace', () => {
  it('stand in the order they came, before those that are written', () => {
    drop('contacts', 'touches');
    expect(shown()).toBe('contacts touches');
    changeFile('contacts', { written: report });
    drop('outcomes');
    expect(shown()).toBe('touches outcomes contacts');
  });
});
