import { z } from 'zod';
import { Horizon } from '../engine/model/allocation.ts';
import { Objective } from '../engine/model/objective.ts';
import { Plan, SolveMethod } from '../engine/model/plan.ts';
import { Identifier, IsoDate } from '../engine/model/text.ts';
import { JobId, Nothing, route } from './base.ts';

/** A problem as a planner defines it: the rules of the workspace with what differs. */
export const ProblemDraft = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** For whom: an audience, or campaigns with theirs; null and none = all contacts. */
  audienceId: z.int().nullable(),
  campaigns: z.array(Identifier).max(50),
  /** Ids of rules that do not hold in it. */
  withoutRules: z.array(Identifier).max(1000),
  /** Null = that of the workspace. */
  objective: Objective.nullable(),
  horizon: Horizon.nullable(),
  method: SolveMethod,
  seconds: z.number().gt(0).max(86_400),
  gap: z.number().min(0).max(1),
  seed: z.int().min(0),
  /** Plans as if the approved plans held nothing. */
  replace: z.boolean(),
});
export type ProblemDraft = z.infer<typeof ProblemDraft>;

/** A stored problem; `parent` is the one it was branched from. */
export const ProblemRow = z.strictObject({ id: z.int(), draft: ProblemDraft, parent: z.int().nullable(), createdAt: z.int(), changedAt: z.int(), issues: z.array(z.string()) });
export type ProblemRow = z.infer<typeof ProblemRow>;

/** What a problem comes to, before it is built. */
export const ProblemPreview = z.strictObject({
  contacts: z.int(),
  /** Rules that are enforced in it, are only reported, and are left out. */
  enforced: z.int(),
  reported: z.int(),
  leftOut: z.int(),
  days: z.int(),
  /** Open days of every channel on every contact: most columns the model may have. */
  columns: z.int(),
  /** What "auto" comes to. */
  method: Plan.shape.method,
  /** Expected from plans that were solved before by the same method; null without any. Never above the time limit. */
  expectedMs: z.number().nullable(),
  /** What stands in the way, by field. */
  issues: z.array(z.strictObject({ path: z.string(), message: z.string() })),
});
export type ProblemPreview = z.infer<typeof ProblemPreview>;

const Id = z.strictObject({ id: z.int() });

export const problemContract = {
  list: route.input(Nothing).output(z.array(ProblemRow)),
  /** A draft for a new problem, as the workspace stands. */
  start: route.input(z.strictObject({ audienceId: z.int().optional() })).output(ProblemDraft),
  preview: route.input(z.strictObject({ draft: ProblemDraft, asOf: IsoDate.optional() })).output(ProblemPreview),
  /** Stores a draft, or changes a stored one; one undoable step. */
  save: route.input(z.strictObject({ id: z.int().optional(), draft: ProblemDraft })).output(ProblemRow),
  /** A copy that names its parent. */
  branch: route.input(Id).output(ProblemRow),
  remove: route.input(Id).output(z.void()),
  /** Solves a stored draft as `allocation.solve` does; job result: {planId}. */
  solve: route.input(z.strictObject({ id: z.int(), asOf: IsoDate.optional() })).output(z.strictObject({ jobId: JobId })),
};
