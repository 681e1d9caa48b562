import { formatDay, type DayNumber } from '../base/day.ts';
import type { Reservation } from '../model/campaign.ts';
import { compareIds, compareRank } from './rank.ts';
import { dayOf } from './touch-limits.ts';

/** Days that a campaign holds against whoever plans: the same channels and days on all of these contacts. */
export interface Closing {
  /** Campaign that holds them. */
  readonly campaign: string;
  /** In the order they were asked for; not empty. */
  readonly channels: readonly string[];
  /** First and last day, both included. */
  readonly from: string;
  readonly to: string;
  readonly contacts: readonly string[];
}

/** Who wants to plan, and where. */
export interface PlanningClaim {
  /** Campaign that plans a contact, null = a plan of no campaign, undefined = the contact is not planned. */
  readonly claimantOf: (contact: string) => string | null | undefined;
  readonly channels: readonly string[];
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
}

interface Span {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

const sharesChannel = (hold: Reservation, channel: string): boolean => hold.channel === null || hold.channel === channel;

/** A span less another. */
function subtract(span: Span, { from, to }: Span): Span[] {
  if (to < span.from || from > span.to) return [span];
  return [
    { from: span.from, to: from - 1 },
    { from: to + 1, to: span.to },
  ].filter((left) => left.from <= left.to);
}

const spanOf = (hold: Reservation): Span => ({ from: dayOf(hold.from), to: dayOf(hold.to) });

/** Days of a hold on one channel that no own reservation of higher rank takes back. */
function spansAgainst(hold: Reservation, channel: string, own: readonly Reservation[], { fromDay, toDay }: PlanningClaim): Span[] {
  const { from, to } = spanOf(hold);
  let spans: Span[] = [{ from: Math.max(from, fromDay), to: Math.min(to, toDay) }].filter((span) => span.from <= span.to);
  for (const mine of own) if (sharesChannel(mine, channel) && compareRank(mine, hold) < 0) spans = spans.flatMap((span) => subtract(span, spanOf(mine)));
  return spans;
}

/** Collects contacts under equal channels and days of a campaign. */
class ClosingGroups {
  private readonly groups = new Map<string, { campaign: string; channels: readonly string[]; span: Span; contacts: Set<string> }>();

  add(campaign: string, channels: readonly string[], span: Span, contact: string): void {
    const key = JSON.stringify([campaign, span.from, span.to, channels]);
    const group = this.groups.get(key);
    if (group === undefined) this.groups.set(key, { campaign, channels, span, contacts: new Set([contact]) });
    else group.contacts.add(contact);
  }

  list(): Closing[] {
    return [...this.groups.values()]
      .sort((one, other) => compareIds(one.campaign, other.campaign) || one.span.from - other.span.from || one.span.to - other.span.to || compareIds(one.channels.join('\n'), other.channels.join('\n')))
      .map(({ campaign, channels, span, contacts }) => ({ campaign, channels, from: formatDay(span.from), to: formatDay(span.to), contacts: [...contacts].sort(compareIds) }));
  }
}

/** The same closings day by day and channel by channel: at most days × channels of a campaign. */
function splitByDay(closings: readonly Closing[]): Closing[] {
  const groups = new ClosingGroups();
  for (const { campaign, channels, from, to, contacts } of closings) {
    for (let day = dayOf(from); day <= dayOf(to); day += 1) for (const channel of channels) for (const contact of contacts) groups.add(campaign, [channel], { from: day, to: day }, contact);
  }
  return groups.list();
}

/** Keeps the closings of a campaign that reserves in many different ways few. */
function bound(closings: readonly Closing[], { channels, fromDay, toDay }: PlanningClaim): Closing[] {
  const most = (toDay - fromDay + 1) * channels.length;
  const ofCampaign = new Map<string, Closing[]>();
  for (const closing of closings) {
    const known = ofCampaign.get(closing.campaign);
    if (known === undefined) ofCampaign.set(closing.campaign, [closing]);
    else known.push(closing);
  }
  return [...ofCampaign.values()].flatMap((own) => (own.length > most ? splitByDay(own) : own));
}

function groupPlanned(standing: readonly Reservation[], claim: PlanningClaim): ReadonlyMap<string, Reservation[]> {
  const groups = new Map<string, Reservation[]>();
  for (const reservation of standing) {
    if (reservation.status !== 'active' || claim.claimantOf(reservation.contact) === undefined) continue;
    const group = groups.get(reservation.contact);
    if (group === undefined) groups.set(reservation.contact, [reservation]);
    else group.push(reservation);
  }
  return groups;
}

/**
 * Contacts, channels and days that are closed to who plans: those an exclusive or priority reservation of another campaign
 * holds, unless a reservation of the planning campaign covers the same day and channel of the contact and outranks it. So of
 * those who reserved a day, exactly the highest in rank may act on it; soft reservations close nothing. Equal days of a
 * campaign stand together, by campaign, first and last day; a campaign has at most days × channels of them.
 * O(Σ k² · channels) for k reservations of a contact, and the days where a campaign's reservations are of very many kinds.
 * @param standing reservations that count, as of active campaigns and of those that plan; executed ones hold no days
 */
export function closeDays(standing: readonly Reservation[], claim: PlanningClaim): Closing[] {
  const groups = new ClosingGroups();
  for (const [contact, reservations] of groupPlanned(standing, claim)) {
    const claimant = claim.claimantOf(contact);
    const own = reservations.filter(({ campaign }) => campaign === claimant);
    for (const hold of reservations) {
      if (hold.campaign === claimant || hold.kind === 'soft') continue;
      const channelsOf = new Map<string, { span: Span; channels: string[] }>();
      for (const channel of claim.channels) {
        if (!sharesChannel(hold, channel)) continue;
        for (const span of spansAgainst(hold, channel, own, claim)) {
          const key = `${span.from} ${span.to}`;
          const known = channelsOf.get(key);
          if (known === undefined) channelsOf.set(key, { span, channels: [channel] });
          else known.channels.push(channel);
        }
      }
      for (const { span, channels } of channelsOf.values()) groups.add(hold.campaign, channels, span, contact);
    }
  }
  return bound(groups.list(), claim);
}
