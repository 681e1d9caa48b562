import type { DayNumber } from '../base/day.ts';

/** When an action is carried out, as the execution planner says: the day it stands on now, and minutes after midnight on the rep's clock. */
export interface ActionSlot {
  readonly day: DayNumber;
  readonly start: number;
  readonly end: number;
}

/** One planned action with everything a target may ask of it. */
export interface ExportAction {
  readonly contact: string;
  readonly name: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly channel: string;
  /** Day of the plan, which ids are made of. */
  readonly day: DayNumber;
  readonly slot: ActionSlot;
  readonly rep: string | null;
  readonly territory: string | null;
  readonly segment: string | null;
  readonly lift: number;
  readonly cost: number;
  readonly exploration: boolean;
  readonly reason: string;
  readonly campaign: string | null;
  readonly campaignName: string | null;
}

/** A plan as exports see it; the instant is passed in, so that the same plan gives the same bytes. */
export interface ExportPlan {
  /** Stands in ids and file names: `plan-3`. */
  readonly key: string;
  readonly name: string;
  readonly firstDay: DayNumber;
  readonly lastDay: DayNumber;
  readonly currency: string;
  readonly generatedMs: number;
  readonly actions: readonly ExportAction[];
}
