import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Nothing, route } from './base.ts';

export const Domain = z.enum(['workspace', 'contacts', 'audiences', 'touches', 'outcomes', 'imports', 'rules', 'response', 'plans', 'jobs', 'decisions', 'edits', 'backups', 'ledger', 'campaigns', 'sync', 'attribution', 'queue', 'scenarios', 'batches', 'problems', 'exports', 'feedback', 'executions']);
export type Domain = z.infer<typeof Domain>;

/** What changed in the open workspace, so that the window asks again for what it shows. */
export const ChangeEvent = z.strictObject({ domains: z.array(Domain) });
export type ChangeEvent = z.infer<typeof ChangeEvent>;

export const eventContract = {
  changes: route.input(Nothing).output(eventIterator(ChangeEvent)),
};
