import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { buildCommandLine } from '../../scripts/lib/build-command-line.mjs';
import { createTemporaryFolder } from './temporary-folder.ts';

const repository = resolve(import.meta.dirname, '../..');
const node = process.execPath;

/** A checkout that holds what the command line is made of. */
function createCheckout(): string {
  const root = createTemporaryFolder();
  for (const part of ['src/main', 'src/engine', 'src/contract', 'scripts', 'resources/migrations', 'package.json', 'package-lock.json', 'tsconfig.base.json']) {
    cpSync(join(repository, part), join(root, part), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'dir');
  return root;
}

const run = (root: string, started: readonly string[], words: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(node, [...started, ...words], { encoding: 'utf8', env: { ...process.env, OMNIVOR_HOME: join(root, 'home') } });

it('bundles the command line once, with the threads it starts', async () => {
  const root = createCheckout();
  const model = join(root, 'model.lp');
  writeFileSync(model, 'Maximize\n obj: 2 x + y\nSubject To\n c1: x + y <= 4\n c2: x <= 3\nEnd\n');
  const [first, second] = await Promise.all([buildCommandLine({ root, node }), buildCommandLine({ root, node })]);
  expect(second).toEqual(first);
  expect(readdirSync(join(root, 'out/command-line'))).toHaveLength(1);
  const ended = run(root, first, ['mip', model]);
  expect(ended.stderr).toBe('');
  expect(JSON.parse(ended.stdout)).toMatchObject({ status: 'optimal', objective: 7 });
});

it('bundles again what has changed and removes the older bundle', async () => {
  const root = createCheckout();
  const [older = ''] = await buildCommandLine({ root, node });
  const source = join(root, 'src/main/cli/index.ts');
  writeFileSync(source, readFileSync(source, 'utf8').replace('Unknown verb', 'No such verb'));
  const newer = await buildCommandLine({ root, node });
  expect(run(root, newer, ['fly']).stderr).toContain('No such verb "fly"');
  expect(existsSync(older)).toBe(false);
});

it('names what keeps it from building and leaves nothing behind', async () => {
  const root = createCheckout();
  mkdirSync(join(root, 'out/command-line'), { recursive: true });
  writeFileSync(join(root, 'src/main/cli/index.ts'), 'const = 1;\n');
  await expect(buildCommandLine({ root, node })).rejects.toMatchObject({ name: 'SetupProblem', detail: expect.stringContaining('index.ts') });
  expect(readdirSync(join(root, 'out/command-line'))).toEqual([]);
});
