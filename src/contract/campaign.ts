import { z } from 'zod';
import { Campaign, CampaignDraft, CampaignStatus, Conflict, ConflictKind, Reservation, ReservationKind, ReservationStatus, Resolution } from '../engine/model/campaign.ts';
import { ContactFilter } from '../engine/model/filter.ts';
import { Identifier, IsoDate } from '../engine/model/text.ts';
import { JobId, Nothing, page, route } from './base.ts';

/** Day the reservations are looked at: those that are stale by then have expired. Absent = as they are stored. */
const asOf = { asOf: IsoDate.optional() };
/** Named person who answers for a decision. */
const Actor = z.string().trim().min(1).max(120);
const decided = { actor: Actor, note: z.string().max(2000).default('') };
const byId = z.strictObject({ id: Identifier });

/** A campaign with what it holds. */
export const CampaignRow = z.strictObject({
  campaign: Campaign,
  /** Name and present size of its audience, null where it has none. */
  audience: z.strictObject({ name: z.string(), contacts: z.int() }).nullable(),
  /** Active reservations, and contacts they are on. */
  reservations: z.int(),
  contacts: z.int(),
  /** Conflicts it is part of. */
  conflicts: z.int(),
  /** Unit cost of the channels of active reservations, and of executed ones. */
  held: z.number(),
  used: z.number(),
});
export type CampaignRow = z.infer<typeof CampaignRow>;

/** What a campaign holds of one channel; null = holds on all channels. */
export const ChannelHold = z.strictObject({ channel: Identifier.nullable(), share: z.number().nullable(), active: z.int(), executed: z.int(), cost: z.number() });
export type ChannelHold = z.infer<typeof ChannelHold>;

export const CampaignDetail = z.strictObject({
  ...CampaignRow.shape,
  channels: z.array(ChannelHold),
  /** Reservations by status, every status named. */
  byStatus: z.record(ReservationStatus, z.int()),
  /** Conflicts it would be part of if it were active now. */
  conflictsIfActive: z.int(),
});
export type CampaignDetail = z.infer<typeof CampaignDetail>;

/** Money of a campaign: what it was given, and what the ledger says is promised and gone; actions likewise. */
export const CampaignMoney = z.strictObject({
  campaign: Identifier,
  name: z.string(),
  /** Its budget, null where it has none. */
  allocated: z.number().nullable(),
  committed: z.number(),
  spent: z.number(),
  bookedActions: z.int(),
  usedActions: z.int(),
});
export type CampaignMoney = z.infer<typeof CampaignMoney>;

/** A reservation with the names of what it speaks of. */
export const ReservationRow = z.strictObject({ reservation: Reservation, contactName: z.string().nullable(), campaignName: z.string(), campaignStatus: CampaignStatus });
export type ReservationRow = z.infer<typeof ReservationRow>;
const ReservationPage = z.strictObject({ total: z.int(), rows: z.array(ReservationRow) });

/** One contact by its key, a saved audience, or everybody a filter finds. */
export const ReserveTarget = z.union([z.strictObject({ contact: Identifier }), z.strictObject({ audience: Identifier }), z.strictObject({ filter: ContactFilter })]);
export type ReserveTarget = z.infer<typeof ReserveTarget>;

/** What a campaign asks for: the same hold on every contact of the target. */
export const ReserveAsked = z.strictObject({
  campaign: Identifier,
  target: ReserveTarget,
  channel: Identifier.nullable(),
  kind: ReservationKind,
  from: IsoDate,
  to: IsoDate,
  plannedDate: IsoDate.optional(),
  canPreempt: z.boolean(),
  expiresAt: IsoDate.optional(),
  /** An active campaign takes the place of lower priorities that allow it, where that clears every conflict of the contact. */
  preempt: z.boolean(),
  ...asOf,
});
export type ReserveAsked = z.infer<typeof ReserveAsked>;

/** Reservations that cannot all stand, with the names of what they speak of. */
export const ConflictRow = z.strictObject({ conflict: Conflict, contactName: z.string().nullable(), members: z.array(z.strictObject({ reservation: Reservation, campaignName: z.string() })) });
export type ConflictRow = z.infer<typeof ConflictRow>;

/** Contacts asked = reserved + held + blocked. */
export const ReserveReport = z.strictObject({
  asked: z.int(),
  reserved: z.int(),
  /** The campaign holds the contact in just this way already. */
  held: z.int(),
  /** Left alone because of conflicts. */
  blocked: z.int(),
  /** Reservations of others that gave way. */
  preempted: z.int(),
  /** The first conflicts in the way. */
  conflicts: z.array(ConflictRow),
});
export type ReserveReport = z.infer<typeof ReserveReport>;

/** A way to resolve a conflict: what it would do, or why it cannot be done. */
export const ResolutionChoice = z.strictObject({ resolution: Resolution, summary: z.string().nullable(), problem: z.string().nullable() });
export type ResolutionChoice = z.infer<typeof ResolutionChoice>;

