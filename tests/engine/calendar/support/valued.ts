import type { Result } from '../../../../src/engine/base/fault.ts';

/** The value of a result that must have succeeded. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

/** Instant of an ISO text, milliseconds since the epoch. */
export const at = (iso: string): number => Date.parse(iso);

/** ISO text of instants, to the minute. */
export const toIso = (instants: readonly number[]): string[] => instants.map((instant) => `${new Date(instant).toISOString().slice(0, 16)}Z`);
