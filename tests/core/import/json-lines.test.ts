import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countsOf, importOrThrow, inspectOrThrow } from './support/run-import.ts';
import { createTestFolder, createWorkspace, withWorkspace, type TestFolder } from './support/workspace.ts';

let folder: TestFolder;
let workspace: string;
beforeEach(() => {
  folder = createTestFolder();
  workspace = createWorkspace(folder);
});
afterEach(() => folder.remove());

describe('JSON lines', () => {
  test('columns are the names of all lines, also where they come late or lie inside', async () => {
    const lines = [{ contact_id: 'C1', date: '2026-01-01T10:00:00Z', outcome: 'open', value: 1.5 }, { contact_id: 'C2', date: '2026-01-02', outcome: 'click', person: { npi: null, tags: ['a', 'b'] } }];
    const inspection = await inspectOrThrow(folder.write('o.jsonl', `\uFEFF${lines.map((line) => JSON.stringify(line)).join('\r\n')}\r\n`), workspace, { target: 'outcomes' });
    expect(inspection.settings.encoding).toBe('jsonl');
    expect(inspection.columns.map(({ name }) => name)).toEqual(['contact_id', 'date', 'outcome', 'value', 'person.npi', 'person.tags']);
    expect(inspection.sample).toEqual([['C1', '2026-01-01T10:00:00Z', 'open', '1.5', '', ''], ['C2', '2026-01-02', 'click', '', '', '["a","b"]']]);
  });

  test('rows go where those of a CSV go, as events of the system file; a line that is no object is rejected with its reason', async () => {
    const text = `${Array.from({ length: 1500 }, (_, at) => JSON.stringify({ contact_id: `C${at}`, date: '2026-01-01', outcome: 'Total', value: at })).join('\n')}\n{"contact_id": "C1", oops\n\n[1]\n{"contact_id":"Z","date":"2026-01-03","outcome":"open, \\"quoted\\"\\nline"}`;
    const report = await importOrThrow(folder.write('o.txt', text), workspace, { target: 'outcomes', rejectedFile: folder.file('rejected.csv') });
    expect(report.rows).toBe(1503);
    expect(countsOf(report)).toEqual([1501, 0, 0, 0, 2]);
    expect(report.skipped).toEqual({ blank: 1, footer: 0 });
    expect(report.reasons.map(({ reason }) => reason)).toContain('The line is not a JSON object.');
    const rows = withWorkspace(workspace, (sqlite) => sqlite.prepare("SELECT kind, source_system, received_at, status FROM outcomes JOIN contacts ON contacts.id = contact_id WHERE contacts.key = 'Z'").all());
    expect(rows).toEqual([{ kind: 'open, "quoted"\nline', source_system: 'file', received_at: 1000, status: 'pending' }]);
  });
});
