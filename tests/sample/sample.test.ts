import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestCore, unwrap } from '../core/support/test-core.ts';
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

  it('opens with campaigns of which two collide and scenarios of which one is a branch, in one step of the undo list', async () => {
    const test = createTestCore();
    try {
      unwrap(await test.core.sample.open());
      const campaigns = unwrap(test.core.campaigns.list({}));
      expect(campaigns.map(({ campaign, conflicts }) => [campaign.name, campaign.status, conflicts])).toEqual([['Spring Launch', 'active', 47], ['Heart Health', 'active', 47], ['Patient Dialogue', 'draft', 0], ['Winter Renewal', 'active', 0]]);
      for (const { held, campaign, contacts, audience } of campaigns) {
        expect(held, campaign.name).toBeGreaterThan(0);
        expect(held, campaign.name).toBeLessThanOrEqual(campaign.budget ?? 0);
        expect(contacts, campaign.name).toBe(audience?.contacts);
      }
      expect(unwrap(test.core.conflicts.page({ offset: 0, limit: 1 })).byKind.preemption).toBeGreaterThan(10);
      expect(unwrap(test.core.executions.report()).reservations).toBeGreaterThan(30);
      expect(unwrap(test.core.edits.state()).undo).toBe('Load the sample campaigns and scenarios');
      const scenarios = unwrap(test.core.scenarios.list());
      expect(scenarios.map(({ name, policy, parent }) => [name, policy, scenarios.find(({ id }) => id === parent)?.name])).toEqual([['Base case', 'mix', undefined], ['E-mail instead of visits', 'mix', 'Base case'], ['Learning among cardiologists', 'bandit', undefined]]);
      for (const { id } of scenarios) expect(unwrap(test.core.scenarios.check(unwrap(test.core.scenarios.get(id)).draft))).toEqual([]);
    } finally {
      await test.dispose();
    }
  });

  it('brings rules of the public format', () => {
    expect(readRulesFile(JSON.parse(readFileSync(join(sample, 'rules.json'), 'utf8')))).toMatchObject({ ok: true });
  });
});
