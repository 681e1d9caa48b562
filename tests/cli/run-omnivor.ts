import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildCommandLine } from '../../scripts/lib/build-command-line.mjs';

const root = resolve(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What Node starts the command line with: its bundle, made of the sources as they are. */
const started = buildCommandLine({ root, node: process.execPath });

/** Runs the command line, in a home of its own; `onStderr` sees what it logs as it comes. */
export async function runOmnivor(words: readonly string[], options: { home?: string; onStderr?: (text: string, kill: (signal: NodeJS.Signals) => void) => void } = {}): Promise<Ended> {
  const program = await started;
  return new Promise((resolveEnd) => {
    const child = spawn(process.execPath, [...program, ...words], {
      env: { ...process.env, OMNIVOR_HOME: options.home ?? join(tmpdir(), 'omnivor-test-home') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      options.onStderr?.(text, (signal) => child.kill(signal));
    });
    child.on('close', (code) => resolveEnd({ code, stdout, stderr }));
  });
}

/** Runs any script of ours or beside the checkout and answers how it ended. */
export function runScript(script: string, words: readonly string[]): Promise<Ended> {
  return new Promise((resolveEnd) => {
    const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('close', (code) => resolveEnd({ code, stdout, stderr }));
  });
}

/** A folder that is gone afterwards. */
export function createFolder(): { path: string; dispose: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'omnivor-cli-'));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}
