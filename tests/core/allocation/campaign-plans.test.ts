import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PlanDetail, type FairShare } from '../../../src/contract/allocation.ts';
import type { SolveMethod } from '../../../src/engine/model/plan.ts';
import { hasShared, sharedDir } from '../../support/shared.ts';
import { makeDraft, makeWish } from '../campaigns/support.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

const week = { from: '2027-01-04', to: '2027-01-10' };

describe('plans and campaigns', () => {
  let test: TestCore;

  /** Twelve contacts, C0 … C5 of segment A, the others B; two channels, two weeks. */
  beforeEach(async () => {
    test = createTestCore();
    await test.createWorkspace();
    const rows = Array.from({ length: 12 }, (_row, at) => `C${at},${at < 6 ? 'A' : 'B'},${10 + at}`);
    await importContacts(test, `Contact ID,Segment,Value\n${rows.join('\n')}\n`);
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: week.from, days: 14 } }));
    for (const [id, unitCost] of [['email', 1], ['visit', 5]] as const) unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id, unitCost, saturation: 0.9, maxPerContact: 14, cooldownDays: 1 } }));
    for (const segment of ['A', 'B']) unwrap(await test.core.contacts.saveAudience({ name: segment, filter: { join: 'and', conditions: [{ column: 'segment', operator: 'is', value: segment }] } }));
  });
  afterEach(() => test.dispose());

  const audience = (name: string): string => String(unwrap(test.core.contacts.listAudiences()).find((one) => one.name === name)!.id);
  async function makeCampaign(name: string, changes: Parameters<typeof makeDraft>[1] = {}): Promise<string> {
    const { id } = unwrap(await test.core.campaigns.create(makeDraft(name, changes)));
    unwrap(await test.core.campaigns.activate({ id }));
    return id;
  }
  async function run(options: { campaigns?: string[]; method?: SolveMethod; audienceId?: number; fairShare?: FairShare } = {}) {
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1, ...options }));
    return test.core.context.session!.jobs.wait(jobId);
  }
  async function solve(options: Parameters<typeof run>[0] = {}): Promise<number> {
    const job = await run(options);
    expect(job.fault).toBeNull();
    return z.object({ planId: z.int() }).parse(job.result).planId;
  }
  const actionsOf = (planId: number) => unwrap(test.core.allocation.documents(planId)).plan.actions;
  const usageOf = (planId: number, rule: string) => unwrap(test.core.allocation.get(planId)).usage.filter(({ constraint }) => constraint === rule);

  /** The plan as judged from its files alone. */
  function expectChecked(planId: number): void {
    if (!hasShared) return;
    const { plan, problem } = unwrap(test.core.allocation.documents(planId));
    const [problemFile, planFile] = [join(test.folder, 'problem.json'), join(test.folder, 'plan.json')];
    writeFileSync(problemFile, JSON.stringify(problem));
    writeFileSync(planFile, JSON.stringify(plan));
    expect(JSON.parse(execFileSync(process.execPath, [join(sharedDir, 'tools/check-plan.mjs'), problemFile, planFile], { encoding: 'utf8' }))).toMatchObject({ ok: true });
  }

  it.each(['greedy', 'local', 'highs', 'glpk'] as const)('keep the days that a campaign holds closed, by %s', async (method) => {
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'few', kind: 'capacity', per: 'horizon', max: 60 } }));
    const spring = await makeCampaign('Spring Launch');
    const lunch = await makeCampaign('Lunch');
    unwrap(await test.core.reservations.reserve(makeWish(spring, { ...week, target: { audience: audience('A') }, channel: null })));
    unwrap(await test.core.reservations.reserve(makeWish(lunch, { ...week, target: { audience: audience('B') }, kind: 'priority', channel: 'email' })));
    const planId = await solve({ method });
    const inWeek = actionsOf(planId).filter(({ date }) => date <= week.to);
    expect(actionsOf(planId)).toHaveLength(60);
    expect(inWeek.filter(({ contact }) => Number(contact.slice(1)) < 6)).toEqual([]);
    expect(inWeek.filter(({ channel }) => channel === 'email')).toEqual([]);
    expect(usageOf(planId, 'reserved: Spring Launch')).toMatchObject([{ used: 0, limit: 0, kind: 'blackout', enforced: true }]);
    expect(usageOf(planId, 'reserved: Lunch')).toMatchObject([{ used: 0, limit: 0 }]);
    expectChecked(planId);
  });

  it('use days that are only wished for, or held by a campaign that is not active', async () => {
    const soft = await makeCampaign('Soft');
    const paused = await makeCampaign('Paused');
    unwrap(await test.core.reservations.reserve(makeWish(soft, { ...week, kind: 'soft' })));
    unwrap(await test.core.reservations.reserve(makeWish(paused, { ...week, channel: 'visit' })));
    unwrap(await test.core.campaigns.pause(paused));
    expect(actionsOf(await solve())).toHaveLength(12 * 14 * 2);
  });

  it('for a campaign keep to its audience, channels, dates and budget, and use what it holds itself', async () => {
    const spring = await makeCampaign('Spring Launch', { audience: audience('A'), channelMix: { email: 1 }, from: '2027-01-06', to: '2027-01-12', budget: 20 });
    unwrap(await test.core.reservations.reserve(makeWish(spring, { from: '2027-01-06', to: '2027-01-10', target: { audience: audience('A') } })));
    const planId = await solve({ campaigns: [spring] });
    const actions = actionsOf(planId);
    expect(actions).toHaveLength(20);
    for (const { contact, channel, date } of actions) {
      expect(Number(contact.slice(1))).toBeLessThan(6);
      expect(channel).toBe('email');
      expect(date >= '2027-01-06' && date <= '2027-01-12').toBe(true);
    }
    expect(usageOf(planId, 'campaign:Spring Launch')).toMatchObject([{ used: 20, limit: 20, kind: 'budget', enforced: true }]);
    expect(usageOf(planId, 'campaign:Spring Launch actions')).toMatchObject([{ used: 20, enforced: false }]);
    expect(unwrap(test.core.allocation.get(planId)).summary.problem).toBe('Spring Launch, 2027-01-04 to 2027-01-17');
    expectChecked(planId);
  });

  it('of two campaigns that reserved a day let the higher in rank act', async () => {
    const low = await makeCampaign('Low', { priority: 20 });
    const high = await makeCampaign('High', { priority: 80 });
    unwrap(await test.core.campaigns.pause(low));
    unwrap(await test.core.reservations.reserve(makeWish(low, { from: week.from, to: '2027-01-17', target: { contact: 'C1' } })));
    unwrap(await test.core.reservations.reserve(makeWish(high, { ...week, target: { contact: 'C1' } })));
    unwrap(await test.core.campaigns.activate({ id: low }));
    const days = async (campaigns: string[]): Promise<string[]> =>
      actionsOf(await solve({ campaigns }))
        .filter(({ contact, channel }) => contact === 'C1' && channel === 'email')
        .map(({ date }) => date);
    const [lowDays, highDays] = [await days([low]), await days([high])];
    expect(lowDays.filter((date) => date <= week.to)).toEqual([]);
    expect(highDays.every((date) => date <= week.to)).toBe(true);
    expect(await days([])).toEqual([]);
  });

  it('are stale once reservations or the campaign changed, and fresh again when that is undone', async () => {
    const spring = await makeCampaign('Spring Launch', { budget: 20 });
    const other = await makeCampaign('Other');
    const [free, own] = [await solve(), await solve({ campaigns: [spring] })];
    const stale = (planId: number) => unwrap(test.core.allocation.get(planId)).summary.stale;
    expect([stale(free), stale(own)]).toEqual([[], []]);
    unwrap(await test.core.reservations.reserve(makeWish(other, week)));
    expect([stale(free), stale(own)]).toEqual([['reservations changed'], ['reservations changed']]);
    expect(await test.core.allocation.approve({ planId: own, approver: 'One', note: '', acceptStale: false, replace: false })).toMatchObject({ ok: false, fault: { code: 'STALE' } });
    unwrap(await test.core.edits.undo());
    expect([stale(free), stale(own)]).toEqual([[], []]);
    unwrap(await test.core.campaigns.update({ id: spring, campaign: makeDraft('Spring Launch', { budget: 30 }) }));
    expect([stale(free), stale(own)]).toEqual([[], ['campaigns changed']]);
  });

  it('refuse campaigns that are unknown, completed, outside the horizon, or named beside an audience', async () => {
    const [done, late] = [await makeCampaign('Done'), await makeCampaign('Late', { from: '2027-03-01' })];
    unwrap(await test.core.campaigns.complete(done));
    expect((await run({ campaigns: ['nobody'] })).fault).toMatchObject({ code: 'NOT_FOUND', path: 'campaigns' });
    expect((await run({ campaigns: [done] })).fault).toMatchObject({ code: 'CONFLICT', path: 'campaigns' });
    expect((await run({ campaigns: [late] })).fault).toMatchObject({ code: 'BAD_INPUT', path: 'campaigns', message: expect.stringContaining('runs 2027-03-01 to open') });
    expect((await run({ campaigns: [late], audienceId: Number(audience('A')) })).fault).toMatchObject({ code: 'BAD_INPUT', path: 'audienceId' });
  });

  it('for several campaigns share contacts: the first in line while its budget lasts, reserved days for whom they are', async () => {
    const low = await makeCampaign('Low', { priority: 20, audience: audience('A'), budget: 10 });
    const high = await makeCampaign('High', { priority: 80, channelMix: { email: 0.5, visit: 0.5 }, budget: 60 });
    unwrap(await test.core.campaigns.pause(low));
    for (const [campaign, contact, days] of [[low, 'C0', week], [low, 'C1', { from: week.from, to: '2027-01-17' }], [high, 'C1', week]] as const) {
      unwrap(await test.core.reservations.reserve(makeWish(campaign, { ...days, target: { contact } })));
    }
    unwrap(await test.core.campaigns.activate({ id: low }));
    const planId = await solve({ campaigns: [high, low] });
    const detail = PlanDetail.parse(unwrap(test.core.allocation.get(planId)));
    expect(detail.campaigns.map(({ name, contacts, cost }) => [name, contacts, cost])).toEqual([['Low', 6, 10], ['High', 12, 60]]);
    expect(usageOf(planId, 'campaign:Low')).toMatchObject([{ used: 10, limit: 10, kind: 'budget', enforced: true }]);
    expect(usageOf(planId, 'campaign:High')).toMatchObject([{ used: 60, limit: 60 }]);
    const actions = actionsOf(planId);
    for (const { contact, channel, date, campaign } of actions) {
      if (contact === 'C0' && channel === 'email' && date <= week.to) expect(campaign).toBe(low);
      if (contact === 'C1' && channel === 'email' && date <= week.to) expect(campaign).toBe(high);
    }
    const { total, rows } = unwrap(test.core.allocation.settled({ planId, offset: 0, limit: 100 }));
    expect(total).toBe(rows.length);
    expect(rows[0]).toMatchObject({ contact: 'C1', channel: 'email', winner: 'High', loser: 'Low', over: 'reservation', because: 'rank' });
    // Every contact of both audiences that only one acts on has its line, and no other.
    const actingOn = (contact: string): Set<string | undefined> => new Set(actions.filter((action) => action.contact === contact).map(({ campaign }) => campaign));
    const alone = ['C0', 'C1', 'C2', 'C3', 'C4', 'C5'].filter((contact) => actingOn(contact).size === 1);
    expect(rows.filter(({ over }) => over === 'audience').map(({ contact }) => contact)).toEqual(alone);
    expect(detail.settled.reduce((sum, pair) => sum + pair.contacts + pair.reservations, 0)).toBe(total);
    expect(unwrap(test.core.reservations.page({ offset: 0, limit: 10 })).rows.map((row) => row.reservation.status)).toEqual(['active', 'active', 'active']);
    const listed = unwrap(test.core.allocation.actions({ planId, offset: 0, limit: 200, campaign: low, sort: { column: 'campaign', direction: 'asc' } }));
    expect(listed.rows).toHaveLength(detail.campaigns[0]!.actions);
    expect(listed.rows[0]).toMatchObject({ campaign: low, campaignName: 'Low' });
    expect(unwrap(test.core.allocation.actions({ planId, offset: 0, limit: 1, constraint: 'campaign:Low' })).total).toBe(listed.total);
    expectChecked(planId);
  });

  it('for two campaigns over the same audience give both actions, and the lower its fair share', async () => {
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'few', kind: 'capacity', per: 'horizon', max: 20 } }));
    const high = await makeCampaign('High', { priority: 80, budget: 1000 });
    const low = await makeCampaign('Low', { priority: 20, budget: 6 });
    const sharesOf = async (fairShare?: FairShare) => unwrap(test.core.allocation.get(await solve({ campaigns: [high, low], ...(fairShare === undefined ? {} : { fairShare }) })));
    expect((await sharesOf()).campaigns.map(({ actions, floor }) => [actions, floor])).toEqual([[20, null], [0, null]]);
    // Due are 8 each; the budget of Low pays for 6 of the cheapest.
    const fair = await sharesOf({ by: 'audience', of: 'actions', share: 0.8 });
    expect(fair.campaigns.map(({ name, actions, floor }) => [name, actions, floor])).toEqual([
      ['High', 14, { of: 'actions', due: 8, floor: 8 }],
      ['Low', 6, { of: 'actions', due: 8, floor: 6 }],
    ]);
    expect(fair.summary.conflicts).toEqual([]);
    expectChecked(fair.summary.id);
  });

  it('hold money for each campaign, and take from its budget only what it holds itself', async () => {
    const high = await makeCampaign('High', { priority: 80, budget: 30 });
    const low = await makeCampaign('Low', { priority: 20, budget: 20 });
    const first = await solve({ campaigns: [high, low] });
    unwrap(await test.core.allocation.approve({ planId: first, approver: 'One', note: '', acceptStale: false, replace: false }));
    const money = () => unwrap(test.core.campaigns.money()).map(({ name, allocated, committed, spent }) => [name, allocated, committed, spent]);
    expect(money()).toEqual([['High', 30, 30, 0], ['Low', 20, 20, 0]]);
    unwrap(await test.core.campaigns.update({ id: high, campaign: makeDraft('High', { priority: 80, budget: 35 }) }));
    const second = await solve({ campaigns: [high] });
    expect(usageOf(second, 'campaign:High')).toMatchObject([{ used: 35, limit: 35 }]);
    expect(unwrap(test.core.allocation.get(second)).campaigns).toMatchObject([{ cost: 5 }]);
    const action = actionsOf(first).find(({ campaign }) => campaign === low)!;
    unwrap(await test.core.ledger.record({ kind: 'spend', date: action.date, channel: action.channel, contact: null, rep: null, note: null, campaign: low, amount: 3, from: 'open' }));
    expect(money()[1]).toEqual(['Low', 20, 20, 3]);
    unwrap(await test.core.allocation.withdraw({ planId: first, actor: 'One', reason: 'again' }));
    expect(money()).toEqual([['High', 35, 0, 0], ['Low', 20, 0, 3]]);
    const third = await solve({ campaigns: [high, low] });
    expect(unwrap(test.core.allocation.get(third)).campaigns.map(({ name, cost }) => [name, cost])).toEqual([['High', 35], ['Low', 17]]);
  });

  it.each(['audience', 'budget'] as const)('give every campaign its fair share, by %s', async (by) => {
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'few', kind: 'capacity', per: 'horizon', max: 20 } }));
    const poor = await makeCampaign('Poor', { audience: audience('A'), budget: 25 });
    const rich = await makeCampaign('Rich', { audience: audience('B'), budget: 75 });
    const sharesOf = async (fairShare?: FairShare) => unwrap(test.core.allocation.get(await solve({ campaigns: [poor, rich], method: 'local', ...(fairShare === undefined ? {} : { fairShare }) })));
    expect((await sharesOf()).campaigns.map(({ actions }) => actions)).toEqual([0, 20]);
    const fair = await sharesOf({ by, of: 'actions', share: 0.8 });
    // 20 actions · 80 %, halved between equal audiences or shared one to three.
    const due = by === 'audience' ? 8 : 4;
    expect(fair.campaigns.map(({ actions }) => actions)).toEqual([due, 20 - due]);
    expect(fair.usage.find(({ constraint }) => constraint === 'fair share: Poor')).toMatchObject({ used: due, limit: due, enforced: true });
    expectChecked(fair.summary.id);
    const reaching = await sharesOf({ by, of: 'contacts', share: 1 });
    expect(reaching.campaigns[0]?.reached).toBeGreaterThan(0);
    expectChecked(reaching.summary.id);
  });

  it('refuse a fair share of one campaign, or by budgets that are not there', async () => {
    const [one, other] = [await makeCampaign('One'), await makeCampaign('Other', { budget: 10 })];
    const fairShare: FairShare = { by: 'budget', of: 'actions', share: 0.5 };
    expect((await run({ campaigns: [one], fairShare })).fault).toMatchObject({ code: 'BAD_INPUT', path: 'fairShare' });
    expect((await run({ campaigns: [one, other], fairShare })).fault).toMatchObject({ code: 'BAD_INPUT', path: 'fairShare.by', message: 'Campaign One has no budget to share by.' });
  });
});
