import { funnelReasons, funnelStages, type FunnelReason, type FunnelStage } from '../../../engine/model/decision-funnel.ts';

/** Stages of the way into a plan, by their names and what passing means. */
export const stageWords: Record<FunnelStage, { readonly name: string; readonly passes: string; readonly lost: string }> = {
  eligible: { name: 'Eligible', passes: 'consent, a channel, and worth an action', lost: 'not eligible' },
  permitted: { name: 'Permitted', passes: 'a day that the rules of the contact leave open', lost: 'not permitted' },
  reserved: { name: 'Not reserved', passes: 'a day that campaigns leave open', lost: 'held by campaigns' },
  capacity: { name: 'Capacity', passes: 'a day that fits beside the plan', lost: 'without capacity' },
  planned: { name: 'Planned', passes: 'at least one action', lost: 'fits, not planned' },
};

const reasonWords: Record<FunnelReason, string> = {
  consent: 'opted out',
  value: 'value or response is 0',
  cost: 'costs more than it brings',
  setting: 'no channel takes an action',
  campaigns: 'outside the campaigns',
  together: 'several rules together',
  left: 'left by the method',
};

/** Rules that every problem has, in words. */
const standingWords: Readonly<Record<string, string>> = { weekday: 'weekdays of the channel', forbidden: 'forbidden action', 'once-a-day': 'one action a day', cooldown: 'cooldown', 'max-per-contact': 'most per contact' };

const isReason = (reason: string): reason is FunnelReason => (funnelReasons as readonly string[]).includes(reason);

/** A reason in words; a rule by its own name. */
export const nameReason = (reason: string): string => (isReason(reason) ? reasonWords[reason] : (standingWords[reason] ?? reason));

/** A stage as a link names it, null where it names none. */
export const readStage = (text: string | null): FunnelStage | null => funnelStages.find((stage) => stage === text) ?? null;
