import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRandom, randomIndex } from '../../src/engine/base/rng.ts';

/**
 * Imports a generated touches file with the command line and, in the same run, with `sqlite3 .import`; prints seconds,
 * their ratio and peak memory as JSON. `node tests/bench/import.ts [ROWS] [RUNS]`, 1,000,000 rows and 3 runs if not said.
 * `command` is `npm run -s omnivor` with all that npm and the set-up cost, `sources` the same program without a bundle.
 * Peak memory is that of the largest process started.
 */
const [rowCount = 1_000_000, runs = 3] = process.argv.slice(2).map(Number);
const repository = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'omnivor-bench-'));

function writeTouches(path: string): void {
  const random = createRandom(7);
  const channels = ['email', 'call', 'visit', 'webinar'];
  const kinds = ['sent', 'done', 'attended'];
  const file = openSync(path, 'w');
  const start = Date.UTC(2025, 0, 1);
  let lines = ['contact_id,date,channel,type,cost'];
  for (let row = 0; row < rowCount; row += 1) {
    const time = new Date(start + randomIndex(random, 365 * 86_400) * 1000).toISOString().slice(0, 19).replace('T', ' ');
    lines.push(`C${100_000 + randomIndex(random, 20_000)},${time},${channels[randomIndex(random, 4)]},${kinds[randomIndex(random, 3)]},${(random() * 50).toFixed(2)}`);
    if (lines.length === 10_000) {
      writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
}

interface Measured {
  seconds: number;
  peakMegabytes: number | null;
  output: string;
}

/** Peak resident memory so far of the largest among a process and those it started, where the system tells it (Linux). */
function readPeakMegabytes(processId: number): number | null {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/u.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1];
    const children = readFileSync(`/proc/${processId}/task/${processId}/children`, 'utf8').split(' ').filter((id) => id !== '');
    const peaks = children.map((id) => readPeakMegabytes(Number(id)) ?? 0);
    return kilobytes === undefined ? null : Math.max((Number(kilobytes) * 1024) / 1e6, ...peaks);
  } catch {
    return null;
  }
}

function measure(command: string, args: readonly string[]): Promise<Measured> {
  return new Promise((done, failed) => {
    const startedMs = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, OMNIVOR_HOME: join(folder, 'home') } });
    let output = '';
    let peakMegabytes: number | null = null;
    const poll = setInterval(() => {
      const peak = child.pid === undefined ? null : readPeakMegabytes(child.pid);
      if (peak !== null) peakMegabytes = Math.max(peak, peakMegabytes ?? 0);
    }, 20);
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', failed);
    child.on('close', (code) => {
      clearInterval(poll);
      if (code === 0) done({ seconds: (performance.now() - startedMs) / 1000, peakMegabytes, output });
      else failed(new Error(`${command} ended with ${code}.`));
    });
  });
}

const round = (value: number): number => Math.round(value * 100) / 100;
const middle = (values: readonly number[]): number => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

try {
  if (spawnSync('sqlite3', ['--version']).status !== 0) throw new Error('sqlite3 is not installed. On Debian: apt-get install sqlite3.');
  const file = join(folder, 'touches.csv');
  writeTouches(file);
  const commands = {
    command: ['npm', 'run', '--prefix', repository, '-s', 'omnivor', '--'],
    sources: [process.execPath, '--disable-warning=ExperimentalWarning', join(repository, 'src/main/cli/index.ts')],
  } as const;
  const names = ['command', 'sources'] as const;
  await measure('npm', [...commands.command.slice(1), 'help']);
  const results = { rows: rowCount, megabytes: round(statSync(file).size / 1e6), runs, sqlite3: { seconds: [] as number[] }, command: null as unknown, sources: null as unknown };
  const measured: Record<keyof typeof commands, { seconds: number[]; peakMegabytes: number[] }> = { command: { seconds: [], peakMegabytes: [] }, sources: { seconds: [], peakMegabytes: [] } };
  for (let run = 0; run < runs; run += 1) {
    rmSync(join(folder, 'peer.db'), { force: true });
    results.sqlite3.seconds.push(round((await measure('sqlite3', [join(folder, 'peer.db'), '.mode csv', `.import ${file} touches`])).seconds));
    for (const name of names) {
      const [command, ...words] = commands[name];
      const workspace = join(folder, `${name}.omnivor`);
      for (const ending of ['', '-wal', '-shm']) rmSync(workspace + ending, { force: true });
      const { seconds, peakMegabytes, output } = await measure(command, [...words, 'import', file, '--workspace', workspace]);
      const answer = JSON.parse(output) as { rows: number; created: number; duplicates: number; rejected: number };
      if (answer.rows !== rowCount || answer.created + answer.duplicates + answer.rejected !== rowCount) throw new Error(`The import of ${rowCount} rows answered ${output}`);
      measured[name].seconds.push(round(seconds));
      if (peakMegabytes !== null) measured[name].peakMegabytes.push(Math.round(peakMegabytes));
    }
  }
  const peer = middle(results.sqlite3.seconds);
  for (const name of names) {
    const { seconds, peakMegabytes } = measured[name];
    results[name] = { seconds, ratio: round(middle(seconds) / peer), peakMegabytes: peakMegabytes.length === 0 ? null : Math.max(...peakMegabytes) };
  }
  console.log(JSON.stringify(results, null, 2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
