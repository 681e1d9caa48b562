import { z } from 'zod';

/** What the stream is narrowed to; empty = all. Kept with the window's state. */
export const StreamFilter = z.strictObject({ sourceSystem: z.string(), kind: z.string(), from: z.string(), to: z.string() });
export type StreamFilter = z.infer<typeof StreamFilter>;

export const noStreamFilter: StreamFilter = { sourceSystem: '', kind: '', from: '', to: '' };

/** The filter as the core takes it: empty parts are left out. */
export const toQuery = (filter: StreamFilter): Partial<StreamFilter> => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
