import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NamedActionExplanation, NamedContactExplanation } from '../../../src/contract/explanation.ts';
import { Plan } from '../../../src/engine/model/plan.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

describe('explanations of a stored plan', () => {
  let test: TestCore;
  let planId: number;
  beforeAll(async () => {
    test = createTestCore();
    unwrap(await test.core.sample.open());
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 60, gap: 0.01, seed: 1 }));
    const job = await test.core.context.session!.jobs.wait(jobId);
    expect(job.fault).toBeNull();
    planId = z.object({ planId: z.int() }).parse(job.result).planId;
  });
  afterAll(() => test.dispose());

  it('say of a planned action what the grid says of it, with names', async () => {
    const [row] = unwrap(test.core.allocation.actions({ planId, offset: 0, limit: 1, sort: { column: 'lift', direction: 'desc' } })).rows;
    const { contact, channel, date } = row!;
    const explained = NamedActionExplanation.parse(unwrap(await test.core.explanations.action({ planId, contact, channel, date })));
    expect(explained).toMatchObject({ verdict: 'planned', reason: row!.reason, isPriced: true });
    expect(explained.names[contact]).toBe(row!.name);
    const whole = NamedContactExplanation.parse(unwrap(await test.core.explanations.contact({ planId, contact })));
    expect(whole.planned).toBe(unwrap(test.core.allocation.actions({ planId, offset: 0, limit: 100, contact })).total);
    expect(whole.channels.find((one) => one.channel === channel)?.days.find((day) => day.date === date)?.verdict).toBe('planned');
  });

  it('stand beside what else was considered for each action when the plan was made, in the grid and in JSON', async () => {
    const { rows } = unwrap(test.core.allocation.actions({ planId, offset: 0, limit: 200 }));
    const considered = rows.flatMap(({ alternatives = [] }) => alternatives);
    expect(considered.length).toBeGreaterThan(200);
    const folder = mkdtempSync(join(tmpdir(), 'omnivor-alternatives-'));
    const write = async (alternatives: boolean): Promise<Plan> => {
      const path = join(folder, `plan-${alternatives}.json`);
      unwrap(await test.core.allocation.exportJson({ planId, alternatives, path }));
      return Plan.parse(JSON.parse(readFileSync(path, 'utf8')));
    };
    expect((await write(true)).actions[0]?.alternatives).toEqual(rows[0]?.alternatives);
    expect((await write(false)).actions.every(({ alternatives }) => alternatives === undefined)).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it('answer several questions at once, and faults for plans, contacts and days that are not there', async () => {
    const { rows } = unwrap(test.core.allocation.actions({ planId, offset: 0, limit: 5 }));
    const answers = await Promise.all(rows.map(({ contact, channel, date }) => test.core.explanations.action({ planId, contact, channel, date })));
    expect(answers.map((answer) => unwrap(answer).verdict)).toEqual(rows.map(() => 'planned'));
    const { contact, channel } = rows[0]!;
    expect(await test.core.explanations.contact({ planId: 99, contact })).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND', message: 'Plan 99 does not exist.' } });
    expect(await test.core.explanations.contact({ planId, contact: 'nobody' })).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE' } });
    expect(await test.core.explanations.action({ planId, contact, channel, date: '1999-01-01' })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT' } });
  });

  it('stay those of the stored plan when rules change', async () => {
    const [row] = unwrap(test.core.allocation.actions({ planId, offset: 0, limit: 1 })).rows;
    const { contact, channel, date } = row!;
    const before = unwrap(await test.core.explanations.action({ planId, contact, channel, date }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'Late blackout', kind: 'blackout', from: date, to: date } }));
    expect(unwrap(await test.core.explanations.action({ planId, contact, channel, date }))).toEqual(before);
    expect(unwrap(test.core.allocation.list())[0]?.stale).toEqual(['rules changed']);
    unwrap(await test.core.edits.undo());
  });
});
