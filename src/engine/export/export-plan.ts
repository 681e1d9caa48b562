import type { DayNumber } from '../base/day.ts';

/** One planned action with everything a target may ask of it. */
export interface ExportAction {
  readonly contact: string;
  readonly name: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly channel: string;
  readonly day: DayNumber;
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
