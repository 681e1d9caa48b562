import { z } from 'zod';
import { Identifier, IsoDate } from './text.ts';

/** 1 = gives way to everybody … 100 = first in line. */
export const Priority = z.int().min(1).max(100);

/** Only the reservations of an `active` campaign hold anything; those of a draft, paused or completed one wait or are over. */
export const CampaignStatus = z.enum(['draft', 'active', 'paused', 'completed']);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

/** Rounding forgiven in the sum of a channel mix. */
const SHARE_TOLERANCE = 1e-9;

const inOrder = (range: { readonly from?: string | undefined; readonly to?: string | undefined }): boolean => range.from === undefined || range.to === undefined || range.from <= range.to;
const daysInOrder = { error: 'expected a last day on or after the first', path: ['to'] };

const isWhole = (mix: Readonly<Record<string, number>>): boolean => {
  const shares = Object.values(mix);
  return shares.length === 0 || Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) <= SHARE_TOLERANCE;
};

const planned = {
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2000).optional(),
  brand: z.string().max(100).optional(),
  businessUnit: z.string().max(100).optional(),
  priority: Priority,
  /** First and last day, both included; absent = open on that side. */
  from: IsoDate.optional(),
  to: IsoDate.optional(),
  /** Saved audience it is for, null where none was chosen. */
  audience: Identifier.nullable(),
  /** Channel id → share of the campaign's actions; empty = left to the solver. */
  channelMix: z.record(Identifier, z.number().min(0)).refine(isWhole, { error: 'expected shares that add up to 1, or none' }),
  /** In the workspace's currency. */
  budget: z.number().min(0).optional(),
};

/** What a planner writes down about a campaign. */
export const CampaignDraft = z.strictObject(planned).refine(inOrder, daysInOrder);
export type CampaignDraft = z.infer<typeof CampaignDraft>;

/** Something a brand wants to tell an audience, in competition with other campaigns for the same contacts. */
export const Campaign = z.strictObject({ id: Identifier, ...planned, status: CampaignStatus }).refine(inOrder, daysInOrder);
export type Campaign = z.infer<typeof Campaign>;

/**
 * How much a reservation asks for: `exclusive` = no other campaign on these days; `priority` = first claim; `soft` = a wish
 * that lives with other wishes. Who wins a conflict is decided by rank, not by kind.
 */
export const ReservationKind = z.enum(['exclusive', 'priority', 'soft']);
export type ReservationKind = z.infer<typeof ReservationKind>;

/** `active` is the only state that changes; the other four are final. */
export const ReservationStatus = z.enum(['active', 'released', 'executed', 'expired', 'preempted']);
export type ReservationStatus = z.infer<typeof ReservationStatus>;

const held = {
  id: Identifier,
  campaign: Identifier,
  contact: Identifier,
  /** Channel held; null = the whole contact on every channel, for exclusive reservations only. */
  channel: Identifier.nullable(),
  kind: ReservationKind,
  /** First and last day held, both included. */
  from: IsoDate,
  to: IsoDate,
  /** Day of the touch inside the days held; once executed, the day it happened. A hold on the whole contact has none. */
  plannedDate: IsoDate.optional(),
  /** True where a reservation of higher rank may take these days. */
  canPreempt: z.boolean(),
  /** First day on which it is stale if not executed; absent = the day after `to`. */
  expiresAt: IsoDate.optional(),
};

type Held = { readonly channel: string | null; readonly kind: ReservationKind; readonly from: string; readonly to: string; readonly plannedDate?: string | undefined };
const isWideOnlyIfExclusive = (hold: Held): boolean => hold.channel !== null || hold.kind === 'exclusive';
const wideOnlyIfExclusive = { error: 'expected a channel: only an exclusive reservation holds all channels', path: ['channel'] };
const isPlannedInside = (hold: Held): boolean => hold.plannedDate === undefined || (hold.channel !== null && hold.from <= hold.plannedDate && hold.plannedDate <= hold.to);
const plannedInside = { error: 'expected a day inside the days held, on one channel', path: ['plannedDate'] };

