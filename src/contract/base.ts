import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Fault } from '../engine/base/fault.ts';

/** Every route can answer with a fault: what the planner can fix, as data. */
export const route = oc.errors({ FAULT: { data: Fault } });

/** Window of a list: rows `offset` … `offset + limit − 1`. */
export const page = { offset: z.int().min(0), limit: z.int().min(1).max(1000) };

/** A file that a dialog or a drop produced; the window never sees or sends a path. */
export const FileToken = z.string().min(1).max(100);

export const JobId = z.string().min(1).max(100);
export const Nothing = z.undefined().optional();
