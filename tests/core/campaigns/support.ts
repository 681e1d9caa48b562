import { z } from 'zod';
import { campaignContract, CampaignRow, ConflictPage, type ReserveAsked } from '../../../src/contract/campaign.ts';
import type { Campaign, CampaignDraft, Reservation } from '../../../src/engine/model/campaign.ts';
import type { Job } from '../../../src/engine/model/job.ts';
import type { Sqlite } from '../../../src/main/core/db/connection.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

/** C1 … C3 are segment A, C4 and C5 segment B. */
export const segments: Readonly<Record<string, string>> = { C1: 'A', C2: 'A', C3: 'A', C4: 'B', C5: 'B' };
export const keys = Object.keys(segments);

export const makeDraft = (name: string, changes: Partial<CampaignDraft> = {}): CampaignDraft => ({ name, priority: 50, audience: null, channelMix: {}, ...changes });

/** An exclusive hold on email from Monday 4 to Friday 8 January 2027 on everybody, unless told otherwise. */
export const makeWish = (campaign: string, changes: Partial<ReserveAsked> = {}): ReserveAsked => ({
  campaign,
  target: { filter: { join: 'and', conditions: [] } },
  channel: 'email',
  kind: 'exclusive',
  from: '2027-01-04',
  to: '2027-01-08',
  canPreempt: true,
  preempt: false,
  ...changes,
});

/** A workspace with five contacts, two channels, limits on e-mail touches and on both channels together, and one that cannot be counted. */
export async function createCampaignCore(): Promise<TestCore> {
  const test = createTestCore();
  await test.createWorkspace();
  unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 28 } }));
  for (const [id, unitCost] of [['email', 2], ['visit', 50]] as const) unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id, unitCost, saturation: 0.7, maxPerContact: 4, cooldownDays: 3 } }));
  unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'rest', kind: 'frequency', channels: ['email'], windowDays: 3, max: 1 } }));
  unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'calm', kind: 'frequency', channels: ['email', 'visit'], windowDays: 7, max: 1 } }));
  unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'never', kind: 'frequency', channels: ['visit'], segments: ['Z'], windowDays: 7, max: 0 } }));
  await importContacts(test, `Contact ID,Name,Segment\n${keys.map((key) => `${key},Contact ${key},${segments[key]}`).join('\n')}\n`);
  return test;
}

/** Makes a campaign over everybody, activates it and answers its id. */
export async function makeActive({ core }: TestCore, name: string, priority: number): Promise<string> {
  const { id } = unwrap(await core.campaigns.create(makeDraft(name, { priority })));
  unwrap(await core.campaigns.activate({ id }));
  return id;
}

export function sqliteOf({ core }: TestCore): Sqlite {
  const session = core.context.session;
  if (session === null) throw new Error('No workspace is open.');
  return session.database.sqlite;
}

/** The job once it has ended. */
export async function waitForJob({ core }: TestCore, jobId: string): Promise<Job> {
  if (core.context.session === null) throw new Error('No workspace is open.');
  return core.context.session.jobs.wait(jobId);
}

/** All campaigns, as the contract gives them. */
export const listCampaigns = ({ core }: TestCore, asOf?: string): CampaignRow[] => z.array(CampaignRow).parse(unwrap(core.campaigns.list({ asOf })));
export const campaignsOf = (test: TestCore): Campaign[] => listCampaigns(test).map((row) => row.campaign).sort((a, b) => (a.id < b.id ? -1 : 1));

/** All reservations by id, as they are stored or as of a day. */
export function reservationsOf({ core }: TestCore, asOf?: string): Reservation[] {
  const output = campaignContract.reservations['~orpc'].outputSchema;
  const page = unwrap(core.reservations.page({ asOf, offset: 0, limit: 1000 }));
  if (output !== undefined) (output as z.ZodType).parse(page);
  return page.rows.map((row) => row.reservation).sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const conflictsOf = ({ core }: TestCore, query: { campaign?: string; contact?: string; asOf?: string } = {}): ConflictPage => ConflictPage.parse(unwrap(core.conflicts.page({ ...query, offset: 0, limit: 100 })));
