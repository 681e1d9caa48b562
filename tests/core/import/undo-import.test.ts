import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TargetMapping } from '../../../src/engine/model/import.ts';
import { importedTables } from '../../../src/main/core/import/commit/row-images.ts';
import { redoImport, undoImport } from '../../../src/main/core/import/undo-import.ts';
import { applyImages, firstUndone, lastDone, setStepState } from '../../../src/main/core/db/repositories/edit.ts';
import { dumpContent } from './support/dump.ts';
import { importOrThrow, settingsFor } from './support/run-import.ts';
import { createTestFolder, createWorkspace, withWorkspace, type TestFolder } from './support/workspace.ts';

let folder: TestFolder;
let workspace: string;
beforeEach(() => {
  folder = createTestFolder();
  workspace = createWorkspace(folder);
});
afterEach(() => folder.remove());

/** What the undo list does with a step, as the edit service does it. */
function move(direction: 'undo' | 'redo'): void {
  withWorkspace(workspace, (sqlite) =>
    sqlite.transaction(() => {
      const step = direction === 'undo' ? lastDone(sqlite) : firstUndone(sqlite);
      if (step === null || step.importId === null) throw new Error('There is no import to move.');
      (direction === 'undo' ? undoImport : redoImport)(sqlite, step.importId, 2000);
      applyImages(sqlite, step.changes, direction === 'undo' ? 'before' : 'after');
      setStepState(sqlite, step.id, direction === 'undo' ? 'undone' : 'done');
    })(),
  );
}

const dump = (): Record<string, unknown[]> => withWorkspace(workspace, dumpContent);
const contacts: TargetMapping = { target: 'contacts', fields: { key: { column: 'id' }, name: { column: 'name' }, value: { column: 'value' } } };
const touches: TargetMapping = { target: 'touches', fields: { contact: { column: 'id' }, source_key: { column: 'touch' }, date: { column: 'date', dateOrder: 'ymd' }, channel: { column: 'channel' }, cost: { column: 'cost' } } };
const outcomes: TargetMapping = { target: 'outcomes', fields: { contact: { column: 'id' }, date: { column: 'date', dateOrder: 'ymd' }, kind: { column: 'kind' }, value: { column: 'value' } } };

describe('undo and redo of imports', () => {
  test('four imports go back one by one to what was there, and forward again', async () => {
    const states = [dump()];
    const imports: [string, string, TargetMapping][] = [
      ['c1.csv', 'id,name,value,Brick\n1,Ä,0.1,N\n2,B,3.3333333333333335,S\n', contacts],
      ['t1.csv', 'touch,id,date,channel,cost\nA,1,2024-01-01,email,0.30000000000000004\nB,3,2024-01-02,visit,2\n', touches],
      ['mixed.csv', 'id,name,value,Brick,Tier\n2,Changed,,W,gold\n4,New,1e-7,,\n', contacts],
      ['t2.csv', 'touch,id,date,channel,cost\nA,2,2024-01-05,call,7\nC,9,2024-01-06,webinar,1\n', touches],
      ['o.csv', 'id,date,kind,value\n1,2024-02-01,open,1.1\n7,2024-02-01,click,\n', outcomes],
    ];
    for (const [name, content, mapping] of imports) {
      await importOrThrow(folder.write(name, content), workspace, { settings: settingsFor([mapping]) });
      states.push(dump());
    }
    for (let at = imports.length - 1; at >= 0; at -= 1) {
      move('undo');
      expect(dump(), `after undoing ${imports[at]?.[0]}`).toEqual(states[at]);
    }
    for (let at = 1; at <= imports.length; at += 1) {
      move('redo');
      expect(dump(), `after redoing ${imports[at - 1]?.[0]}`).toEqual(states[at]);
    }
    move('undo');
    expect(dump()).toEqual(states[imports.length - 1]);
    expect(withWorkspace(workspace, (sqlite) => sqlite.prepare('SELECT file_name AS name, undone_at IS NULL AS stands FROM imports ORDER BY id').all())).toEqual(imports.map(([name], at) => ({ name, stands: at === imports.length - 1 ? 0 : 1 })));
  });

  test('a new import after an undo forgets what could have been redone', async () => {
    await importOrThrow(folder.write('a.csv', 'id,name,value\n1,A,1\n'), workspace, { settings: settingsFor([contacts]) });
    move('undo');
    const kept = (): number => withWorkspace(workspace, (sqlite) => importedTables.reduce((sum, table) => sum + (sqlite.prepare(`SELECT count(*) FROM kept_${table}`).pluck().get() as number), 0));
    expect(kept()).toBe(1);
    await importOrThrow(folder.write('b.csv', 'id,name,value\n2,B,1\n'), workspace, { settings: settingsFor([contacts]) });
    expect(kept()).toBe(0);
  });

  test('undoing contacts takes their estimates and unlinks their planned actions', async () => {
    await importOrThrow(folder.write('a.csv', 'id,name,value\n1,A,1\n'), workspace, { settings: settingsFor([contacts]) });
    withWorkspace(workspace, (sqlite) => {
      sqlite.exec("INSERT INTO response_snapshots (id, made_at, as_of_day, input_hash, summary) VALUES (1, 0, 0, '', '{}')");
      sqlite.exec("INSERT INTO response_estimates SELECT 1, id, 'email', 0.1, 0.1, 0 FROM contacts");
    });
    move('undo');
    expect(withWorkspace(workspace, (sqlite) => [sqlite.prepare('SELECT count(*) FROM response_estimates').pluck().get(), sqlite.pragma('foreign_key_check')])).toEqual([0, []]);
  });

  test('kept rows have the columns of the rows they are kept for', () => {
    withWorkspace(workspace, (sqlite) => {
      for (const table of importedTables) {
        const columns = (name: string): unknown[] => sqlite.prepare('SELECT name, type FROM pragma_table_info(?) ORDER BY cid').all(name);
        expect(columns(`kept_${table}`).slice(2)).toEqual(columns(table));
      }
    });
  });
});
