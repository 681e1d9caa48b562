import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dumpContent } from './support/dump.ts';
import { importOrThrow } from './support/run-import.ts';
import { createTestFolder, createWorkspace, withWorkspace } from './support/workspace.ts';

const child = join(import.meta.dirname, 'support/import-child.ts');

/** Starts an import in its own process and kills it `delayMs` after it has begun the phase. Answers how far it came. */
function killDuring(phase: string, delayMs: number, path: string, workspace: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, path, workspace], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    running.stdout.on('data', (chunk: Buffer) => {
      const isBefore = !output.includes(phase);
      output += chunk.toString();
      if (isBefore && output.includes(phase)) setTimeout(() => running.kill('SIGKILL'), delayMs);
    });
    running.on('error', reject);
    running.on('close', () => resolve(output));
  });
}

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
    const moments = [['Consuming signals', 0], ['Consuming signals', 60], ...Array.from({ length: 14 }, (_, at) => ['Writing', at * 25] as const)] as const;
    for (const [phase, delayMs] of moments) {
      const workspace = createWorkspace(folder);
      await importOrThrow(first, workspace);
      await killDuring(phase, delayMs, path, workspace);
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
