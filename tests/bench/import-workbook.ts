import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildCommandLine } from '../../scripts/lib/build-command-line.mjs';
import { createRandom, randomIndex } from '../../src/engine/base/rng.ts';
import { writeWorkbook, type WorkbookCell } from '../core/import/support/workbook-file.ts';

/**
 * Imports generated workbooks of touches with the command line; several sizes show how memory grows. Prints seconds and
 * peak memory of each run as JSON. `node tests/bench/import-workbook.ts [ROWS…]`, 100,000 rows if not said. Memory is read
 * on Linux only.
 */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100_000];
const RUNS = 3;
const repository = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'omnivor-bench-'));

function createRows(count: number): WorkbookCell[][] {
  const random = createRandom(7);
  const channels = ['email', 'call', 'visit', 'webinar'];
  const rows: WorkbookCell[][] = [['contact_id', 'date', 'channel', 'note', 'cost']];
  for (let row = 0; row < count; row += 1) {
    const date = { number: 45_658 + randomIndex(random, 365) + randomIndex(random, 86_400) / 86_400, format: 0 };
    rows.push([`C${100_000 + randomIndex(random, 20_000)}`, date, channels[randomIndex(random, 4)] ?? '', `Note ${row}`, Math.round(random() * 5000) / 100]);
  }
  return rows;
}

function run(program: readonly string[], file: string, workspace: string): Promise<{ seconds: number; peakMegabytes: number }> {
  return new Promise((done, failed) => {
    const startedMs = performance.now();
    const child = spawn(process.execPath, [...program, 'import', file, '--workspace', workspace], { stdio: 'ignore', env: { ...process.env, OMNIVOR_HOME: join(folder, 'home') } });
    let peakMegabytes = 0;
    const poll = setInterval(() => {
      try {
        peakMegabytes = (Number(/VmHWM:\s+(\d+) kB/u.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'))?.[1] ?? 0) * 1024) / 1e6 || peakMegabytes;
      } catch {
        // It has ended, or this is no Linux.
      }
    }, 20);
    child.on('error', failed);
    child.on('close', (code) => {
      clearInterval(poll);
      if (code === 0) done({ seconds: Math.round((performance.now() - startedMs) / 10) / 100, peakMegabytes: Math.round(peakMegabytes) });
      else failed(new Error(`The import ended with ${code}.`));
    });
  });
}

try {
  const program = await buildCommandLine({ root: repository, node: process.execPath });
  for (const rows of sizes) {
    const file = join(folder, `${rows}.xlsx`);
    const bytes = writeWorkbook([{ name: 'Touches', rows: createRows(rows) }], { formats: ['yyyy-mm-dd hh:mm:ss'] });
    writeFileSync(file, bytes);
    const runs = [];
    for (let at = 0; at < RUNS; at += 1) runs.push(await run(program, file, join(folder, `${rows}-${at}.omnivor`)));
    console.log(JSON.stringify({ rows, megabytes: Math.round(bytes.length / 1e4) / 100, runs }));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