export const ConflictPage = z.strictObject({
  total: z.int(),
  byKind: z.record(ConflictKind, z.int()),
  /** Contacts with a conflict. */
  contacts: z.int(),
  /** Enforced frequency rules that are not counted: those with a max of 0 or no channel. */
  uncounted: z.array(z.string()),
  rows: z.array(z.strictObject({ ...ConflictRow.shape, choices: z.array(ResolutionChoice) })),
});
export type ConflictPage = z.infer<typeof ConflictPage>;

/** What a campaign could do with the contacts of a conflict if it won. */
export const ResolutionWorth = z.strictObject({ campaign: z.string(), campaignName: z.string(), lift: z.number(), actions: z.int(), cost: z.number() });

/** Price in lift of letting one win. */
export const ResolutionPrice = z.strictObject({
  /** Conflicts and contacts it is about. */
  conflicts: z.int(),
  contacts: z.int(),
  first: ResolutionWorth,
  second: ResolutionWorth,
  /** Lift where the first wins less lift where the second wins. */
  difference: z.number(),
});
export type ResolutionPrice = z.infer<typeof ResolutionPrice>;

/** One conflict, its two highest members first and second; or every conflict between two campaigns. */
export const PriceAsked = z.union([z.strictObject({ conflict: Conflict, ...asOf }), z.strictObject({ first: Identifier, second: Identifier, ...asOf })]);
export type PriceAsked = z.infer<typeof PriceAsked>;

export const LoserPolicy = z.enum(['preempt', 'defer']);

/** What an automatic resolution does or would do. */
export const AutoReport = z.strictObject({
  /** Names this very report; applying another one is refused. */
  fingerprint: z.string(),
  conflicts: z.int(),
  preempted: z.int(),
  deferred: z.int(),
  /** Conflicts that are left to a person because no loser allows preemption. */
  left: z.int(),
  pairs: z.array(z.strictObject({ winner: z.string(), loser: z.string(), preempted: z.int(), deferred: z.int() })),
  /** The first decisions. */
  decisions: z.array(
    z.strictObject({
      contact: z.string(),
      contactName: z.string().nullable(),
      channel: z.string().nullable(),
      winner: z.string(),
      loser: z.string(),
      outcome: z.enum(['preempted', 'deferred']),
      because: z.enum(['executed', 'priority', 'earlier', 'id']),
      /** Days of the loser, and its days afterwards where it was deferred. */
      from: z.string(),
      to: z.string(),
      movedTo: z.string().nullable(),
    }),
  ),
});
export type AutoReport = z.infer<typeof AutoReport>;

/** Reservations that imported touches used. */
export const ExecutionReport = z.strictObject({
  /** Reservations that would be executed. */
  reservations: z.int(),
  /** Touches inside the days of some reservation that use none: they name another campaign, or there are more of them. */
  unused: z.int(),
  byCampaign: z.array(z.strictObject({ campaign: z.string(), campaignName: z.string(), reservations: z.int() })),
  /** The first of them, by day. */
  first: z.array(z.strictObject({ contact: z.string(), contactName: z.string().nullable(), channel: z.string(), campaign: z.string(), date: z.string() })),
});
export type ExecutionReport = z.infer<typeof ExecutionReport>;

/** What an automatic resolution came to. */
export const AutoOutcome = AutoReport.pick({ conflicts: true, preempted: true, deferred: true, left: true });
export type AutoOutcome = z.infer<typeof AutoOutcome>;

/** A decision about a conflict, as it was taken. */
export const ResolvedConflict = z.strictObject({
  id: z.int(),
  kind: ConflictKind,
  contact: z.string(),
  contactName: z.string().nullable(),
  channel: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  campaigns: z.array(z.string()),
  resolution: z.enum([...Resolution.options, 'preempted', 'deferred']),
  isAutomatic: z.boolean(),
  summary: z.string(),
  note: z.string(),
  resolvedBy: z.string(),
  resolvedAt: z.int(),
});
export type ResolvedConflict = z.infer<typeof ResolvedConflict>;

/** Equal holds of a campaign drawn as one. */
export const CalendarSpan = z.strictObject({
  campaign: z.string(),
  campaignName: z.string(),
  campaignStatus: CampaignStatus,
  channel: z.string().nullable(),
  kind: ReservationKind,
  from: z.string(),
  to: z.string(),
  reservations: z.int(),
  conflicts: z.int(),
});
export type CalendarSpan = z.infer<typeof CalendarSpan>;

const span = { from: IsoDate, to: IsoDate };

