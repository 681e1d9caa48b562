import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Job } from '../engine/model/job.ts';
import { JobId, Nothing, route } from './base.ts';

export const jobContract = {
  list: route.input(z.strictObject({ limit: z.int().min(1).max(500) })).output(z.array(Job)),
  get: route.input(z.strictObject({ jobId: JobId })).output(Job),
  /** Asks a running job to stop; a solve keeps the best plan so far. */
  cancel: route.input(z.strictObject({ jobId: JobId })).output(Job),
  /** The job as it changes, at most ten times a second, until it has ended. */
  watch: route.input(z.strictObject({ jobId: JobId })).output(eventIterator(Job)),
  running: route.input(Nothing).output(z.array(Job)),
};
