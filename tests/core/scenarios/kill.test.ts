import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAndKill } from '../support/kill.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { mixSpec, openScenarioWorkspace, playBatch, waitJob } from './support.ts';

describe('a batch whose program was killed', () => {
  let test: TestCore;
  let base: number;
  let path: string;
  beforeAll(async () => {
    test = createTestCore();
    base = (await openScenarioWorkspace(test, { replications: 2000 })).id;
    path = join(test.folder, 'Test.omnivor');
  });
  afterAll(() => test.dispose());

  const exported = async (batchId: number): Promise<string> => {
    const file = join(test.folder, `batch-${batchId}.json`);
    unwrap(await test.core.batches.exportFile(batchId, file));
    return readFileSync(file, 'utf8');
  };

  it.each([
    ['while variants race', mixSpec({ search: { strategy: 'sobol', count: 24 }, racing: { eta: 2, firstReplications: 200 } }), ['round 1', 'round 2', 'round 3']],
    ['while variants play in full', mixSpec({ racing: undefined }), ['settled 1', 'settled 4']],
  ] as const)('%s keeps what was finished and ranks as if nothing had been', async (_name, spec, moments) => {
    const undisturbed = await playBatch(test, base, spec);
    const { id } = unwrap(await test.core.batches.create({ scenarioId: base, spec }));
    let settled = 0;
    for (const after of moments) {
      if (unwrap(test.core.batches.get(id)).row.status === 'done') break;
      unwrap(await test.core.workspaces.leave());
      await runAndKill('play-batch', [path, join(test.folder, 'other'), String(id)], { after, forMs: 3 });
      unwrap(await test.core.workspaces.openPath(path));
      const { row } = unwrap(test.core.batches.get(id));
      expect(['paused', 'done']).toContain(row.status);
      expect(row.counts.done + row.counts.stopped).toBeGreaterThanOrEqual(settled);
      settled = row.counts.done + row.counts.stopped;
    }
    if (unwrap(test.core.batches.get(id)).row.status !== 'done') {
      const job = await waitJob(test, unwrap(await test.core.batches.run({ batchId: id, concurrency: 2 })).jobId);
      expect(job.status).toBe('succeeded');
    }
    expect(await exported(id)).toBe(await exported(undisturbed.id));
    expect(test.core.context.session!.database.sqlite.prepare('SELECT count(*) FROM scenario_variant_samples').pluck().get()).toBe(0);
  });
});
