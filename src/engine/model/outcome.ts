import { z } from 'zod';

/** What became of an outcome: not looked at yet, credited to touches, credited to none, or not taken. */
export const OutcomeStatus = z.enum(['pending', 'attributed', 'unattributed', 'rejected']);
export type OutcomeStatus = z.infer<typeof OutcomeStatus>;

/** Why an event was not taken: the record does not fit, its contact is not known or not clear, or left with an undone import. */
export const RejectionCode = z.enum(['malformed', 'unknown_contact', 'several_contacts', 'contact_left']);
export type RejectionCode = z.infer<typeof RejectionCode>;

/** True for a kind of outcome that says no: it is kept and shown, and is no response. */
export const saysNo = (kind: string): boolean => /unsub|opt.?out|bounce|complain|spam|declin|no.?show|cancel/i.test(kind);

/** The system of outcomes that came by file. */
export const FILE_SYSTEM = 'file';

/** Name of the system that an event comes from. */
export const SourceSystem = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,49}$/u, { error: 'expected 1–50 of a–z, 0–9, _ . -' });

/**
 * One outcome as it stands in the workspace. `id` begins with `o` for one that was taken, with `r` for a rejected one;
 * rejected ones may miss what could not be read.
 */
export const OutcomeEvent = z.strictObject({
  id: z.string(),
  sourceSystem: z.string(),
  /** Id in the source system; null for rows of files without ids. */
  sourceEventId: z.string().nullable(),
  /** Key of the contact; of a rejected event what the system calls it. */
  contact: z.string().nullable(),
  contactName: z.string().nullable(),
  /** Empty where the event names no channel. */
  channel: z.string(),
  date: z.string().nullable(),
  /** Clock time as the source wrote it, null where only the day is known. */
  time: z.string().nullable(),
  kind: z.string().nullable(),
  value: z.number().nullable(),
  status: OutcomeStatus,
  reason: z.string().nullable(),
  code: RejectionCode.nullable(),
  /** Milliseconds since the epoch; 0 where it was not noted. */
  receivedAt: z.number(),
  processedAt: z.number().nullable(),
});
export type OutcomeEvent = z.infer<typeof OutcomeEvent>;
