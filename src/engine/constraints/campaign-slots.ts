import { parseDay } from '../base/day.ts';
import type { ProblemCampaign, ReservedSlots } from '../model/allocation.ts';
import type { ProblemFrame } from './problem-frame.ts';

/** Campaigns that may act on a slot, by their positions in the problem. */
export interface CampaignSet {
  /** Rising. */
  readonly members: readonly number[];
  /** The same by rank, first choice first: those with a soft reservation, then by falling priority; equals stand together by id. */
  readonly tiers: readonly (readonly number[])[];
}

/** Which campaigns may act on which slot (contact, channel, day) of a problem. */
export interface CampaignSlots {
  readonly campaigns: readonly ProblemCampaign[];
  /** Every set that occurs; the first is empty: closed. */
  readonly sets: readonly CampaignSet[];
  /** Contacts alike to every campaign, numbered. */
  readonly profileOf: Int32Array;
  /** Set per day, each sequence of days once. */
  readonly patterns: readonly Int32Array[];
  /** Pattern of a contact's channel. */
  patternAt(contact: number, channel: number): number;
  /** Position in `sets`. */
  setAt(contact: number, channel: number, day: number): number;
}

const keyOf = (tiers: CampaignSet['tiers']): string => tiers.map((tier) => tier.join(',')).join('>');

/** Numbers sets of campaigns; equal ones get the same number, the empty one 0. */
class SetBook {
  readonly sets: CampaignSet[] = [];
  private readonly known = new Map<string, number>();
  private readonly changed = new Map<string, number>();

  constructor() {
    this.number([]);
  }

  number(tiers: CampaignSet['tiers']): number {
    const key = keyOf(tiers);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.sets.length);
    return this.sets.push({ members: tiers.flat().sort((one, other) => one - other), tiers }) - 1;
  }

  /** The set once a campaign of it reserved the slot. */
  reserve(set: number, campaign: number, isSoft: boolean): number {
    const key = `${set} ${campaign} ${isSoft}`;
    const known = this.changed.get(key);
    if (known !== undefined) return known;
    const { members, tiers } = this.sets[set]!;
    const isIn = members.includes(campaign);
    const others = tiers.map((tier) => tier.filter((member) => member !== campaign)).filter((tier) => tier.length > 0);
    const changed = isSoft ? (isIn ? this.number([[campaign], ...others]) : set) : this.number(isIn ? [[campaign]] : []);
    this.changed.set(key, changed);
    return changed;
  }
}

/** Campaigns by rank: falling priority, equals by id. */
function rankCampaigns(campaigns: readonly ProblemCampaign[], members: readonly number[]): number[][] {
  const tiers = new Map<number, number[]>();
  for (const at of members) {
    const priority = campaigns[at]!.priority ?? 1;
    const tier = tiers.get(priority);
    if (tier === undefined) tiers.set(priority, [at]);
    else tier.push(at);
  }
  const byId = (one: number, other: number): number => (campaigns[one]!.id < campaigns[other]!.id ? -1 : 1);
  return [...tiers].sort(([one], [other]) => other - one).map(([, tier]) => tier.sort(byId));
}

type Frame = Pick<ProblemFrame, 'problem' | 'startDay' | 'days'>;

/** First and last day of dates inside a horizon; an empty range where they lie outside. */
function rangeOf({ from, to }: { readonly from?: string | null | undefined; readonly to?: string | null | undefined }, { startDay, days }: Frame): readonly [number, number] {
  const first = from == null ? 0 : (parseDay(from) ?? startDay) - startDay;
  const last = to == null ? days - 1 : (parseDay(to) ?? startDay + days - 1) - startDay;
  return [Math.max(0, first), Math.min(days - 1, last)];
}

/** Positions of lists that name a contact, per contact. */
function indexContacts(ids: readonly string[], lists: readonly (readonly string[] | null | undefined)[]): number[][] {
  const at = new Map(ids.map((id, position) => [id, position]));
  const listsOf = ids.map((): number[] => []);
  for (const [list, names] of lists.entries()) {
    if (names == null) for (const own of listsOf) own.push(list);
    else for (const name of new Set(names)) listsOf[at.get(name) ?? -1]?.push(list);
  }
  return listsOf;
}

