import { formatDay, type DayNumber } from '../base/day.ts';
import type { Reservation } from '../model/campaign.ts';
import { compareIds, compareRank } from './rank.ts';
import { dayOf } from './touch-limits.ts';

/** The same channels and days of a campaign on all of these contacts. */
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
  isPlanned(contact: string): boolean;
  /** Campaigns that plan; none = a plan of no campaign. */
  readonly campaigns: ReadonlySet<string>;
  readonly channels: readonly string[];
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
}

/** What reservations make of the days of a plan. */
export interface DividedDays {
  /** Closed to everybody who plans, by the campaigns that hold them. */
  readonly closed: readonly Closing[];
  /** Open to one of several campaigns that plan. */
  readonly reserved: readonly Closing[];
  /** Open to all of them, one comes first. */
  readonly wished: readonly Closing[];
}

interface Span {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

const sharesChannel = (hold: Reservation, channel: string): boolean => hold.channel === null || hold.channel === channel;
const isFirm = ({ kind }: Reservation): boolean => kind !== 'soft';
const highest = (reservations: readonly Reservation[]): Reservation | undefined => reservations.toSorted(compareRank)[0];

/** What a day comes to, and by whom. */
interface Outcome {
  readonly list: keyof DividedDays;
  readonly campaign: string;
}

/** What the reservations of one channel on one day come to. */
function judgeDay(here: readonly Reservation[], campaigns: ReadonlySet<string>): Outcome[] {
  const own = highest(here.filter(({ campaign }) => campaigns.has(campaign)));
  const others = here.filter((hold) => isFirm(hold) && !campaigns.has(hold.campaign));
  const against = others.filter((hold) => own === undefined || compareRank(own, hold) > 0);
  if (against.length > 0) return [...new Set(against.map(({ campaign }) => campaign))].map((campaign) => ({ list: 'closed', campaign }));
  if (own === undefined || campaigns.size < 2) return [];
  const firm = others.length > 0 ? own : highest(here.filter((hold) => isFirm(hold) && campaigns.has(hold.campaign)));
  return [firm === undefined ? { list: 'wished', campaign: own.campaign } : { list: 'reserved', campaign: firm.campaign }];
}

/** Stretches of days on which the same outcome holds for one channel of a contact. */
function listStretches(reservations: readonly Reservation[], channel: string, { campaigns, fromDay, toDay }: PlanningClaim): (Outcome & Span)[] {
  const present = reservations.filter((hold) => sharesChannel(hold, channel) && dayOf(hold.from) <= toDay && dayOf(hold.to) >= fromDay);
  const starts = [...new Set(present.flatMap(({ from, to }) => [Math.max(fromDay, dayOf(from)), dayOf(to) + 1]))].filter((day) => day <= toDay).sort((one, other) => one - other);
  const done: (Outcome & Span)[] = [];
  let open: (Outcome & Span)[] = [];
  for (const [at, from] of starts.entries()) {
    const to = (starts[at + 1] ?? toDay + 1) - 1;
    const here = present.filter((hold) => dayOf(hold.from) <= from && dayOf(hold.to) >= from);
    open = judgeDay(here, campaigns).map((outcome) => {
      const before = open.find(({ list, campaign }) => list === outcome.list && campaign === outcome.campaign);
      if (before !== undefined) done.splice(done.indexOf(before), 1);
      const stretch = { ...outcome, from: before?.from ?? from, to };
      done.push(stretch);
      return stretch;
    });
  }
  return done;
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
    if (reservation.status !== 'active' || !claim.isPlanned(reservation.contact)) continue;
    const group = groups.get(reservation.contact);
    if (group === undefined) groups.set(reservation.contact, [reservation]);
    else group.push(reservation);
  }
  return groups;
}

/**
 * Says of the contacts, channels and days of a plan which are closed to it and which belong to one of its campaigns. Closed are
 * those that an exclusive or priority reservation of a campaign outside holds, unless a reservation of one that plans covers
 * the same day and channel of the contact and outranks it: then only that one may act. Of several campaigns that plan, the
 * highest exclusive or priority reservation keeps the others out; where there are only soft ones the highest comes first.
 * Equal days of a campaign stand together, by campaign, first and last day; a campaign has at most days × channels of them.
 * O(Σ k² · channels) for k reservations of a contact, and the days where a campaign's reservations are of very many kinds.
 * @param standing reservations that count, as of active campaigns and of those that plan; executed ones hold no days
 */
export function divideDays(standing: readonly Reservation[], claim: PlanningClaim): DividedDays {
  const groups: { readonly [List in keyof DividedDays]: ClosingGroups } = { closed: new ClosingGroups(), reserved: new ClosingGroups(), wished: new ClosingGroups() };
  for (const [contact, reservations] of groupPlanned(standing, claim)) {
    const channelsOf = new Map<string, { stretch: Outcome & Span; channels: string[] }>();
    for (const channel of claim.channels) {
      for (const stretch of listStretches(reservations, channel, claim)) {
        const key = `${stretch.list} ${stretch.from} ${stretch.to} ${stretch.campaign}`;
        const known = channelsOf.get(key);
        if (known === undefined) channelsOf.set(key, { stretch, channels: [channel] });
        else known.channels.push(channel);
      }
    }
    for (const { stretch, channels } of channelsOf.values()) groups[stretch.list].add(stretch.campaign, channels, stretch, contact);
  }
  const list = (name: keyof DividedDays): Closing[] => bound(groups[name].list(), claim);
  return { closed: list('closed'), reserved: list('reserved'), wished: list('wished') };
}
