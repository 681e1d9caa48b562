import { z } from 'zod';
import { ActionKey } from './allocation.ts';
import { Identifier, IsoDate } from './text.ts';

/**
 * What a plan says of one contact, channel and day. `closed` = refused whatever is planned; `refused` = a rule refuses it
 * beside the plan; `below_price` = it fits and adds no more than the prices of what it uses up; `free` = it fits and pays.
 */
export const Verdict = z.enum(['planned', 'free', 'below_price', 'refused', 'closed']);
export type Verdict = z.infer<typeof Verdict>;

/** Which line of usage: a rule, in a period and for a rep where it counts by them. */
const line = { rule: z.string(), kind: z.string(), period: z.string().optional(), rep: z.string().optional() };

/** What one action uses of a rule, at its price: `amount` = price × use, negative where it helps to fill a target. */
export const PriceLine = z.strictObject({ ...line, price: z.number(), use: z.number(), amount: z.number(), used: z.number(), limit: z.number() });
export type PriceLine = z.infer<typeof PriceLine>;

/** A planned action or an earlier touch that a rule counts against another action. */
export const Obstacle = z.strictObject({ ...ActionKey.shape, planned: z.boolean() });
export type Obstacle = z.infer<typeof Obstacle>;

/** An enforced rule that refuses the action: its own words with numbers, the rule in a few words, and what stands in the way. */
export const Refusal = z.strictObject({ ...line, message: z.string(), rules: z.string(), limit: z.number(), used: z.number(), wouldBe: z.number(), inTheWay: z.array(Obstacle) });
export type Refusal = z.infer<typeof Refusal>;

/**
 * The action next to this one. `gain` = what it adds (a planned one: what dropping it costs); `lead` = what the objective
 * has more with it than with the explained action in its place.
 */
export const Rival = z.strictObject({ ...ActionKey.shape, planned: z.boolean(), gain: z.number(), net: z.number(), lead: z.number() });
export type Rival = z.infer<typeof Rival>;

/**
 * One step of a change. `move` puts the action on another day, `drop` takes another out, `add` puts another in; `limit` sets a
 * number of a rule (or of its channel) from one value to another; `lift` = the rule does not hold here; `response` and `value`
 * are those of the contact (and channel).
 */
export const FlipStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('move'), date: IsoDate }),
  z.strictObject({ kind: z.literal('drop'), ...ActionKey.shape }),
  z.strictObject({ kind: z.literal('add'), ...ActionKey.shape }),
  z.strictObject({ kind: z.literal('limit'), rule: z.string(), setting: z.enum(['max', 'maxPerMonth', 'cooldownDays', 'withinDays', 'maxPerContact']), from: z.number(), to: z.number(), period: z.string().optional(), rep: z.string().optional() }),
  z.strictObject({ kind: z.literal('lift'), rule: z.string() }),
  z.strictObject({ kind: z.literal('response'), from: z.number(), to: z.number() }),
  z.strictObject({ kind: z.literal('value'), from: z.number(), to: z.number() }),
]);
export type FlipStep = z.infer<typeof FlipStep>;

/**
 * A change that flips the verdict, its steps together. `adds` = what the objective has more with it than without; at a
 * response or value, what it has more there: 0, because from there on the exchange pays.
 */
export const Flip = z.strictObject({ steps: z.array(FlipStep), adds: z.number(), words: z.string() });
export type Flip = z.infer<typeof Flip>;

/** How the gain of an action comes about: value × response × wear, less the cost that the objective counts. */
export const Worth = z.strictObject({ value: z.number(), response: z.number(), sd: z.number().nullable(), place: z.int(), wear: z.number(), cost: z.number(), gain: z.number() });
export type Worth = z.infer<typeof Worth>;

/** Why one action is in the plan, or not. */
export const ActionExplanation = z.strictObject({
  ...ActionKey.shape,
  verdict: Verdict,
  /** Campaign it is or would be for, in a plan for campaigns. */
  campaign: Identifier.nullable(),
  /** One sentence that leads with the answer. */
  summary: z.string(),
  /** The reason that stands beside a planned action; null for others. */
  reason: z.string().nullable(),
  isPinned: z.boolean(),
  worth: Worth,
  /** What it uses up at its price, dearest first; empty where nothing it uses has a price. */
  prices: z.array(PriceLine),
  /** False where the plan came without prices. */
  isPriced: z.boolean(),
  /** Gain less prices. */
  net: z.number(),
  /** Every enforced rule against it; empty for a planned action and one that fits. */
  refusals: z.array(Refusal),
  /** Next best for the contact, and who has (or would take) the slot. */
  runnerUp: z.strictObject({ contact: Rival.nullable(), slot: Rival.nullable() }),
  /** Changes that flip the verdict, the smallest first, each counted again before it is said. */
  flips: z.array(Flip),
});
export type ActionExplanation = z.infer<typeof ActionExplanation>;

/** A cell of a contact's calendar; `rule` = the first that refuses it. */
export const CellVerdict = z.strictObject({ date: IsoDate, verdict: Verdict, rule: z.string().nullable(), gain: z.number(), net: z.number() });
export type CellVerdict = z.infer<typeof CellVerdict>;

/** A channel of a contact: every day, and the day that speaks most for it: planned, else the best that fits, else the best that is refused. */
export const ChannelExplanation = z.strictObject({ channel: z.string(), planned: z.int(), fits: z.int(), best: CellVerdict, days: z.array(CellVerdict) });
export type ChannelExplanation = z.infer<typeof ChannelExplanation>;

/** What a plan says of a contact: every channel, every day. */
export const ContactExplanation = z.strictObject({ contact: Identifier, value: z.number(), planned: z.int(), summary: z.string(), channels: z.array(ChannelExplanation) });
export type ContactExplanation = z.infer<typeof ContactExplanation>;
