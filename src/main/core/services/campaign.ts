import type { CampaignDetail, CampaignMoney, CampaignRow, ChannelHold } from '../../../contract/campaign.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { ReservationStatus, type Campaign, type CampaignDraft, type CampaignStatus } from '../../../engine/model/campaign.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAudiences } from '../db/repositories/audience.ts';
import { nextCampaignId, putCampaign, readCampaign, readCampaigns } from '../db/repositories/campaign.ts';
import { readCampaignBalances } from '../db/repositories/ledger.ts';
import { countContacts } from '../db/repositories/contact.ts';
import { countHeldContacts, countHolds, countTies, putReservation, readCampaignReservations, todayOf, type HoldCount, type Today } from '../db/repositories/reservation.ts';
import { readChannels } from '../db/repositories/rule.ts';
import type { BoardReader, StandingBoard } from './campaign-board.ts';
import type { EditService } from './edit.ts';

/** Where a campaign may go from each status; completed is the end, but for undo. */
const nextStatuses: Record<CampaignStatus, readonly CampaignStatus[]> = { draft: ['active'], active: ['paused', 'completed'], paused: ['active', 'completed'], completed: [] };

const requireCampaign = (sqlite: Sqlite, id: string): Result<Campaign> => {
  const campaign = readCampaign(sqlite, id);
  return campaign === null ? fail('NOT_FOUND', `Campaign ${id} does not exist.`) : succeed(campaign);
};

/** Name, audience and channels of a draft against what is there. */
function checkDraft(sqlite: Sqlite, id: string | null, draft: CampaignDraft): Result<void> {
  if (readCampaigns(sqlite).some((other) => other.id !== id && other.name === draft.name)) return fail('CONFLICT', `Campaign "${draft.name}" already exists.`, { path: 'name' });
  if (draft.audience !== null && !readAudiences(sqlite).some((audience) => String(audience.id) === draft.audience)) return fail('UNKNOWN_REFERENCE', `Audience ${draft.audience} does not exist.`, { path: 'audience' });
  const known = readChannels(sqlite).map((channel) => channel.id);
  const unknown = Object.keys(draft.channelMix).find((channel) => !known.includes(channel));
  if (unknown !== undefined) return fail('UNKNOWN_REFERENCE', `Channel ${unknown} does not exist. Known: ${known.join(', ') || 'none'}.`, { path: 'channelMix' });
  return succeed(undefined);
}

/** Conflicts per campaign. O(conflicts). */
function countConflicts(board: StandingBoard): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at < board.found.count; at += 1) for (const campaign of board.campaignsOf(at)) counts.set(campaign, (counts.get(campaign) ?? 0) + 1);
  return counts;
}

/** Campaigns with what they hold and cost. */
function describeCampaigns(sqlite: Sqlite, today: Today, board: StandingBoard): { rows: CampaignRow[]; holds: HoldCount[]; unitCost: (channel: string | null) => number } {
  const holds = countHolds(sqlite, today);
  const contacts = countHeldContacts(sqlite, today);
  const conflicts = countConflicts(board);
  const audiences = new Map(readAudiences(sqlite).map((audience) => [String(audience.id), { name: audience.name, contacts: countContacts(sqlite, audience.filter) }]));
  const costs = new Map(readChannels(sqlite).map((channel) => [channel.id, channel.unitCost]));
  const unitCost = (channel: string | null): number => (channel === null ? 0 : (costs.get(channel) ?? 0));
  const costOf = (campaign: string, status: ReservationStatus): number => holds.reduce((sum, hold) => (hold.campaign === campaign && hold.status === status ? sum + hold.reservations * unitCost(hold.channel) : sum), 0);
  const rows = board.campaigns.map((campaign) => ({
    campaign,
    audience: campaign.audience === null ? null : (audiences.get(campaign.audience) ?? null),
    reservations: holds.reduce((sum, hold) => (hold.campaign === campaign.id && hold.status === 'active' ? sum + hold.reservations : sum), 0),
    contacts: contacts.get(campaign.id) ?? 0,
    conflicts: conflicts.get(campaign.id) ?? 0,
    held: costOf(campaign.id, 'active'),
    used: costOf(campaign.id, 'executed'),
  }));
  return { rows, holds, unitCost };
}

/** Channels of the mix and of what is held, in the order of their ids; holds on all channels last. */
function describeChannels({ id, channelMix }: Campaign, holds: readonly HoldCount[], unitCost: (channel: string | null) => number): ChannelHold[] {
  const own = holds.filter((hold) => hold.campaign === id);
  const names = [...new Set([...Object.keys(channelMix), ...own.flatMap((hold) => hold.channel ?? [])])].sort();
  const count = (channel: string | null, status: ReservationStatus): number => own.find((hold) => hold.channel === channel && hold.status === status)?.reservations ?? 0;
  return [...names, ...(own.some((hold) => hold.channel === null) ? [null] : [])].map((channel) => {
    const [active, executed] = [count(channel, 'active'), count(channel, 'executed')];
    return { channel, share: channel === null ? null : (channelMix[channel] ?? null), active, executed, cost: (active + executed) * unitCost(channel) };
  });
}