/** Sets of all slots of contacts that these campaigns may act on, before anything is reserved: channel · days + day. */
function setsOfTerms(book: SetBook, members: readonly number[], campaigns: readonly ProblemCampaign[], frame: Frame): Int32Array {
  const { channels } = frame.problem;
  const sets = new Int32Array(channels.length * frame.days);
  const ranges = members.map((at) => rangeOf(campaigns[at]!, frame));
  for (const [channel, { id }] of channels.entries()) {
    const named = new Map<string, number>();
    const mayUse = members.map((at) => campaigns[at]!.channels?.includes(id) ?? true);
    for (let day = 0; day < frame.days; day += 1) {
      const present = members.filter((_, k) => mayUse[k]! && day >= ranges[k]![0] && day <= ranges[k]![1]);
      const key = present.join(',');
      if (!named.has(key)) named.set(key, book.number(rankCampaigns(campaigns, present)));
      sets[channel * frame.days + day] = named.get(key)!;
    }
  }
  return sets;
}

/** Writes reservations over the sets of a contact: soft ones first, so that others stand above them; of several of a sort the first listed has the last word. */
function writeReserved(book: SetBook, sets: Int32Array, entries: readonly { readonly slots: ReservedSlots; readonly campaign: number }[], frame: Frame): void {
  const inOrder = [...entries.filter(({ slots }) => slots.soft === true).toReversed(), ...entries.filter(({ slots }) => slots.soft !== true).toReversed()];
  const channelAt = new Map(frame.problem.channels.map(({ id }, at) => [id, at]));
  const terms = sets.slice();
  for (const { slots, campaign } of inOrder) {
    const [first, last] = rangeOf(slots, frame);
    const isSoft = slots.soft === true;
    for (const name of slots.channels) {
      const channel = channelAt.get(name);
      if (channel === undefined) continue;
      for (let at = channel * frame.days + first; at <= channel * frame.days + last; at += 1) sets[at] = book.reserve(isSoft ? sets[at]! : terms[at]!, campaign, isSoft);
    }
  }
}

/** Keeps each sequence of days once. */
class PatternBook {
  readonly patterns: Int32Array[] = [];
  private readonly known = new Map<string, number>();

  number(days: Int32Array): number {
    const key = days.join(' ');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.patterns.length);
    return this.patterns.push(days.slice()) - 1;
  }
}

/**
 * Reads which campaigns may act where; null where the problem is for none.
 * O(Σ contacts named + profiles · channels · days).
 */
export function readCampaignSlots(frame: Frame): CampaignSlots | null {
  const { campaigns, reserved = [], channels, contacts } = frame.problem;
  if (campaigns === undefined) return null;
  const book = new SetBook();
  const patternBook = new PatternBook();
  const campaignAt = new Map(campaigns.map(({ id }, at) => [id, at]));
  const campaignsOf = indexContacts(contacts.ids, campaigns.map((campaign) => campaign.contacts));
  const reservedOf = indexContacts(contacts.ids, reserved.map((slots) => slots.contacts));
  const termsOf = new Map<string, Int32Array>();
  const profiles = new Map<string, number>();
  const patternOf: number[] = [];
  const profileOf = Int32Array.from(contacts.ids, (_, contact) => {
    const members = campaignsOf[contact]!;
    const entries = reservedOf[contact]!;
    const key = members.join(',');
    const profileKey = `${key}|${entries.join(',')}`;
    const known = profiles.get(profileKey);
    if (known !== undefined) return known;
    const terms = termsOf.get(key) ?? setsOfTerms(book, members, campaigns, frame);
    termsOf.set(key, terms);
    const sets = entries.length === 0 ? terms : terms.slice();
    if (entries.length > 0) writeReserved(book, sets, entries.map((at) => ({ slots: reserved[at]!, campaign: campaignAt.get(reserved[at]!.campaign) ?? -1 })), frame);
    for (const channel of channels.keys()) patternOf.push(patternBook.number(sets.subarray(channel * frame.days, (channel + 1) * frame.days)));
    profiles.set(profileKey, profiles.size);
    return profiles.size - 1;
  });
  const patternAt = (contact: number, channel: number): number => patternOf[profileOf[contact]! * channels.length + channel]!;
  return { campaigns, sets: book.sets, profileOf, patterns: patternBook.patterns, patternAt, setAt: (contact, channel, day) => patternBook.patterns[patternAt(contact, channel)]?.[day] ?? 0 };
}