/** What a campaign asks for; without a priority it inherits its campaign's. */
export const ReservationRequest = z
  .strictObject({ ...held, priority: Priority.optional() })
  .refine(inOrder, daysInOrder)
  .refine(isWideOnlyIfExclusive, wideOnlyIfExclusive)
  .refine(isPlannedInside, plannedInside);
export type ReservationRequest = z.infer<typeof ReservationRequest>;

/**
 * A campaign's claim on a contact and channel for some days.
 *
 * Rank is a total order: executed before active, then higher priority, then earlier first day, then smaller id.
 *
 * Two reservations collide when both are active and of active campaigns, belong to different campaigns and the same
 * contact, share a channel (a hold on the whole contact shares all), share a day, and are not both soft. Reservations of
 * one campaign never collide.
 */
export const Reservation = z
  .strictObject({
    ...held,
    priority: Priority,
    status: ReservationStatus,
    /** Reservation that took its place; present exactly when `preempted`. */
    preemptedBy: Identifier.optional(),
    /** Reservations whose place it took, the other side of `preemptedBy`. */
    preempted: z.array(Identifier).optional(),
    /** Reservation it was merged into, when `released` by a merge. */
    mergedInto: Identifier.optional(),
    /** Other campaigns the same touch serves after a merge. */
    sharedWith: z.array(Identifier).optional(),
  })
  .refine(inOrder, daysInOrder)
  .refine(isWideOnlyIfExclusive, wideOnlyIfExclusive)
  .refine(isPlannedInside, plannedInside)
  .refine((reservation) => (reservation.status === 'preempted') === (reservation.preemptedBy !== undefined), { error: 'expected preemptedBy exactly on preempted reservations', path: ['preemptedBy'] })
  .refine((reservation) => reservation.mergedInto === undefined || reservation.status === 'released', { error: 'expected mergedInto on released reservations only', path: ['mergedInto'] });
export type Reservation = z.infer<typeof Reservation>;

/**
 * At most `max` touches on one contact in any `windowDays` consecutive days. Touches are the planned dates of active
 * reservations and the dates of executed ones, of all campaigns together. Every limit that fits a touch applies.
 */
export const FrequencyLimit = z.strictObject({
  /** Contact it is for, null = each contact for itself. */
  contact: Identifier.nullable(),
  /** Channel it counts, null = all channels together, or those of `channels`. */
  channel: Identifier.nullable(),
  /** Channels it counts together where these are some, but not one. */
  channels: z.array(Identifier).min(2).optional(),
  /** First and last day whose touches count; absent = open on that side. */
  from: IsoDate.optional(),
  to: IsoDate.optional(),
  max: z.int().min(1),
  windowDays: z.int().min(1).max(3650),
});
export type FrequencyLimit = z.infer<typeof FrequencyLimit>;

/**
 * `overlap` and `preemption` are two reservations that collide; it is `preemption` when the lower one has a strictly lower
 * priority and allows preemption. `frequency` is a largest set of touches inside one window of a limit, more than its max.
 */
export const ConflictKind = z.enum(['overlap', 'frequency', 'preemption']);
export type ConflictKind = z.infer<typeof ConflictKind>;

/** Reservations that cannot all stand. */
export const Conflict = z.strictObject({
  kind: ConflictKind,
  contact: Identifier,
  /** Channel they share, null = the whole contact. For `frequency` the channel its limit counts. */
  channel: Identifier.nullable(),
  /** Days in common; for `frequency` the first and the last touch. */
  from: IsoDate,
  to: IsoDate,
  /** From the highest rank to the lowest; exactly two unless `frequency`. */
  reservations: z.array(Identifier).min(2),
  /** Campaigns of these reservations, each once, in the same order. */
  campaigns: z.array(Identifier).min(1),
  /** Limit that is passed; `frequency` only. */
  limit: FrequencyLimit.optional(),
});
export type Conflict = z.infer<typeof Conflict>;

/**
 * Decision about a conflict. First and second are places in its `reservations`. `merge`: one touch serves both. `defer`: the
 * lower one moves behind the higher one.
 */
export const Resolution = z.enum(['firstWins', 'secondWins', 'merge', 'defer']);
export type Resolution = z.infer<typeof Resolution>;
