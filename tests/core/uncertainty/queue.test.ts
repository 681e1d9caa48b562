import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { QueueRow } from '../../../src/contract/queue.ts';
import { readQueueChoices } from '../../../src/main/core/db/repositories/queue.ts';
import { makeDraft, makeWish } from '../campaigns/support.ts';
import { fitModel, importText, openHistory } from '../support/history.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { faultOf } from '../support/workspace-file.ts';

async function openQueue(): Promise<TestCore> {
  const test = createTestCore();
  onTestFinished(() => test.dispose());
  await openHistory(test);
  await fitModel(test);
  return test;
}

const list = async ({ core }: TestCore, query: object = {}): Promise<QueueRow[]> => unwrap(await core.queue.page({ offset: 0, limit: 100, ...query })).rows;
const countsOf = async ({ core }: TestCore) => unwrap(await core.queue.summary())!.counts;

describe('the queue', () => {
  it('recommends one action per contact with its numbers, and keeps what is decided', async () => {
    const test = await openQueue();
    const { core } = test;
    const rows = await list(test);
    expect(rows).toHaveLength(12);
    expect(await countsOf(test)).toEqual({ recommended: 12, open: 12, accepted: 0, dismissed: 0, exploring: 0 });
    for (const row of rows) {
      expect(row.worth).toBeCloseTo(row.value * row.response, 9);
      expect(row.reason).toContain('ahead of');
      const options = unwrap(await core.queue.contact(row.contactId)).options;
      expect(options[0]).toMatchObject({ channel: row.channel, date: row.date });
    }
    const byUncertainty = (await list(test, { sort: { column: 'uncertainty', direction: 'desc' } })).map(({ uncertainty }) => uncertainty);
    expect(byUncertainty).toEqual(byUncertainty.toSorted((one, other) => other - one));
    const order = rows.map(({ score }) => score);
    expect(order).toEqual(order.toSorted((one, other) => other - one));
    expect((await list(test, { sort: { column: 'value', direction: 'asc' } })).map(({ contact }) => contact)[0]).toBe('C01');

    const [first, second, third] = rows as [QueueRow, QueueRow, QueueRow];
    expect(unwrap(await core.queue.accept([{ contactId: first.contactId }, { contactId: second.contactId }, { contactId: second.contactId }]))).toEqual({ done: 2, refused: [{ contact: second.contact, reason: 'It stands twice in the choice.' }] });
    unwrap(await core.queue.dismiss({ contactIds: [third.contactId], reason: 'On leave' }));
    expect(await countsOf(test)).toEqual({ recommended: 12, open: 9, accepted: 2, dismissed: 1, exploring: 0 });
    expect(unwrap(core.rules.get()).fixed).toEqual(expect.arrayContaining([{ contact: first.contact, channel: first.channel, date: first.date }]));
    expect((await list(test, { state: 'accepted' })).map(({ contact }) => contact).toSorted()).toEqual([first.contact, second.contact].toSorted());
    expect((await list(test, { state: 'dismissed' }))[0]).toMatchObject({ contact: third.contact, note: 'On leave' });

    unwrap(await core.edits.undo());
    unwrap(await core.edits.undo());
    expect(await countsOf(test)).toMatchObject({ open: 12, accepted: 0, dismissed: 0 });
    expect(unwrap(core.rules.get()).fixed).toBeUndefined();
    unwrap(await core.edits.redo());
    expect(await countsOf(test)).toMatchObject({ open: 10, accepted: 2 });
    unwrap(await core.queue.reopen([first.contactId]));
    expect(await countsOf(test)).toMatchObject({ open: 11, accepted: 1 });
    expect(unwrap(core.rules.get()).fixed).toHaveLength(1);
    const [pin] = unwrap(core.rules.get()).fixed!;
    unwrap(await core.rules.edit({ edit: 'unpin', action: pin! }));
    expect(await countsOf(test)).toMatchObject({ open: 12, accepted: 0 });
  });

  it('asks the rules: a limit that is full moves the next one, an edit that breaks one is refused', async () => {
    const test = await openQueue();
    const { core } = test;
    unwrap(await core.rules.edit({ edit: 'constraint', constraint: { id: 'one-a-day', kind: 'capacity', per: 'day', max: 1 } }));
    const [first, second] = (await list(test)) as [QueueRow, QueueRow];
    expect(unwrap(await core.queue.accept([{ contactId: first.contactId, date: '2027-01-05' }])).done).toBe(1);
    const refused = unwrap(await core.queue.accept([{ contactId: second.contactId, date: '2027-01-05' }]));
    expect(refused.done).toBe(0);
    expect(refused.refused[0]?.reason).toContain('one-a-day');
    const other = unwrap(await core.queue.contact(first.contactId)).options.find(({ channel }) => channel !== first.channel)!;
    // The action of the contact itself does not stand in its own way.
    expect(unwrap(await core.queue.accept([{ contactId: first.contactId, channel: other.channel, date: '2027-01-05' }])).done).toBe(1);
    expect(unwrap(core.rules.get()).fixed).toEqual([{ contact: first.contact, channel: other.channel, date: '2027-01-05' }]);
    const all = unwrap(await core.queue.page({ offset: 0, limit: 100 }));
    expect(all.worth).toBeCloseTo(all.rows.reduce((sum, { worth }) => sum + worth, 0), 9);
    expect(unwrap(await core.queue.accept([{ contactId: second.contactId, date: '2030-01-05' }])).refused[0]?.reason).toContain('outside the horizon');
  });

  it('brings a dismissed one back once its worth has moved', async () => {
    const test = await openQueue();
    const [first] = (await list(test)) as [QueueRow];
    unwrap(await test.core.queue.dismiss({ contactIds: [first.contactId], reason: '' }));
    await importText(test, 'contacts', `contact_id,value\n${first.contact},${first.value * 1.05}\n`);
    expect((await countsOf(test)).dismissed).toBe(1);
    await importText(test, 'contacts', `contact_id,value\n${first.contact},${first.value * 1.5}\n`);
    expect((await countsOf(test)).dismissed).toBe(0);
    expect((await list(test)).find(({ contact }) => contact === first.contact)?.note).toMatch(/^Dismissed at .*, now worth/u);
  });

  it('plans exactly what was accepted, exploring ones marked, and exports it', async () => {
    const test = await openQueue();
    const { core } = test;
    expect(faultOf(await core.queue.planAccepted()).code).toBe('CONFLICT');
    unwrap(await core.rules.edit({ edit: 'objective', objective: { metric: 'lift', explorationShare: 0.5 } }));
    unwrap(await core.rules.edit({ edit: 'constraint', constraint: { id: 'reach', kind: 'coverage', minShare: 0.9 } }));
    unwrap(await core.queue.configure({ policy: 'epsilon_greedy', seed: 3, epsilon: 1 }));
    const rows = await list(test);
    const chosen = [...rows.filter(({ exploration }) => exploration).slice(0, 2), ...rows.filter(({ exploration }) => !exploration).slice(0, 4)];
    expect(chosen.filter(({ exploration }) => exploration)).toHaveLength(2);
    unwrap(await core.queue.accept(chosen.map(({ contactId }) => ({ contactId }))));
    const accepted = await list(test, { state: 'accepted' });
    const { planId, actions } = unwrap(await core.queue.planAccepted());
    expect(actions).toBe(6);
    const planned = unwrap(core.allocation.actions({ planId, offset: 0, limit: 100 })).rows;
    const keyOf = (row: { contact: string; channel: string; date: string | null; exploration: boolean }): string => JSON.stringify([row.contact, row.channel, row.date, row.exploration]);
    expect(planned.map(keyOf).toSorted()).toEqual(accepted.map(keyOf).toSorted());
    expect(unwrap(core.allocation.get(planId)).summary).toMatchObject({ stale: [], conflicts: [], actions: 6, contacts: 6 });
    unwrap(await core.allocation.approve({ planId, approver: 'Planner', note: '', acceptStale: false, replace: false }));
    expect((await list(test, { state: 'accepted' })).every((row) => row.planId === planId)).toBe(true);
    expect(unwrap(await core.queue.summary())!.toPlan).toBe(0);
    expect(faultOf(await core.queue.planAccepted()).code).toBe('CONFLICT');
    test.dialogs.save = join(test.folder, 'plan.csv');
    unwrap(await core.allocation.exportCsv({ planId, options: { columns: ['contact', 'channel', 'date'], format: { delimiter: ',', dateFormat: 'yyyy-MM-dd', decimal: '.', byteOrderMark: false } } }));
    expect(readFileSync(test.dialogs.save, 'utf8').trim().split('\n')).toHaveLength(7);

    const explored = accepted.filter(({ exploration }) => exploration);
    const isAnswered = ({ contact }: QueueRow): boolean => contact === explored[0]?.contact;
    expect(unwrap(await core.queue.learning())).toMatchObject({ explored: { actions: explored.length, judged: 0 }, because: 'too_little_judged', rate: 0.5, suggestedRate: 0.3 });
    await importText(test, 'touches', `contact_id,date,channel\n${accepted.map(({ contact, channel, date }) => `${contact},${date},${channel}`).join('\n')}\nC12,2027-04-01,email\n`);
    await importText(test, 'outcomes', `contact_id,date,type,value,channel\n${accepted.filter(isAnswered).map(({ contact, channel, date }) => `${contact},${date},reply,1,${channel}`).join('\n')}\n`);
    await fitModel(test);
    const learning = unwrap(await core.queue.learning())!;
    expect(learning.explored).toMatchObject({ actions: explored.length, judged: explored.length, reward: 1 });
    expect(learning.exploited).toMatchObject({ actions: 6 - explored.length, judged: 6 - explored.length, reward: 0 });
    expect(learning.price).toBeCloseTo(-1, 9);
    expect(learning.because).not.toBe('too_little_judged');
  });

  it('keeps clear of what campaigns hold, says whose contact it is, and Optimize keeps what was accepted', async () => {
    const test = await openQueue();
    const { core } = test;
    const [first, second] = (await list(test)) as [QueueRow, QueueRow];
    const campaign = unwrap(await core.campaigns.create(makeDraft('Launch'))).id;
    unwrap(await core.reservations.reserve({ ...makeWish(campaign, { target: { contact: first.contact }, channel: first.channel, from: '2027-01-04', to: '2027-01-06', expiresAt: '2027-01-20' }), actor: 'Planner' }));
    unwrap(await core.campaigns.activate({ id: campaign }));
    const rows = await list(test, { campaign });
    expect(rows).toHaveLength(12);
    const held = rows.find(({ contact }) => contact === first.contact);
    expect(held?.campaigns).toEqual([{ id: campaign, name: 'Launch', isHeld: true }]);
    expect(held?.date).toBe('2027-01-07');
    expect(held?.blocked).toContain('Launch');
    expect(rows.find(({ contact }) => contact === second.contact)?.campaigns).toEqual([{ id: campaign, name: 'Launch', isHeld: false }]);

    unwrap(await core.queue.accept([{ contactId: first.contactId }, { contactId: second.contactId, date: '2027-01-12' }]));
    const job = await core.context.session!.jobs.wait(unwrap(core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 })).jobId);
    expect(job.fault).toBeNull();
    const planned = unwrap(core.allocation.actions({ planId: 1, offset: 0, limit: 1000 })).rows.map(({ contact, channel, date }) => ({ contact, channel, date }));
    expect(planned).toContainEqual({ contact: first.contact, channel: first.channel, date: '2027-01-07' });
    expect(planned).toContainEqual({ contact: second.contact, channel: second.channel, date: '2027-01-12' });
  });

  it('pins with the flag and the campaign, which Optimize and the export keep', async () => {
    const test = await openQueue();
    const { core } = test;
    const campaign = unwrap(await core.campaigns.create(makeDraft('Launch'))).id;
    unwrap(await core.campaigns.activate({ id: campaign }));
    unwrap(await core.rules.edit({ edit: 'objective', objective: { metric: 'lift', explorationShare: 0.5 } }));
    unwrap(await core.queue.configure({ policy: 'epsilon_greedy', seed: 3, epsilon: 1 }));
    const exploring = (await list(test)).find(({ exploration }) => exploration)!;
    expect(unwrap(await core.queue.contact(exploring.contactId)).propensity).toBe(0.5);
    unwrap(await core.queue.accept([{ contactId: exploring.contactId }]));
    const pin = { contact: exploring.contact, channel: exploring.channel, date: exploring.date };
    expect(unwrap(core.rules.get()).fixed).toEqual([{ ...pin, exploration: true, campaign }]);
    unwrap(await core.rules.edit({ edit: 'objective', objective: { metric: 'lift' } }));
    const job = await core.context.session!.jobs.wait(unwrap(core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 })).jobId);
    expect(job.fault).toBeNull();
    const planned = unwrap(core.allocation.actions({ planId: 1, offset: 0, limit: 1000 })).rows;
    expect(planned.filter(({ exploration }) => exploration)).toMatchObject([{ ...pin, campaign }]);
    unwrap(await core.allocation.approve({ planId: 1, approver: 'Planner', note: '', acceptStale: false, replace: false }));
    test.dialogs.save = join(test.folder, 'plan.csv');
    unwrap(await core.allocation.exportCsv({ planId: 1, options: { columns: ['contact', 'channel', 'date', 'exploration', 'campaign'], format: { delimiter: ',', dateFormat: 'yyyy-MM-dd', decimal: '.', byteOrderMark: false } } }));
    expect(readFileSync(test.dialogs.save, 'utf8').split(/\r?\n/u).filter((line) => line.includes(',yes,'))).toEqual([`${pin.contact},${pin.channel},${pin.date},yes,Launch`]);
  });

  it('keeps the probability of what it recommended by chance, and takes it back with the decision', async () => {
    const test = await openQueue();
    const { core } = test;
    const { sqlite } = core.context.session!.database;
    const logged = () => readQueueChoices(sqlite).map(({ contact, channel, policy, propensity }) => ({ contact, channel, policy, propensity }));
    const [first, second] = (await list(test)) as [QueueRow, QueueRow];
    // Nothing may explore yet: every recommendation is certain.
    unwrap(await core.queue.accept([{ contactId: first.contactId }]));
    expect(unwrap(await core.queue.contact(first.contactId)).propensity).toBeNull();
    expect(logged()).toEqual([]);
    unwrap(await core.rules.edit({ edit: 'objective', objective: { metric: 'lift', explorationShare: 1 } }));
    unwrap(await core.queue.configure({ policy: 'epsilon_greedy', seed: 1, epsilon: 0.4 }));
    const row = (await list(test)).find(({ contactId }) => contactId === second.contactId)!;
    unwrap(await core.queue.accept([{ contactId: row.contactId }]));
    const choice = { contact: row.contact, channel: row.channel, policy: 'epsilon_greedy', propensity: row.exploration ? 0.2 : 0.8 };
    expect(logged()).toEqual([choice]);
    expect(readQueueChoices(sqlite)[0]?.arms.map(({ probability }) => probability).toSorted()).toEqual([0.2, 0.8]);
    unwrap(await core.edits.undo());
    expect(logged()).toEqual([]);
    unwrap(await core.edits.redo());
    expect(logged()).toEqual([choice]);
    unwrap(await core.queue.reopen([row.contactId]));
    expect(logged()).toEqual([]);
    // Another channel than recommended is the planner's choice, not the policy's.
    const other = unwrap(await core.queue.contact(row.contactId)).options.find(({ channel }) => channel !== row.channel)!;
    unwrap(await core.queue.accept([{ contactId: row.contactId, channel: other.channel }]));
    expect(logged()).toEqual([]);
  });

  it('says what other policies would have earned once enough choices are judged', async () => {
    const test = createTestCore();
    onTestFinished(() => test.dispose());
    await openHistory(test, 90);
    await fitModel(test);
    const { core } = test;
    unwrap(await core.rules.edit({ edit: 'objective', objective: { metric: 'lift', explorationShare: 1 } }));
    unwrap(await core.queue.configure({ policy: 'epsilon_greedy', seed: 5, epsilon: 0.8 }));
    const refused = faultOf(await core.queue.evaluate());
    expect(refused.code).toBe('CONFLICT');
    expect(refused.message).toBe('0 choices with a known probability are judged, 0 wait for outcomes. A comparison needs 50.');
    const rows = await list(test);
    unwrap(await core.queue.accept(rows.map(({ contactId }) => ({ contactId }))));
    const accepted = await list(test, { state: 'accepted' });
    expect(accepted).toHaveLength(90);
    const { planId } = unwrap(await core.queue.planAccepted());
    unwrap(await core.allocation.approve({ planId, approver: 'Planner', note: '', acceptStale: false, replace: false }));
    expect(faultOf(await core.queue.evaluate()).message).toContain('0 choices with a known probability are judged, 90 wait for outcomes');
    // Visits are answered by all, e-mails by nobody.
    await importText(test, 'touches', `contact_id,date,channel\n${accepted.map(({ contact, channel, date }) => `${contact},${date},${channel}`).join('\n')}\nC90,2027-04-01,email\n`);
    const visits = accepted.filter(({ channel }) => channel === 'visit');
    expect(visits.length).toBeGreaterThan(20);
    await importText(test, 'outcomes', `contact_id,date,type,value,channel\n${visits.map(({ contact, date }) => `${contact},${date},reply,1,visit`).join('\n')}\n`);
    await fitModel(test);
    const found = unwrap(await core.queue.evaluate());
    expect(found).toMatchObject({ judged: 90, waiting: 0 });
    const worth = visits.reduce((sum, { value }) => sum + value, 0) / 90;
    expect(found.logged).toBeCloseTo(worth, 9);
    for (const { estimate, weighted, effectiveChoices } of found.policies) {
      for (const { value, low, high } of [estimate, weighted]) expect(low <= value && value <= high).toBe(true);
      expect(effectiveChoices).toBeGreaterThan(0);
      expect(effectiveChoices).toBeLessThanOrEqual(90);
    }
    const uniform = found.policies.find(({ policy }) => policy === 'uniform')!;
    // Half of the contacts would be visited: half of all value, within the interval.
    const half = accepted.reduce((sum, { value }) => sum + value, 0) / 180;
    expect(uniform.weighted.low).toBeLessThan(half);
    expect(uniform.weighted.high).toBeGreaterThan(half);
    expect(uniform.effectiveChoices).toBeGreaterThan(50);
  });
});
