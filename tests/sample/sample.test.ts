import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRulesFile } from '../../src/engine/model/check-problem.ts';

const root = resolve(import.meta.dirname, '../..');
const sample = join(root, 'resources/sample');

describe('the bundled sample', () => {
  it('is what its script writes, byte for byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'omnivor-sample-'));
    expect(spawnSync(process.execPath, [join(root, 'scripts/make-sample.mjs'), folder]).status).toBe(0);
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).equals(readFileSync(join(sample, name))), name).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it('brings rules of the public format', () => {
    expect(readRulesFile(JSON.parse(readFileSync(join(sample, 'rules.json'), 'utf8')))).toMatchObject({ ok: true });
  });
});
