import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runAndKill } from '../support/kill.ts';
import { dumpContent } from './support/dump.ts';
import { importOrThrow } from './support/run-import.ts';
import { createTestFolder, createWorkspace, withWorkspace } from './support/workspace.ts';
import { runs } from '../../support/runs.ts';

test('a kill at any moment leaves nothing or everything, and the next import works', { timeout: 240_000 }, async () => {
  const folder = createTestFolder();
  try {
    const rows = Array.from({ length: 60_000 }, (_, at) => `C${at % 4000},2024-01-${String((at % 28) + 1).padStart(2, '0')} ${String(at % 24).padStart(2, '0')}:${String(at % 60).padStart(2, '0')},email,${at}`);
    const path = folder.file('touches.csv');
    writeFileSync(path, `contact id,date,channel,cost\n${[...new Map(rows.map((row) => [row.split(',').slice(0, 3).join(), row])).values()].join('\n')}\n`);
    const first = folder.file('first.csv');
    writeFileSync(first, 'contact id,name\nC1,Known\n');
    const reference = createWorkspace(folder);
    await importOrThrow(first, reference);
    const nothing = JSON.stringify(withWorkspace(reference, dumpContent));
    await importOrThrow(path, reference);
    const everything = JSON.stringify(withWorkspace(reference, dumpContent));
    const ends = { nothing: 0, everything: 0 };
    const moments = [['Consuming signals', 0], ['Consuming signals', 60], ...Array.from({ length: runs(14) }, (_, at) => ['Writing', (at * 350) / runs(14)] as const)] as const;
    for (const [phase, delayMs] of moments) {
      const workspace = createWorkspace(folder);
      await importOrThrow(first, workspace);
      await runAndKill('import-one', [path, workspace], { after: phase, forMs: delayMs });
      const content = JSON.stringify(withWorkspace(workspace, dumpContent));
      const end = content === nothing ? 'nothing' : content === everything ? 'everything' : 'something between';
      expect(end, `${phase} + ${delayMs} ms`).not.toBe('something between');
      ends[end as keyof typeof ends] += 1;
      expect(withWorkspace(workspace, (sqlite) => [sqlite.pragma('integrity_check'), sqlite.pragma('foreign_key_check'), sqlite.prepare('SELECT count(*) FROM imports').pluck().get()])).toEqual([[{ integrity_check: 'ok' }], [], end === 'nothing' ? 1 : 2]);
      if (end === 'nothing') {
        await importOrThrow(path, workspace);
        expect(JSON.stringify(withWorkspace(workspace, dumpContent))).toBe(everything);
      }
    }
    expect(ends.nothing).toBeGreaterThan(0);
    expect(ends.nothing + ends.everything).toBe(moments.length);
  } finally {
    folder.remove();
  }
});
