import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { inspectAfterKill, numbersAfter, readColumn, runAndKill } from '../support/kill.ts';
import { createFolder, makeWorkspaceFile } from '../support/workspace-file.ts';
import { runs } from '../../support/runs.ts';

describe('a program killed at any moment', () => {
  it('while importing has whole files or none of them, with their step', async () => {
    const path = join(createFolder(), 'test.omnivor');
    const userFolder = createFolder();
    const rows = 3000;
    makeWorkspaceFile(path);
    const random = createRandom(2);
    const told = new Set<number>();
    for (let run = 0; run < runs(10); run += 1) {
      const lines = await runAndKill('keep-importing', [path, userFolder, String(rows)], { after: run % 2 === 0 ? 'ready' : 'import', forMs: 100 + random() * 900 });
      for (const number of numbersAfter(lines, 'import')) told.add(number);
      inspectAfterKill(path, (sqlite) => {
        const imports = sqlite.prepare('SELECT id, undone_at IS NOT NULL AS isUndone, (SELECT count(*) FROM contacts WHERE import_id = imports.id) AS contacts, (SELECT state FROM edits WHERE import_id = imports.id) AS state FROM imports').all() as {
          id: number;
          isUndone: number;
          contacts: number;
          state: string;
        }[];
        for (const { id, isUndone, contacts, state } of imports) {
          expect({ id, contacts, isDone: state === 'done' }).toEqual({ id, contacts: isUndone === 1 ? 0 : rows, isDone: isUndone === 0 });
        }
        for (const number of told) expect(imports.some(({ id }) => id === number), `import ${number} was told`).toBe(true);
        expect(readColumn<number>(sqlite, 'SELECT count(*) FROM contacts')[0]).toBe(imports.filter(({ isUndone }) => isUndone === 0).length * rows);
        expect(imports.length).toBeLessThanOrEqual(told.size + run + 1);
      });
    }
    expect(told.size).toBeGreaterThanOrEqual(runs(5));
  });
});
