import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { autoResolve, type AutoDecision } from '../../../engine/coordination/auto-resolve.ts';
import { divideDays } from '../../../engine/coordination/divide-days.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import type { Campaign, Reservation } from '../../../engine/model/campaign.ts';
import type { ContactFilter } from '../../../engine/model/filter.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAudience } from '../db/repositories/audience.ts';
import { readCampaigns } from '../db/repositories/campaign.ts';
import type { CampaignInputs } from '../db/repositories/plan.ts';
import type { SettledContact } from '../db/repositories/plan-settlement.ts';
import { readContactKeys, readStanding, todayOf } from '../db/repositories/reservation.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { readLimits } from './campaign-board.ts';
import { closingRules, createRuleNames, datesOf, termRules, toProblemCampaign, toReserved } from './campaign-rules.ts';
import { hashJson } from './hash-json.ts';

/** Campaigns a plan is for, and the day their reservations are looked at. */
export interface CampaignChoice {
  readonly campaigns: readonly string[];
  readonly asOf?: string | undefined;
}

/** Parts of a problem that speak of campaigns; `constraints` are the days that campaigns outside the plan hold. */
export type CampaignTerms = Pick<AllocationProblem, 'constraints' | 'campaigns' | 'reserved' | 'terms'>;

/** What campaigns and reservations make of a problem. */
export interface CampaignPart {
  /** True where the plan is for the contact. */
  isPlanned(contact: string): boolean;
  /** Parts for these contacts, beside rules of these ids. */
  termsFor(contacts: readonly string[], taken: readonly string[]): CampaignTerms;
  readonly inputs: CampaignInputs;
  /** Reservations that gave way to one another for this plan. */
  readonly settled: readonly SettledContact[];
}

const everybody: ContactFilter = { join: 'and', conditions: [] };

const filterOf = (sqlite: Sqlite, { audience }: Campaign): ContactFilter => (audience === null ? everybody : (readAudience(sqlite, Number(audience))?.filter ?? everybody));

/** The campaign of an id, if it can be planned within the horizon; every refusal names it. */
export function requireCampaign(known: readonly Campaign[], id: string, { horizon }: Pick<PlanningRules, 'horizon'>): Result<Campaign> {
  const { from, to } = datesOf(horizon);
  const campaign = known.find((one) => one.id === id);
  if (campaign === undefined) return fail('NOT_FOUND', `Campaign ${id} does not exist.`, { path: 'campaigns' });
  if (campaign.status === 'completed') return fail('CONFLICT', `Campaign ${campaign.name} is completed.`, { path: 'campaigns' });
  if ((campaign.from !== undefined && campaign.from > to) || (campaign.to !== undefined && campaign.to < from)) {
    return fail('BAD_INPUT', `Campaign ${campaign.name} runs ${campaign.from ?? 'open'} to ${campaign.to ?? 'open'}, outside the horizon ${from} to ${to}.`, { path: 'campaigns', hint: 'Move the horizon, or the campaign.' });
  }
  return succeed(campaign);
}

/** The campaigns asked for, in the order of their ids. */
function requireCampaigns(known: readonly Campaign[], ids: readonly string[], rules: PlanningRules): Result<Campaign[]> {
  const chosen: Campaign[] = [];
  for (const id of [...new Set(ids)].sort()) {
    const campaign = requireCampaign(known, id, rules);
    if (!campaign.ok) return campaign;
    chosen.push(campaign.value);
  }
  return succeed(chosen);
}

/** Reservations that a plan reads: those of active campaigns and of its own that share a day with the horizon; executed ones are over. */
function readPlanned(sqlite: Sqlite, rules: PlanningRules, { campaigns, asOf }: CampaignChoice): Reservation[] {
  const { from, to } = datesOf(rules.horizon);
  return readStanding(sqlite, todayOf(asOf), campaigns).filter((one) => one.status === 'active' && one.from <= to && one.to >= from && (campaigns.length > 0 || one.kind !== 'soft'));
}

