import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

describe('the problem a plan shows', () => {
  let test: TestCore;
  const solve = async (): Promise<number> => {
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 }));
    return z.object({ planId: z.int() }).parse((await test.core.context.session!.jobs.wait(jobId)).result).planId;
  };
  beforeAll(async () => {
    test = createTestCore();
    unwrap(await test.core.sample.open());
  });
  afterAll(() => test.dispose());

  it('is its own, also after the one before it was removed, whose number is not given again', async () => {
    const removed = await solve();
    expect(unwrap(test.core.allocation.get(removed)).summary.horizonDays).not.toBe(14);
    unwrap(await test.core.allocation.remove(removed));
    const rules = unwrap(test.core.rules.get());
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { ...rules.horizon, days: 14 } }));
    const planId = await solve();
    expect(planId).toBe(removed + 1);
    expect(unwrap(test.core.allocation.get(planId)).summary.horizonDays).toBe(14);
    expect(unwrap(test.core.allocation.documents(planId)).problem.horizon.days).toBe(14);
  });
});
