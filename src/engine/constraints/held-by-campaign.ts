import type { Constraint } from '../model/constraint.ts';

/** Reason of the blackouts that stand for what campaigns outside a plan reserved. */
export const HELD_BY_CAMPAIGN = 'Held by a campaign';

/** True for a blackout that stands for a reservation. */
export const isReservation = (rule: Constraint): boolean => rule.kind === 'blackout' && rule.reason === HELD_BY_CAMPAIGN;
