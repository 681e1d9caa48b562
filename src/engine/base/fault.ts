import { z } from 'zod';

/**
 * Closed list of everything a person (or a file she gave us) can cause. Exceptions are bugs; these are values.
 * Infeasible, time limit and interrupted are solve statuses and do not stand here.
 */
export const faultCodes = [
  'BAD_INPUT',
  'BAD_FORMAT',
  'UNKNOWN_REFERENCE',
  'NOT_FOUND',
  'CONFLICT',
  'STALE',
  'FILE_NOT_FOUND',
  'FILE_EMPTY',
  'FILE_IS_FOLDER',
  'FILE_TOO_LARGE',
  'FILE_CHANGED',
  'FILE_UNREADABLE',
  'FILE_NOT_WRITABLE',
  'DISK_FULL',
  'ENCODING_UNKNOWN',
  'DATE_ORDER_UNKNOWN',
  'DATABASE_DAMAGED',
  'DATABASE_FROM_FUTURE',
  'DATABASE_NOT_OURS',
  'DATABASE_IN_USE',
  'MIGRATION_CHANGED',
  'NO_WORKSPACE',
  'JOB_NOT_RUNNING',
  'CANCELLED',
  'APP_CLOSED',
  'WORKER_DIED',
  'NOT_SUPPORTED',
  'NETWORK_FAILED',
  'SIGN_IN_NEEDED',
] as const;

export type FaultCode = (typeof faultCodes)[number];

/** What went wrong, where, with which value, and the next step. `path` is a JSON path, file:line or column name. */
export const Fault = z.strictObject({
  code: z.enum(faultCodes),
  message: z.string(),
  hint: z.string().optional(),
  path: z.string().optional(),
});
export type Fault = z.infer<typeof Fault>;

/** Success with a value, or a fault. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** Wraps a value as success. */
export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });

/** Builds a failed result. */
export function fail(code: FaultCode, message: string, place: { hint?: string; path?: string } = {}): { ok: false; fault: Fault } {
  return { ok: false, fault: { code, message, ...place } };
}
