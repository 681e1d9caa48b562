import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Objective } from '../../../src/engine/model/objective.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

const settings = { replications: 400, shared: 0.2, seed: 3 };

describe('what may come of a plan', () => {
  let test: TestCore;

  beforeEach(async () => {
    test = createTestCore();
    await test.createWorkspace();
    const rows = Array.from({ length: 20 }, (_row, at) => `C${at},${at < 10 ? 'A' : 'B'},R1,${10 + at}`);
    await importContacts(test, `Contact ID,Segment,Rep,Value\n${rows.join('\n')}\n`);
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 7 } }));
    unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id: 'visit', unitCost: 5, saturation: 0.5, maxPerContact: 2, cooldownDays: 3 } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'week', kind: 'capacity', per: 'week', max: 12 } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'wide', kind: 'coverage', minContacts: 8 } }));
  });
  afterEach(() => test.dispose());

  async function solve(objective: Objective): Promise<number> {
    unwrap(await test.core.rules.edit({ edit: 'objective', objective }));
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'highs', seconds: 20, gap: 0, seed: 1 }));
    const job = await test.core.context.session!.jobs.wait(jobId);
    expect(job.fault).toBeNull();
    return z.object({ planId: z.int() }).parse(job.result).planId;
  }

  async function play(planId: number): Promise<void> {
    const { jobId } = unwrap(test.core.planRange.start({ planId, ...settings }));
    const job = await test.core.context.session!.jobs.wait(jobId);
    expect(job.fault).toBeNull();
    expect(job.result).toEqual({ planId });
  }

  it('is nothing before it was played, and then a range around what was planned', async () => {
    const planId = await solve({ metric: 'lift' });
    expect(unwrap(test.core.planRange.get(planId, []))).toBeNull();
    await play(planId);
    const { summary } = unwrap(test.core.allocation.get(planId));
    const asked = [{ measure: 'lift', value: 0 }, { measure: 'cost', value: summary.cost }, { measure: 'cost', value: summary.cost - 1 }, { measure: 'roi', value: 1e9 }] as const;
    const { range, targets } = unwrap(test.core.planRange.get(planId, asked))!;
    expect(range).toMatchObject({ ...settings, cost: summary.cost, reach: summary.reached, actions: summary.actions, refused: 0 });
    expect(range.lift.p10).toBeLessThanOrEqual(range.lift.p50);
    expect(range.lift.p10).toBeLessThan(range.lift.p90);
    expect(Math.abs(range.lift.mean - summary.lift)).toBeLessThan((5 * range.lift.sd) / Math.sqrt(settings.replications));
    expect(range.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(settings.replications);
    expect(targets.map(({ kind, name, probability }) => [kind, name, probability])).toEqual([
      ['asked', 'lift', 1],
      ['asked', 'cost', 1],
      ['asked', 'cost', 0],
      ['asked', 'roi', 0],
      ['objective', 'lift', targets[4]!.probability],
      ['coverage', 'wide', 1],
    ]);
    expect(targets[4]!.probability).toBeGreaterThan(0.05);
    expect(targets[4]!.probability).toBeLessThan(0.8);
    expect(targets[4]!.low).toBeLessThan(targets[4]!.probability);
  });

  it('is played by itself after a solve that says how, as a job beside everything else', async () => {
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0, seed: 1, range: settings }));
    const { jobs } = test.core.context.session!;
    const { planId } = z.object({ planId: z.int() }).parse((await jobs.wait(jobId)).result);
    const playing = unwrap(test.core.planRange.playing(planId)).jobId ?? '';
    expect((await jobs.wait(playing)).kind).toBe('plan_range');
    expect(unwrap(test.core.planRange.get(planId, []))?.range).toMatchObject(settings);
    expect(unwrap(test.core.planRange.playing(planId)).jobId).toBeNull();
    const quiet = await solve({ metric: 'lift' });
    expect(unwrap(test.core.planRange.playing(quiet)).jobId).toBeNull();
  });

  it('is the same again for the same settings, and goes with its plan', async () => {
    const planId = await solve({ metric: 'lift' });
    await play(planId);
    const first = unwrap(test.core.planRange.get(planId, []));
    await play(planId);
    expect({ ...unwrap(test.core.planRange.get(planId, [])), madeAt: 0 }).toEqual({ ...first, madeAt: 0 });
    unwrap(await test.core.allocation.remove(planId));
    expect(test.core.context.session!.database.sqlite.prepare('SELECT count(*) FROM plan_ranges').pluck().get()).toBe(0);
  });

  it('tells the chance of every level, and a plan keeps what it was judged by', async () => {
    const planId = await solve({ metric: 'lift', levels: [{ metric: 'reach' }, { metric: 'lift', tolerance: 0.1 }, { metric: 'cost' }] });
    const { plan } = unwrap(test.core.allocation.documents(planId));
    expect(plan.status).toBe('optimal');
    expect(plan.goal).toMatchObject({ kind: 'levels', levels: [{ metric: 'reach', value: 12, solved: 12, bound: 12, gap: 0, keep: 12 }, { metric: 'lift' }, { metric: 'cost', value: 60, keep: null }] });
    expect(unwrap(test.core.allocation.get(planId))).toMatchObject({ summary: { goal: plan.goal }, asked: { levels: [{ metric: 'reach' }, { metric: 'lift', tolerance: 0.1 }, { metric: 'cost' }] } });
    await play(planId);
    const { targets } = unwrap(test.core.planRange.get(planId, []))!;
    expect(targets.map(({ kind, name }) => [kind, name])).toEqual([['level', 'reach'], ['level', 'lift'], ['level', 'cost'], ['coverage', 'wide']]);
    expect(targets[0]).toMatchObject({ probability: 1, low: 1, high: 1 });
  });

  it('refuses what is not there', async () => {
    expect(test.core.planRange.start({ planId: 99, ...settings })).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND' } });
    expect(test.core.planRange.get(99, [])).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND' } });
  });
});
