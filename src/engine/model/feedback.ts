import { z } from 'zod';
import { Identifier } from './text.ts';

/** What a rep decides about a line of a challenge sheet. */
export const ChallengeDecision = z.enum(['keep', 'drop', 'add', 'change']);
export type ChallengeDecision = z.infer<typeof ChallengeDecision>;

export const ChallengeKind = ChallengeDecision.exclude(['keep']);
export type ChallengeKind = z.infer<typeof ChallengeKind>;

export const ChallengeState = z.enum(['pending', 'accepted', 'declined']);
export type ChallengeState = z.infer<typeof ChallengeState>;

/** What a rep asks to change about a plan: so many actions by a channel on a contact, in place of those planned. */
export const Challenge = z.strictObject({
  contact: Identifier,
  channel: Identifier,
  rep: z.string(),
  kind: ChallengeKind,
  planned: z.int().min(0),
  goal: z.int().min(0),
  reason: z.string(),
});
export type Challenge = z.infer<typeof Challenge>;

const share = z.number().min(0).max(1);

/** Challenges of a kind that are accepted without asking. */
const AutoRule = z.strictObject({
  isOn: z.boolean(),
  /** At most this share of the rep's planned actions, counted in actions. */
  maxShare: share,
  /** Only with a reason. */
  needsReason: z.boolean(),
});

/** When challenges are accepted without asking; what no rule accepts waits for the planner. */
export const FeedbackSettings = z.strictObject({
  drop: AutoRule,
  /** `withinCapacity`: only while every capacity and budget has room for them on a day of the plan as it is. */
  add: AutoRule.extend({ withinCapacity: z.boolean() }),
  change: AutoRule.extend({ withinCapacity: z.boolean() }),
});
export type FeedbackSettings = z.infer<typeof FeedbackSettings>;

export const defaultFeedbackSettings: FeedbackSettings = {
  drop: { isOn: true, maxShare: 0.05, needsReason: true },
  add: { isOn: true, maxShare: 0.05, needsReason: false, withinCapacity: true },
  change: { isOn: false, maxShare: 0.05, needsReason: true, withinCapacity: true },
};
