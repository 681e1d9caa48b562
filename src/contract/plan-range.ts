import { z } from 'zod';
import { PlanRange, RangeSettings, RangeTarget, TargetChance } from '../engine/model/plan-range.ts';
import { JobId, route } from './base.ts';

/** The range of a plan, and the chances of what is asked of it: given targets first, then its objective, then its rules. */
export const PlanRangeAnswer = z.strictObject({ madeAt: z.int(), range: PlanRange, targets: z.array(TargetChance) });

export const planRangeContract = {
  /** Plays the plan over many replications and keeps the result; job result: {planId}. A cancel keeps what was played by then. */
  start: route.input(z.strictObject({ planId: z.int(), ...RangeSettings.shape })).output(z.strictObject({ jobId: JobId })),
  /** The job that plays a plan now, null where none does. */
  playing: route.input(z.strictObject({ planId: z.int() })).output(z.strictObject({ jobId: JobId.nullable() })),
  /** Null where the plan was not played yet. */
  get: route.input(z.strictObject({ planId: z.int(), targets: z.array(RangeTarget).max(20) })).output(PlanRangeAnswer.nullable()),
};