const hashReservations = (reservations: readonly Reservation[]): string =>
  hashJson(reservations.map(({ id, campaign, contact, channel, kind, priority, from, to, canPreempt }) => [id, campaign, contact, channel, kind, priority, from, to, canPreempt]));

const hashTerms = (sqlite: Sqlite, chosen: readonly Campaign[]): string =>
  hashJson(chosen.map((campaign) => [campaign.id, campaign.name, campaign.priority, campaign.from, campaign.to, campaign.budget, campaign.channelMix, filterOf(sqlite, campaign)]));

/** Decides conflicts among the campaigns of a portfolio by priority, on a copy. */
function settleReservations(sqlite: Sqlite, chosen: readonly Campaign[], reservations: readonly Reservation[]): Result<{ standing: readonly Reservation[]; settled: SettledContact[] }> {
  const ids = new Set(chosen.map(({ id }) => id));
  const own = reservations.filter(({ campaign }) => ids.has(campaign));
  const resolved = autoResolve({ campaigns: chosen.map((campaign) => ({ ...campaign, status: 'active' as const })), reservations: own, limits: readLimits(sqlite).limits }, 'preempt');
  if (!resolved.ok) return resolved;
  const after = new Map(resolved.value.changes.map((change) => [change.after.id, change.after]));
  const campaignOf = new Map(own.map(({ id, campaign }) => [id, campaign]));
  const settle = ({ contact, channel, winner, loser }: AutoDecision): SettledContact => ({ contact, channel, winner: campaignOf.get(winner) ?? winner, loser: campaignOf.get(loser) ?? loser, over: 'reservation', because: 'rank' });
  return succeed({ standing: reservations.map((one) => after.get(one.id) ?? one).filter(({ status }) => status === 'active'), settled: resolved.value.decisions.map(settle) });
}

/** Who wants which contacts, over what stands; a campaign of null wants everybody. */
interface Wishes {
  readonly chosen: readonly Campaign[];
  readonly contactsOf: ReadonlyMap<string, ReadonlySet<string> | null>;
  readonly standing: readonly Reservation[];
}

/** Writes the terms of campaigns for the contacts of a problem. */
function createTermWriter(sqlite: Sqlite, rules: PlanningRules, { chosen, contactsOf, standing }: Wishes): Pick<CampaignPart, 'isPlanned' | 'termsFor'> {
  const names = new Map(readCampaigns(sqlite).map(({ id, name }) => [id, name]));
  const channels = rules.channels.map(({ id }) => id);
  const fromDay = parseDay(rules.horizon.start) ?? 0;
  const wants = ({ id }: Campaign, contact: string): boolean => contactsOf.get(id)?.has(contact) ?? true;
  return {
    isPlanned: (contact) => chosen.length === 0 || chosen.some((campaign) => wants(campaign, contact)),
    termsFor(contacts, taken) {
      const ruleName = createRuleNames(taken);
      const planned = new Set(contacts);
      const terms = chosen.flatMap((campaign) => termRules(campaign, ruleName));
      const campaigns = chosen.map((campaign) => toProblemCampaign(campaign, contactsOf.get(campaign.id) == null ? null : contacts.filter((contact) => wants(campaign, contact)), channels));
      const days = divideDays(standing, { isPlanned: (contact) => planned.has(contact), campaigns: new Set(chosen.map(({ id }) => id)), channels, fromDay, toDay: fromDay + rules.horizon.days - 1 });
      const constraints = closingRules(days.closed, (id) => names.get(id) ?? id, ruleName);
      const reserved = toReserved(days);
      return { constraints, ...(chosen.length === 0 ? {} : { campaigns, terms }), ...(reserved.length === 0 ? {} : { reserved }) };
    },
  };
}

function describeInputs(sqlite: Sqlite, chosen: readonly Campaign[], reservations: readonly Reservation[], asOf: string | undefined): CampaignInputs {
  return {
    campaigns: chosen.map(({ id, name, budget, channelMix }) => ({ id, name, ...(budget === undefined ? {} : { budget }), channelMix })),
    asOf: asOf ?? null,
    revision: readRevisions(sqlite).campaigns,
    reservationsHash: hashReservations(reservations),
    termsHash: hashTerms(sqlite, chosen),
  };
}