/** Campaigns themselves: what is written down about them and the state they are in. */
export function createCampaignService(context: CoreContext, edits: EditService, readBoard: BoardReader) {
  const withSqlite = <T>(work: (sqlite: Sqlite) => Result<T>): Result<T> => {
    const session = requireSession(context);
    return session.ok ? work(session.value.database.sqlite) : session;
  };
  const nameOf = (id: string): string => (context.session === null ? id : (readCampaign(context.session.database.sqlite, id)?.name ?? id));

  const move = <T>(id: string, verb: string, status: CampaignStatus, answer: (sqlite: Sqlite) => T): Promise<Result<T>> =>
    edits.run(`${verb} campaign ${nameOf(id)}`, (recorder, sqlite) => {
      const campaign = requireCampaign(sqlite, id);
      if (!campaign.ok) return campaign;
      if (!nextStatuses[campaign.value.status].includes(status)) return fail('CONFLICT', `Campaign ${campaign.value.name} is ${campaign.value.status} and cannot become ${status}.`, { path: 'status' });
      putCampaign(recorder, { ...campaign.value, status });
      return succeed(answer(sqlite));
    });

  return {
    list: ({ asOf }: { asOf?: string | undefined }): Result<CampaignRow[]> =>
      withSqlite((sqlite) => {
        const today = todayOf(asOf);
        return succeed(describeCampaigns(sqlite, today, readBoard(sqlite, today)).rows);
      }),
    get: ({ id, asOf }: { id: string; asOf?: string | undefined }): Result<CampaignDetail> =>
      withSqlite((sqlite) => {
        const today = todayOf(asOf);
        const { rows, holds, unitCost } = describeCampaigns(sqlite, today, readBoard(sqlite, today));
        const row = rows.find(({ campaign }) => campaign.id === id);
        if (row === undefined) return fail('NOT_FOUND', `Campaign ${id} does not exist.`);
        const byStatus = Object.fromEntries(ReservationStatus.options.map((status) => [status, holds.reduce((sum, hold) => (hold.campaign === id && hold.status === status ? sum + hold.reservations : sum), 0)]));
        const conflictsIfActive = row.campaign.status === 'active' ? row.conflicts : (countConflicts(readBoard(sqlite, today, id)).get(id) ?? 0);
        return succeed({ ...row, channels: describeChannels(row.campaign, holds, unitCost), byStatus: byStatus as CampaignDetail['byStatus'], conflictsIfActive });
      }),
    money: (): Result<CampaignMoney[]> =>
      withSqlite((sqlite) => {
        const balances = readCampaignBalances(sqlite);
        return succeed(
          readCampaigns(sqlite).map(({ id, name, budget }) => {
            const balance = balances.get(id);
            return { campaign: id, name, allocated: budget ?? null, committed: balance?.bookedAmount ?? 0, spent: balance?.usedAmount ?? 0, bookedActions: balance?.bookedActions ?? 0, usedActions: balance?.usedActions ?? 0 };
          }),
        );
      }),
    create: (draft: CampaignDraft): Promise<Result<Campaign>> =>
      edits.run(`Create campaign ${draft.name}`, (recorder, sqlite) => {
        const checked = checkDraft(sqlite, null, draft);
        if (!checked.ok) return checked;
        const campaign: Campaign = { ...draft, id: nextCampaignId(sqlite), status: 'draft' };
        putCampaign(recorder, campaign);
        return succeed(campaign);
      }),
    update: ({ id, campaign: draft }: { id: string; campaign: CampaignDraft }): Promise<Result<Campaign>> =>
      edits.run(`Change campaign ${nameOf(id)}`, (recorder, sqlite) => {
        const before = requireCampaign(sqlite, id);
        if (!before.ok) return before;
        const checked = checkDraft(sqlite, id, draft);
        if (!checked.ok) return checked;
        const active = readCampaignReservations(sqlite, id, null).filter((reservation) => reservation.status === 'active');
        const outside = active.filter((reservation) => (draft.from !== undefined && reservation.from < draft.from) || (draft.to !== undefined && reservation.to > draft.to));
        if (outside.length > 0) {
          return fail('CONFLICT', `${outside.length} active reservations lie outside ${draft.from ?? 'open'} to ${draft.to ?? 'open'}.`, { path: draft.to !== undefined && outside.some((one) => one.to > (draft.to ?? '')) ? 'to' : 'from', hint: 'Release them first.' });
        }
        const campaign: Campaign = { ...draft, id, status: before.value.status };
        putCampaign(recorder, campaign);
        if (draft.priority !== before.value.priority) for (const reservation of active) if (reservation.priority === before.value.priority) putReservation(recorder, { ...reservation, priority: draft.priority });
        return succeed(campaign);
      }),
    remove: (id: string): Promise<Result<void>> =>
      edits.run(`Remove campaign ${nameOf(id)}`, (recorder, sqlite) => {
        const campaign = requireCampaign(sqlite, id);
        if (!campaign.ok) return campaign;
        const ties = countTies(sqlite, id);
        if (ties > 0) return fail('CONFLICT', `${ties} of its reservations took the place of another campaign's, or gave way to one.`, { hint: 'Complete the campaign instead: the record stays.' });
        for (const reservation of readCampaignReservations(sqlite, id, null)) recorder.remove('reservations', { id: reservation.id });
        recorder.remove('campaigns', { id });
        return succeed(undefined);
      }),
    activate: ({ id, asOf }: { id: string; asOf?: string | undefined }): Promise<Result<{ conflicts: number }>> =>
      move(id, 'Activate', 'active', (sqlite) => ({ conflicts: countConflicts(readBoard(sqlite, todayOf(asOf), id)).get(id) ?? 0 })),
    pause: (id: string): Promise<Result<void>> => move(id, 'Pause', 'paused', () => undefined),
    complete: (id: string): Promise<Result<void>> => move(id, 'Complete', 'completed', () => undefined),
  };
}
export type CampaignService = ReturnType<typeof createCampaignService>;