export const campaignContract = {
  /** Every campaign, highest priority first. */
  list: route.input(z.strictObject(asOf)).output(z.array(CampaignRow)),
  get: route.input(z.strictObject({ id: Identifier, ...asOf })).output(CampaignDetail),
  /** Allocated, committed and spent of every campaign: bookings of approved plans, and what is entered for it by hand. */
  money: route.input(Nothing).output(z.array(CampaignMoney)),
  create: route.input(CampaignDraft).output(Campaign),
  /** Replaces what is written down. Active reservations with the old priority take the new one. */
  update: route.input(z.strictObject({ id: Identifier, campaign: CampaignDraft })).output(Campaign),
  /** Takes its reservations along; refused where one of them stands in the record of another campaign. */
  remove: route.input(byId).output(z.void()),
  /** From now on its reservations hold; answers the conflicts it is now part of. */
  activate: route.input(z.strictObject({ id: Identifier, ...asOf })).output(z.strictObject({ conflicts: z.int() })),
  pause: route.input(byId).output(z.void()),
  complete: route.input(byId).output(z.void()),
  /** What `reserve` would do, writing nothing. */
  checkAvailability: route.input(ReserveAsked).output(ReserveReport),
  /** Reserves every contact of the target that is free, and leaves the others alone. */
  reserve: route.input(z.strictObject({ ...ReserveAsked.shape, actor: Actor.optional() })).output(ReserveReport),
  release: route.input(z.union([z.strictObject({ ids: z.array(Identifier).min(1).max(10_000) }), z.strictObject({ campaign: Identifier, ...asOf })])).output(z.strictObject({ released: z.int() })),
  /** Moves the last day out, or answers the conflicts on the added days and changes nothing. */
  extend: route.input(z.strictObject({ id: Identifier, to: IsoDate, ...asOf })).output(z.strictObject({ extended: z.boolean(), conflicts: z.array(ConflictRow) })),
  /** Records that the touch took place. */
  execute: route.input(z.strictObject({ id: Identifier, date: IsoDate })).output(z.void()),
  /** Which reservations of active campaigns the imported touches used; nothing is written. */
  touchMatches: route.input(Nothing).output(ExecutionReport),
  /** Records that these reservations took place, each on the day of its touch; STALE where there are not as many as expected. */
  executeMatches: route.input(z.strictObject({ expected: z.int().min(1) })).output(z.strictObject({ executed: z.int() })),
  /** Makes it final that what is stale on a day has expired. */
  expire: route.input(z.strictObject({ asOf: IsoDate })).output(z.strictObject({ expired: z.int() })),
  /** Days on which a contact could be reserved, null = for a campaign that does not exist yet. `forTouch` also keeps cooldown and frequency limits. */
  freeSlots: route
    .input(z.strictObject({ contact: Identifier, channel: Identifier.nullable(), kind: ReservationKind, campaign: Identifier.nullable(), forTouch: z.boolean(), ...span, ...asOf }))
    .output(z.array(z.strictObject({ from: z.string(), to: z.string() }))),
  /** Who holds a contact, by first day. */
  reservationsOfContact: route.input(z.strictObject({ contact: Identifier, ...asOf })).output(z.array(ReservationRow)),
  reservations: route
    .input(z.strictObject({ campaign: Identifier.optional(), channel: Identifier.optional(), status: ReservationStatus.optional(), search: z.string().max(200).optional(), ...asOf, ...page }))
    .output(ReservationPage),
  /** Active reservations that share a day with a range, equal ones together. */
  calendar: route.input(z.strictObject({ ...span, campaign: Identifier.optional(), ...asOf })).output(z.strictObject({ total: z.int(), spans: z.array(CalendarSpan) })),
  /** Conflicts of all active campaigns at once, contact by contact. */
  conflicts: route.input(z.strictObject({ campaign: Identifier.optional(), contact: Identifier.optional(), kind: ConflictKind.optional(), ...asOf, ...page })).output(ConflictPage),
  /** Two quick greedy plans of the contacts concerned, each by the campaign that wins them; response estimates are fitted where they are stale. Ends with CANCELLED once the call is aborted. */
  price: route.input(PriceAsked).output(ResolutionPrice),
  resolve: route.input(z.strictObject({ conflict: Conflict, resolution: Resolution, ...decided, ...asOf })).output(z.strictObject({ summary: z.string() })),
  /** What priority would decide; nothing is written. */
  autoResolve: route.input(z.strictObject({ policy: LoserPolicy, ...asOf })).output(AutoReport),
  /** Carries out the report of a fingerprint as a stored job whose result is an `AutoOutcome`; cancelled it writes nothing, and ends with STALE where reservations changed since. */
  applyReport: route.input(z.strictObject({ policy: LoserPolicy, fingerprint: z.string().max(100), ...decided, ...asOf })).output(z.strictObject({ jobId: JobId })),
  /** A reservation takes the place of another that stands in its way and allows it. */
  preempt: route.input(z.strictObject({ winner: Identifier, loser: Identifier, ...decided })).output(z.void()),
  /** Decisions about conflicts, newest first; `search` is a text in contact, campaigns, decision, note or name. */
  resolved: route.input(z.strictObject({ search: z.string().max(200).optional(), ...page })).output(z.strictObject({ total: z.int(), rows: z.array(ResolvedConflict) })),
};
