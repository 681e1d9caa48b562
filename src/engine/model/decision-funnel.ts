/**
 * Steps a contact passes on its way into a plan, in order: `eligible` may be touched by a channel and is worth it, `permitted`
 * has a day that its own rules leave open, `reserved` has one that campaigns leave open, `capacity` has one that fits beside
 * the plan, `planned` has an action.
 */
export const funnelStages = ['eligible', 'permitted', 'reserved', 'capacity', 'planned'] as const;
export type FunnelStage = (typeof funnelStages)[number];

/**
 * Reasons that are no rules. `consent`: opted out of every channel open to it; `value`: its value or response is 0; `cost`:
 * every channel costs more than it brings; `setting`: no channel takes an action per contact; `campaigns`: no campaign of the
 * plan may act on it; `together`: no rule closes the slot by itself; `left`: it fits and would add to the plan.
 */
export const funnelReasons = ['consent', 'value', 'cost', 'setting', 'campaigns', 'together', 'left'] as const;
export type FunnelReason = (typeof funnelReasons)[number];
