import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BatchResult, type BatchSpec } from '../../../src/engine/model/batch.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { mixSpec, openScenarioWorkspace, playBatch, rankingOf, waitJob } from './support.ts';

describe('batches of a scenario', () => {
  let test: TestCore;
  let base: number;
  let batches: TestCore['core']['batches'];

  const exported = async (batchId: number): Promise<string> => {
    const path = join(test.folder, `batch-${batchId}.json`);
    unwrap(await batches.exportFile(batchId, path));
    return readFileSync(path, 'utf8');
  };

  beforeAll(async () => {
    test = createTestCore();
    ({ batches } = test.core);
    base = (await openScenarioWorkspace(test)).id;
  });
  afterAll(() => test.dispose());

  it('play every variant, rank them, and give the same bytes on one thread and on two', async () => {
    const one = await playBatch(test, base, mixSpec(), 1);
    const two = await playBatch(test, base, mixSpec(), 2);
    expect(one).toMatchObject({ status: 'done', total: 12, strategy: 'sobol', racing: true, round: 3, rounds: 3, stale: [] });
    expect(one.counts.done + one.counts.stopped).toBe(12);
    const text = await exported(one.id);
    expect(await exported(two.id)).toBe(text);
    const result = BatchResult.parse(JSON.parse(text));
    expect(result.variants.map(({ rank }) => rank)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    expect(result.best).toBe(one.best?.number);
    const done = result.variants.filter(({ status }) => status === 'done');
    expect(done.map(({ score }) => score)).toEqual(done.map(({ score }) => score!).toSorted((a, b) => b - a));
    for (const { status, replications, stoppedInRound, reason } of result.variants) {
      expect({ replications, stopped: stoppedInRound !== null, reason: reason !== null }).toEqual(status === 'done' ? { replications: 24, stopped: false, reason: false } : { replications: stoppedInRound === 1 ? 6 : 12, stopped: true, reason: true });
    }
  });

  it('a race ends with the winner of playing everything in full, and its scores', async () => {
    const full = await playBatch(test, base, mixSpec({ racing: undefined }));
    const raced = await playBatch(test, base, mixSpec());
    expect(raced.best).toEqual(full.best);
    const scores = new Map(rankingOf(test, full.id).map(({ number, score }) => [number, score]));
    for (const { number, score, status } of rankingOf(test, raced.id)) if (status === 'done') expect(score).toBe(scores.get(number));
  });

  it('name what makes a variant infeasible, and leave it without a rank', async () => {
    const listed: BatchSpec = mixSpec({ space: undefined, racing: undefined, search: { strategy: 'listed', variants: [{ name: 'As it is', parameters: {} }, { name: 'Too much', parameters: { 'policy.shares.email': 0.8, 'policy.shares.visit': 0.6 } }, { parameters: { 'policy.actionsPerContact': 6 } }] }, goal: { metric: 'lift', direction: 'max', limits: [{ measure: 'actions', max: 40 }] } });
    const { id, counts } = await playBatch(test, base, listed);
    expect(counts).toMatchObject({ done: 1, infeasible: 2 });
    const rows = rankingOf(test, id);
    expect(rows[0]).toMatchObject({ name: 'As it is', rank: 1, status: 'done', base: {} });
    expect(rows[1]).toMatchObject({ name: 'Too much', rank: null, status: 'infeasible' });
    expect(rows[1]!.reason).toContain('Infeasible variant');
    expect(rows[2]).toMatchObject({ rank: null, base: { 'policy.actionsPerContact': 3 } });
    expect(rows[2]!.reason).toMatch(/^actions \d+.* is above 40$/u);
    expect(unwrap(batches.best({ batchId: id, measure: 'cost' }))?.number).toBe(1);
  });

  it('search by what came before, alike however often they are paused', async () => {
    const spec = mixSpec({ racing: undefined, search: { strategy: 'bayesian', count: 12, initial: 6, batchSize: 3 } });
    const whole = await playBatch(test, base, spec, 2);
    expect(whole).toMatchObject({ status: 'done', total: 12, rounds: 4 });
    expect(whole.counts.done).toBe(12);
    const { id } = unwrap(await batches.create({ scenarioId: base, spec }));
    for (let pauses = 0; pauses < 2; pauses += 1) {
      const { jobId } = unwrap(await batches.run({ batchId: id, concurrency: 1 }));
      await untilPlayed(id, 1 + 4 * pauses);
      expect(unwrap(await batches.pause(id)).status).toMatch(/paused|done/u);
      expect((await waitJob(test, jobId)).status).toMatch(/cancelled|succeeded/u);
    }
    if (unwrap(batches.get(id)).row.status !== 'done') await waitJob(test, unwrap(await batches.run({ batchId: id })).jobId);
    expect(await exported(id)).toBe(await exported(whole.id));
  });

  const untilPlayed = async (batchId: number, count: number): Promise<void> => {
    while (true) {
      const { row } = unwrap(batches.get(batchId));
      if (row.counts.done + row.counts.stopped + row.counts.infeasible >= count || row.status === 'done') return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('keep what is finished when cancelled, refuse what cannot be, and go', async () => {
    const { id } = unwrap(await batches.create({ scenarioId: base, spec: mixSpec({ racing: undefined }) }));
    expect(await batches.pause(id)).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
    unwrap(await batches.run({ batchId: id, concurrency: 1 }));
    expect(await batches.run({ batchId: id })).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
    expect(await batches.remove(id)).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
    expect(await test.core.scenarios.remove(base)).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
    await untilPlayed(id, 1);
    const row = unwrap(await batches.cancel(id));
    expect(['cancelled', 'done']).toContain(row.status);
    expect(row.counts.done).toBeGreaterThan(0);
    expect(row.counts.running).toBe(0);
    expect(unwrap(batches.best({ batchId: id }))?.rank).toBe(1);
    unwrap(await batches.remove(id));
    expect(batches.get(id)).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND' } });
    expect(unwrap(test.core.edits.state()).undo).toBe('Remove search Search');
    unwrap(await test.core.edits.undo());
    expect(unwrap(batches.get(id)).row).toEqual(row);
    unwrap(await test.core.edits.redo());
    expect(unwrap(batches.list()).map((other) => other.id)).not.toContain(id);
    expect(await batches.create({ scenarioId: base, spec: mixSpec({ space: { parameters: [{ name: 'policy.shares.fax', from: 0, to: 1 }], constraints: [] } }) })).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE' } });
  });

  it('are cancelled by whoever stops their job, paused by the page alone, and say so whether they had begun or not', async () => {
    const make = async (): Promise<number> => unwrap(await batches.create({ scenarioId: base, spec: mixSpec({ racing: undefined }) })).id;
    const [first, second, third] = [await make(), await make(), await make()];
    const jobs = [];
    for (const batchId of [first, second, third]) jobs.push(unwrap(await batches.run({ batchId, concurrency: 1 })).jobId);
    const session = test.core.context.session!;
    unwrap(session.jobs.cancel(jobs[1]!));
    expect((await waitJob(test, jobs[1]!)).status).toBe('cancelled');
    expect(unwrap(batches.get(second)).row.status).toBe('cancelled');
    expect(unwrap(await batches.pause(third)).status).toBe('pending');
    await untilPlayed(first, 1);
    if (session.jobs.cancel(jobs[0]!).ok) expect((await waitJob(test, jobs[0]!)).result).toMatchObject({ batchId: first, left: 'cancelled' });
    expect(['cancelled', 'done']).toContain(unwrap(batches.get(first)).row.status);
    const again = unwrap(await batches.run({ batchId: third, concurrency: 1 })).jobId;
    await untilPlayed(third, 1);
    const { status } = unwrap(await batches.pause(third));
    expect(status).toMatch(/paused|done/u);
    expect((await waitJob(test, again)).result).toMatchObject({ batchId: third, left: status });
  });

  it('let a plan be solved beside them', async () => {
    const { id } = unwrap(await batches.create({ scenarioId: base, spec: mixSpec({ search: { strategy: 'sobol', count: 2000 }, racing: undefined }) }));
    const { jobId } = unwrap(await batches.run({ batchId: id, concurrency: 1 }));
    await untilPlayed(id, 1);
    const solved = await waitJob(test, unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 10, gap: 0.01, seed: 1 })).jobId);
    expect(solved.status).toBe('succeeded');
    expect(unwrap(batches.get(id)).row.status).toBe('running');
    unwrap(await batches.cancel(id));
    expect((await waitJob(test, jobId)).status).toBe('cancelled');
  });

  it('stay for ten more removals, then go for good', async () => {
    const made = [];
    for (let at = 0; at < 12; at += 1) {
      made.push(unwrap(await batches.create({ scenarioId: base, spec: mixSpec({ search: { strategy: 'sobol', count: 2 } }) })).id);
      test.clock.advance(1000);
      unwrap(await batches.remove(made.at(-1)!));
    }
    const { sqlite } = test.core.context.session!.database;
    const left = sqlite.prepare('SELECT id FROM scenario_batches').pluck().all();
    expect(made.map((id) => left.includes(id))).toEqual(made.map((_, at) => at >= 2));
    expect(unwrap(await batches.create({ scenarioId: base, spec: mixSpec() })).id).toBe(made.at(-1)! + 1);
  });

  it('page, sort, filter and chart the variants', async () => {
    const { id } = await playBatch(test, base, mixSpec({ search: { strategy: 'grid', levels: 4 }, racing: undefined, space: { parameters: [{ name: 'policy.shares.email', from: 0, to: 1 }, { name: 'policy.targeting', choices: ['value', 'random'] }], constraints: [{ name: 'some e-mail', terms: { 'policy.shares.email': 1 }, min: 0.2 }] } }));
    expect(unwrap(batches.get(id))).toMatchObject({ skipped: { 'some e-mail': 2 }, row: { total: 6 } });
    const sorted = unwrap(batches.variants({ batchId: id, offset: 1, limit: 2, sort: { column: 'policy.shares.email', direction: 'desc' } }));
    expect(sorted).toMatchObject({ total: 6, rows: [{ parameters: { 'policy.shares.email': 1 } }, { parameters: { 'policy.shares.email': 2 / 3 } }] });
    const chosen = unwrap(batches.variants({ batchId: id, offset: 0, limit: 10, choices: [{ column: 'policy.targeting', values: ['random'] }], ranges: [{ column: 'policy.shares.email', min: 0.5 }] }));
    expect(chosen.rows.map(({ parameters }) => parameters['policy.targeting'])).toEqual(['random', 'random']);
    const byLift = unwrap(batches.variants({ batchId: id, offset: 0, limit: 10, sort: { column: 'lift', direction: 'desc' } })).rows.map(({ measures }) => measures?.lift.mean ?? 0);
    expect(byLift).toEqual(byLift.toSorted((a, b) => b - a));
    const cells = unwrap(await batches.columns({ batchId: id, columns: ['score', 'policy.targeting', 'reach'], front: [{ measure: 'lift', direction: 'max' }, { measure: 'cost', direction: 'min' }] }));
    expect(cells.number).toEqual([1, 2, 3, 4, 5, 6]);
    expect(cells.columns.map(({ column }) => column)).toEqual(['score', 'policy.targeting', 'reach']);
    const best = rankingOf(test, id).toSorted((a, b) => (b.measures?.lift.mean ?? 0) - (a.measures?.lift.mean ?? 0) || (a.measures?.cost.mean ?? 0) - (b.measures?.cost.mean ?? 0))[0]!;
    expect(cells.front[best.number - 1]).toBe(true);
    const few = unwrap(await batches.columns({ batchId: id, columns: ['rank'], most: 2, front: [{ measure: 'lift', direction: 'max' }, { measure: 'cost', direction: 'min' }] }));
    expect(few.known).toBe(6);
    expect(few.rank).toContain(1);
    const drawn = new Set(few.number);
    expect(cells.number.filter((_, at) => cells.front[at]).every((number) => drawn.has(number))).toBe(true);
    expect(few.number).toEqual(few.number.toSorted((a, b) => a - b));
  });

  it.each([
    ['sobol', { strategy: 'sobol', count: 8 }],
    ['bayesian', { strategy: 'bayesian', count: 8, initial: 5, batchSize: 3 }],
  ] as const)('vary all shares under an equation by %s', async (_name, search) => {
    const shares = ['policy.shares.email', 'policy.shares.visit'];
    const space = { parameters: shares.map((name) => ({ name, from: 0, to: 1 })), constraints: [{ name: 'all of it', terms: Object.fromEntries(shares.map((name) => [name, 1])), min: 1, max: 1 }] };
    const { id, counts } = await playBatch(test, base, mixSpec({ racing: undefined, search, space }));
    expect(counts.done).toBe(8);
    for (const { parameters } of rankingOf(test, id)) expect(Number(parameters['policy.shares.email']) + Number(parameters['policy.shares.visit'])).toBeCloseTo(1, 12);
  });

  it('find the best of a scenario with defaults', async () => {
    const { batchId, jobId } = unwrap(await batches.findOptimal({ scenarioId: base, count: 16 }));
    expect((await waitJob(test, jobId)).status).toBe('succeeded');
    const { row, best } = unwrap(batches.get(batchId));
    expect(row).toMatchObject({ status: 'done', total: 16, goal: { metric: 'net', direction: 'max' } });
    expect(row.parameters).toContain('policy.actionsPerContact');
    expect(best?.rank).toBe(1);
  });

  it('promote a variant to a branch and a problem that Optimize solves', async () => {
    const { id } = await playBatch(test, base, mixSpec({ space: undefined, racing: undefined, search: { strategy: 'listed', variants: [{ parameters: { 'policy.shares.email': 0.9, 'assumptions.cost.all': 2, 'assumptions.response.email': 0.5 } }] } }));
    const { scenarioId, problemId } = unwrap(await batches.promote({ batchId: id, number: 1, name: 'Cheaper calls' }));
    expect(unwrap(test.core.scenarios.get(scenarioId))).toMatchObject({ row: { parent: base, name: 'Cheaper calls' }, draft: { policy: { shares: { email: 0.9 } }, assumptions: { cost: { all: 2 }, response: { byChannel: { email: 0.5 } } } } });
    const job = await waitJob(test, unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 10, gap: 0.01, seed: 1, problemId })).jobId);
    const { planId } = job.result as { planId: number };
    const { problem } = unwrap(test.core.allocation.documents(planId));
    expect(problem.name).toBe('Cheaper calls');
    const rules = unwrap(test.core.rules.get());
    expect(problem.channels.map(({ unitCost }) => unitCost)).toEqual(rules.channels.map(({ unitCost }) => unitCost * 2));
    unwrap(await test.core.edits.undo());
    expect(test.core.scenarios.get(scenarioId)).toMatchObject({ ok: false });
    expect(test.core.allocation.solve({ method: 'greedy', seconds: 10, gap: 0.01, seed: 1, problemId: 99_999 })).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND', path: 'problemId' } });
  });
});
