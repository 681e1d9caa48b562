import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readScenario } from '../../../src/engine/model/check-scenario.ts';
import { makeDraft, makeWish } from '../campaigns/support.ts';
import { openHistory } from '../support/history.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { mixDraft, runScenario } from './support.ts';

describe('scenarios of a workspace', () => {
  let test: TestCore;
  let base: number;
  let scenarios: TestCore['core']['scenarios'];
  let edits: TestCore['core']['edits'];

  beforeAll(async () => {
    test = createTestCore();
    ({ scenarios, edits } = test.core);
    await openHistory(test);
  });
  beforeEach(async () => {
    for (const { id } of unwrap(scenarios.list())) {
      unwrap(await scenarios.setLocked({ scenarioId: id, locked: false }));
      unwrap(await scenarios.remove(id));
    }
    base = unwrap(await scenarios.create(mixDraft())).id;
  });
  afterAll(() => test.dispose());

  it('keep what is written down, and undo takes an edit back', async () => {
    unwrap(await scenarios.update({ scenarioId: base, draft: mixDraft({ name: 'Renamed', notes: 'More calls', replications: 50 }) }));
    expect(unwrap(scenarios.get(base)).draft).toEqual(mixDraft({ name: 'Renamed', notes: 'More calls', replications: 50 }));
    expect(unwrap(edits.state()).undo).toBe('Change scenario Base');
    unwrap(await edits.undo());
    expect(unwrap(scenarios.get(base)).draft).toEqual(mixDraft());
    unwrap(await scenarios.remove(base));
    expect(unwrap(scenarios.list())).toEqual([]);
    unwrap(await edits.undo());
    expect(unwrap(scenarios.list()).map(({ name }) => name)).toEqual(['Base']);
  });

  it('refuse every edit while locked, but for branching and unlocking', async () => {
    unwrap(await scenarios.setLocked({ scenarioId: base, locked: true }));
    expect(await scenarios.update({ scenarioId: base, draft: mixDraft() })).toMatchObject({ ok: false, fault: { code: 'CONFLICT', path: 'locked', message: 'Scenario "Base" is locked.' } });
    expect(await scenarios.remove(base)).toMatchObject({ ok: false, fault: { code: 'CONFLICT', path: 'locked' } });
    const branch = unwrap(await scenarios.branch({ scenarioId: base }));
    expect(branch).toMatchObject({ name: 'Base (branch)', parent: base, locked: false });
    unwrap(await scenarios.setLocked({ scenarioId: base, locked: false }));
    unwrap(await scenarios.update({ scenarioId: base, draft: mixDraft({ name: 'Open again' }) }));
  });

  it('branch as copies that a change of the parent leaves alone, and its removal too', async () => {
    const { id } = unwrap(await scenarios.branch({ scenarioId: base, name: 'Branch' }));
    unwrap(await scenarios.update({ scenarioId: base, draft: mixDraft({ policy: { kind: 'mix', actionsPerContact: 1, shares: { email: 1, visit: 0 } } }) }));
    expect(unwrap(scenarios.get(id)).draft).toEqual(mixDraft({ name: 'Branch' }));
    unwrap(await scenarios.remove(base));
    expect(unwrap(scenarios.list())).toMatchObject([{ id, parent: null, name: 'Branch' }]);
    expect(unwrap(await scenarios.create(mixDraft())).id).toBeGreaterThan(id);
  });

  it('list branches after their parents', async () => {
    unwrap(await scenarios.create(mixDraft({ name: 'Other' })));
    const { id } = unwrap(await scenarios.branch({ scenarioId: base, name: 'Branch' }));
    unwrap(await scenarios.branch({ scenarioId: id, name: 'Twig' }));
    expect(unwrap(scenarios.list()).map(({ name }) => name)).toEqual(['Base', 'Branch', 'Twig', 'Other']);
  });

  it.each([
    ['policy.shares.fax', { policy: { kind: 'mix', actionsPerContact: 1, shares: { fax: 1 } } }],
    ['policy.shares', { policy: { kind: 'mix', actionsPerContact: 1, shares: { email: 0.5, visit: 0.4 } } }],
    ['audienceId', { audienceId: 99 }],
    ['policy.planId', { policy: { kind: 'saved_plan', planId: 99 } }],
    ['assumptions.cost.byChannel.fax', { assumptions: { cost: { byChannel: { fax: 2 } } } }],
    ['withoutRules.none', { withoutRules: ['none'] }],
  ] as const)('refuse a draft at %s', async (path, change) => {
    const draft = mixDraft(change as never);
    expect(await scenarios.create(draft)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path } });
    expect(unwrap(scenarios.check(draft)).map((issue) => issue.path)).toEqual([path]);
  });

  it('run, take an equal run again, and give it to a branch that is equal', async () => {
    const first = await runScenario(test, base);
    expect(first.cached).toBe(false);
    expect(await runScenario(test, base)).toEqual({ ...first, cached: true, drawn: 0 });
    const { id } = unwrap(await scenarios.branch({ scenarioId: base, name: 'Twin' }));
    const twin = await runScenario(test, id);
    expect(twin.cached).toBe(true);
    const [one, other] = [unwrap(scenarios.result(first.runId)), unwrap(scenarios.result(twin.runId))];
    expect(other).toMatchObject({ scenarioId: id, simulation: { ...one.simulation, scenario: 'Twin' } });
    expect(one.simulation.replications).toBe(24);
    expect(one.simulation.measures.actions.mean).toBeGreaterThan(0);
  });

  it('draw only the contacts that a change of the audience brings or takes, to the same result', async () => {
    unwrap(await scenarios.update({ scenarioId: base, draft: mixDraft({ seed: 31 }) }));
    expect((await runScenario(test, base)).drawn).toBe(12);
    const { id: audienceId } = unwrap(await test.core.contacts.saveAudience({ name: 'Segment A', filter: { join: 'and', conditions: [{ column: 'segment', operator: 'is', value: 'A' }] } }));
    unwrap(await scenarios.update({ scenarioId: base, draft: mixDraft({ audienceId, seed: 31 }) }));
    const fewer = await runScenario(test, base);
    expect(fewer.drawn).toBeLessThan(6);
    const { simulation } = unwrap(scenarios.result(fewer.runId));
    test.core.context.session!.database.sqlite.prepare('DELETE FROM scenario_runs WHERE id = ?').run(fewer.runId);
    unwrap(await scenarios.update({ scenarioId: base, draft: mixDraft({ audienceId, seed: 77 }) }));
    await runScenario(test, base);
    unwrap(await scenarios.update({ scenarioId: base, draft: mixDraft({ audienceId, seed: 31 }) }));
    const inFull = await runScenario(test, base);
    expect(inFull).toMatchObject({ cached: false, drawn: 6 });
    expect(unwrap(scenarios.result(inFull.runId)).simulation).toEqual(simulation);
  });

  it('are stale once they, the rules, the contacts or the estimates changed', async () => {
    const staleNow = (): string[] => unwrap(scenarios.list())[0]!.stale;
    await runScenario(test, base);
    expect(staleNow()).toEqual([]);
    unwrap(await scenarios.update({ scenarioId: base, draft: mixDraft({ seed: 6 }) }));
    expect(staleNow()).toEqual(['scenario changed']);
    unwrap(await edits.undo());
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'cap', kind: 'capacity', per: 'week', max: 5 } }));
    expect(staleNow()).toEqual(['rules changed']);
    const { runId, cached } = await runScenario(test, base);
    expect(cached).toBe(false);
    expect(staleNow()).toEqual([]);
    expect(unwrap(scenarios.result(runId)).simulation.usage.map(({ rule }) => rule)).toContain('cap');
    unwrap(await scenarios.update({ scenarioId: base, draft: mixDraft({ withoutRules: ['cap'] }) }));
    const without = await runScenario(test, base);
    expect(unwrap(scenarios.result(without.runId)).simulation.usage).toEqual([]);
    expect(unwrap(scenarios.get(base)).runs).toHaveLength(3);
    unwrap(await test.core.rules.edit({ edit: 'remove_constraint', id: 'cap' }));
  });

  it('play the actions of a saved plan', async () => {
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 10, gap: 0.01, seed: 1 }));
    const job = await test.core.context.session!.jobs.wait(jobId);
    const { planId } = job.result as { planId: number };
    const plan = unwrap(test.core.allocation.get(planId)).summary;
    const { id } = unwrap(await scenarios.createFromPlan({ planId }));
    unwrap(await scenarios.update({ scenarioId: id, draft: { ...unwrap(scenarios.get(id)).draft, horizon: null } }));
    const { runId } = await runScenario(test, id);
    const { simulation } = unwrap(scenarios.result(runId));
    expect(simulation).toMatchObject({ proposed: plan.actions, planned: plan.actions, refusals: [] });
    expect(simulation.measures.cost.mean).toBeCloseTo(plan.cost, 6);
    unwrap(await test.core.allocation.remove(planId));
    const gone = await test.core.context.session!.jobs.wait(unwrap(scenarios.run(id)).jobId);
    expect(gone.fault).toMatchObject({ code: 'NOT_FOUND', message: `Plan ${planId} does not exist.` });
  });

  it('play campaigns for their audiences, under their budgets and reservations, and refuse others by name', async () => {
    const { campaigns, contacts, reservations } = test.core;
    const { id: audienceId } = unwrap(await contacts.saveAudience({ name: 'Only B', filter: { join: 'and', conditions: [{ column: 'segment', operator: 'is', value: 'B' }] } }));
    const make = async (name: string, changes: Parameters<typeof makeDraft>[1] = {}): Promise<string> => {
      const { id } = unwrap(await campaigns.create(makeDraft(name, changes)));
      unwrap(await campaigns.activate({ id }));
      return id;
    };
    const spring = await make('Spring', { audience: String(audienceId), budget: 0 });
    const lunch = await make('Lunch');
    unwrap(await reservations.reserve(makeWish(lunch, { target: { contact: 'C02' }, channel: null })));
    unwrap(await scenarios.update({ scenarioId: base, draft: mixDraft({ campaigns: [spring] }) }));
    const played = unwrap(scenarios.result((await runScenario(test, base)).runId)).simulation;
    expect(played.contacts).toBe(6);
    const kept = played.refusals.map(({ rule }) => rule);
    expect(kept.some((rule) => rule.includes('Spring'))).toBe(true);
    expect(played.measures.cost.mean).toBe(0);
    expect(unwrap(scenarios.list())[0]!.stale).toEqual([]);
    unwrap(await campaigns.update({ id: spring, campaign: makeDraft('Spring', { audience: String(audienceId), budget: 500 }) }));
    expect(unwrap(scenarios.list())[0]!.stale).toEqual(['campaigns changed']);
    const late = await make('Autumn', { from: '2027-09-01', to: '2027-09-30' });
    const over = await make('Over');
    unwrap(await campaigns.complete(over));
    const problems = (change: Parameters<typeof mixDraft>[0]) => unwrap(scenarios.check(mixDraft(change))).map(({ path, message }) => `${path}: ${message}`);
    expect(problems({ campaigns: ['none', late, over] })).toEqual([
      'campaigns.none: Campaign none does not exist.',
      `campaigns.${late}: Campaign Autumn runs 2027-09-01 to 2027-09-30, outside the horizon 2027-01-04 to 2027-01-31.`,
      `campaigns.${over}: Campaign Over is completed.`,
    ]);
    expect(problems({ campaigns: [lunch], audienceId })).toEqual(['campaigns: Campaigns are played for their own audiences. Choose campaigns or an audience.']);
    expect(await scenarios.create(mixDraft({ campaigns: ['none'] }))).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'campaigns.none' } });
  });

  it('go out as omnivor.scenario/1 and come back', async () => {
    await runScenario(test, base);
    const path = join(test.folder, 'scenario.json');
    unwrap(await scenarios.exportFile(base, path));
    const file = unwrap(readScenario(JSON.parse(readFileSync(path, 'utf8'))));
    expect(file).toMatchObject({ name: 'Base', seed: 5, replications: 24 });
    expect(file.problem.contacts.ids).toHaveLength(12);
    const token = unwrap(test.core.files.register(path)).token;
    const imported = unwrap(await scenarios.importFile(token));
    if (imported === null) throw new Error('no scenario was imported');
    expect(unwrap(scenarios.get(imported.id)).draft).toEqual(mixDraft());
    writeFileSync(path, '{"format":"omnivor.scenario/1"}');
    expect(await scenarios.importFile(token)).toMatchObject({ ok: false, fault: { code: 'BAD_FORMAT', path: '$.name' } });
  });

  it('offer what can be varied', () => {
    const offers = unwrap(scenarios.parameters(base));
    expect(offers.find(({ name }) => name === 'policy.shares.email')).toMatchObject({ value: 0.5, min: 0, max: 1 });
    expect(offers.find(({ name }) => name === 'policy.targeting')?.choices).toEqual(['value', 'lift', 'random']);
  });
});
