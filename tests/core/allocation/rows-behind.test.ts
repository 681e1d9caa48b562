import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

const rules: Constraint[] = [
  { id: 'month', kind: 'capacity', per: 'month', max: 90, channels: ['visit'] },
  { id: 'week', kind: 'capacity', per: 'week', max: 40, segments: ['A'] },
  { id: 'rep-month', kind: 'rep_capacity', per: 'month', max: 60 },
  { id: 'of-a-rep', kind: 'capacity', per: 'horizon', max: 90, reps: ['R1'] },
  { id: 'busy', kind: 'concurrent', max: 25, durationDays: 3, channels: ['visit'] },
  { id: 'money', kind: 'budget', per: 'month', max: 900 },
  { id: 'watched', kind: 'blackout', from: '2027-01-29', to: '2027-02-02', window: 'restricted' },
];

describe('rows behind a line of a plan', () => {
  let test: TestCore;
  let planId = 0;
  /** Twenty contacts of two segments and two reps, two channels, two weeks over the end of a month. */
  beforeAll(async () => {
    test = createTestCore();
    await test.createWorkspace();
    const contacts = Array.from({ length: 20 }, (_row, at) => `C${at},${at < 10 ? 'A' : 'B'},R${1 + (at % 2)},10`);
    await importContacts(test, `Contact ID,Segment,Rep,Value\n${contacts.join('\n')}\n`);
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-25', days: 14 } }));
    for (const [id, unitCost] of [['visit', 9], ['call', 2]] as const) unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id, unitCost, saturation: 0.9, maxPerContact: 4, cooldownDays: 3 } }));
    for (const constraint of rules) unwrap(await test.core.rules.edit({ edit: 'constraint', constraint }));
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 }));
    const job = await test.core.context.session!.jobs.wait(jobId);
    planId = z.object({ planId: z.int() }).parse(job.result).planId;
  });
  afterAll(() => test.dispose());

  it('are as many, or cost as much, as the line says', () => {
    const { usage } = unwrap(test.core.allocation.get(planId));
    expect(new Set(usage.filter(({ used }) => used > 0).map(({ constraint }) => constraint))).toEqual(new Set(rules.map(({ id }) => id)));
    expect(usage.filter(({ constraint }) => constraint === 'month').map(({ period }) => period)).toEqual(['2027-01', '2027-02']);
    for (const { constraint, period, rep, used, unit } of usage) {
      const { total, cost } = unwrap(test.core.allocation.actions({ planId, offset: 0, limit: 10, constraint, ...(period === undefined ? {} : { period }), ...(rep === undefined ? {} : { rep }) }));
      expect(unit === 'money' ? cost : total, `${constraint} ${period} ${rep}`).toBe(used);
    }
  });
});
