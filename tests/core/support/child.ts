import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildPrograms } from '../../../scripts/lib/build-command-line.mjs';
import { testPrograms } from '../../../scripts/lib/test-programs.mjs';

export interface EndedChild {
  /** Whole lines the child printed, in order. */
  readonly lines: string[];
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly errors: string;
}

export interface RunningChild {
  /** Resolves with the first line that begins so; rejects when the child ends without one. */
  waitFor(start: string): Promise<string>;
  kill(): void;
  write(text: string): void;
  readonly ended: Promise<EndedChild>;
}

/** Folder of the scripts in `children/`, bundled. */
const bundles = buildPrograms({ root: resolve(import.meta.dirname, '../../..'), node: process.execPath }, testPrograms);

/** Starts one of the scripts in `children/` in a process of its own. */
export async function startChild(script: string, words: readonly string[]): Promise<RunningChild> {
  const child = spawn(process.execPath, [join(await bundles, `${script}.js`), ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  let hasEnded = false;
  const waiting = new Set<() => void>();
  const wholeLines = (): string[] => output.split('\n').slice(0, -1);
  const notify = (): void => {
    for (const check of waiting) check();
  };
  child.stdin.on('error', () => undefined);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    notify();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<EndedChild>((resolve) => {
    child.on('close', (code, signal) => {
      hasEnded = true;
      resolve({ lines: wholeLines(), code, signal, errors });
      notify();
    });
  });
  return {
    waitFor: (start) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const line = wholeLines().find((candidate) => candidate.startsWith(start));
          if (line === undefined && !hasEnded) return;
          waiting.delete(check);
          if (line === undefined) reject(new Error(`The child ended without "${start}": ${errors}`));
          else resolve(line);
        };
        waiting.add(check);
        check();
      }),
    kill: () => void child.kill('SIGKILL'),
    write: (text) => void child.stdin.write(text),
    ended,
  };
}
