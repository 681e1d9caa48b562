import { z } from 'zod';
import { Fault } from '../base/fault.ts';

export const JobStatus = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']);
export type JobStatus = z.infer<typeof JobStatus>;

export const JobKind = z.enum(['import_check', 'import_commit', 'response_fit', 'solve', 'rebalance', 'resolve', 'backup', 'check', 'sync', 'attribution', 'simulate', 'batch', 'sensitivity', 'plan_range', 'what_if', 'prices', 'frontier', 'diagnose']);
export type JobKind = z.infer<typeof JobKind>;

export const JobProgress = z.strictObject({
  phase: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  best: z.number().optional(),
  bound: z.number().optional(),
});
export type JobProgress = z.infer<typeof JobProgress>;

/** Long work as it is stored. `result` is small (ids and counts); what a job made stands in its own tables. */
export const Job = z.strictObject({
  id: z.string(),
  kind: JobKind,
  status: JobStatus,
  progress: JobProgress.nullable(),
  result: z.unknown().nullable(),
  fault: Fault.nullable(),
  queuedAt: z.int(),
  startedAt: z.int().nullable(),
  finishedAt: z.int().nullable(),
});
export type Job = z.infer<typeof Job>;