/**
 * Reads what campaigns and reservations make of a problem: without campaigns only the days that are held; with some their
 * audiences and terms, the days that each keeps for itself and those that others hold. Nothing is written.
 */
export function readCampaignPart(sqlite: Sqlite, rules: PlanningRules, choice: CampaignChoice): Result<CampaignPart> {
  const found = requireCampaigns(readCampaigns(sqlite), choice.campaigns, rules);
  if (!found.ok) return found;
  const chosen = found.value;
  const reservations = readPlanned(sqlite, rules, choice);
  const resolved = chosen.length > 1 ? settleReservations(sqlite, chosen, reservations) : succeed({ standing: reservations, settled: [] });
  if (!resolved.ok) return resolved;
  const { standing, settled } = resolved.value;
  const contactsOf = new Map(chosen.map((campaign) => [campaign.id, campaign.audience === null ? null : new Set(readContactKeys(sqlite, filterOf(sqlite, campaign)))]));
  return succeed({ ...createTermWriter(sqlite, rules, { chosen, contactsOf, standing }), inputs: describeInputs(sqlite, chosen, reservations, choice.asOf), settled });
}

/** A campaign that wins some contacts, and the reservations that give way to it. */
export interface Win {
  readonly campaign: string;
  readonly contacts: readonly string[];
  readonly givenUp: ReadonlySet<string>;
  readonly asOf?: string | undefined;
}

/** What a problem takes from campaigns where one of them wins: it plans these contacts under its terms, beside what then still stands. */
export function readWinnerPart(sqlite: Sqlite, rules: PlanningRules, { campaign, contacts, givenUp, asOf }: Win): Result<CampaignPart> {
  const found = requireCampaigns(readCampaigns(sqlite), [campaign], rules);
  if (!found.ok) return found;
  const standing = readPlanned(sqlite, rules, { campaigns: [campaign], asOf }).filter(({ id }) => !givenUp.has(id));
  const contactsOf = new Map([[campaign, new Set(contacts)]]);
  return succeed({ ...createTermWriter(sqlite, rules, { chosen: found.value, contactsOf, standing }), inputs: describeInputs(sqlite, found.value, standing, asOf), settled: [] });
}

/** Says what changed since a problem took this from campaigns and reservations, in words. */
export type CampaignChangeReader = (sqlite: Sqlite, rules: PlanningRules, made: CampaignInputs) => string[];

/** Reads changes; reservations are read once for all plans of the same campaigns, days and state of the file, and not at all while nothing was written about them. */
export function createCampaignChangeReader(): CampaignChangeReader {
  let known: { readonly sqlite: Sqlite; readonly revision: number; readonly hashes: Map<string, string> } | null = null;
  const hashNow = (sqlite: Sqlite, rules: PlanningRules, revision: number, choice: CampaignChoice): string => {
    if (known?.sqlite !== sqlite || known.revision !== revision) known = { sqlite, revision, hashes: new Map() };
    const key = JSON.stringify([rules.horizon, choice]);
    const hash = known.hashes.get(key) ?? hashReservations(readPlanned(sqlite, rules, choice));
    known.hashes.set(key, hash);
    return hash;
  };
  return (sqlite, rules, made) => {
    const ids = made.campaigns.map(({ id }) => id);
    const revision = readRevisions(sqlite).campaigns;
    const chosen = readCampaigns(sqlite).filter(({ id }) => ids.includes(id)).sort((one, other) => (one.id < other.id ? -1 : 1));
    return [
      ...(ids.length > 0 && hashTerms(sqlite, chosen) !== made.termsHash ? ['campaigns changed'] : []),
      ...(revision !== made.revision && hashNow(sqlite, rules, revision, { campaigns: ids, asOf: made.asOf ?? undefined }) !== made.reservationsHash ? ['reservations changed'] : []),
    ];
  };
}
