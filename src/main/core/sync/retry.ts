import type { Random } from '../../../engine/base/rng.ts';
import { PageProblem, problem } from './connector.ts';

/** Lets time pass; rejects with the signal's reason once it aborts. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export interface RetryDeps {
  readonly wait: Wait;
  /** Spreads the waits of several clients. */
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Called before each further try. */
  readonly onRetry: () => void;
}

/** Tries of one request in all. */
export const MAX_TRIES = 7;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
/** A source that asks to wait longer is left for another time. */
const LONGEST_ASKED_WAIT_MS = 300_000;

/** Wait before try `tries + 1`: doubled each time, between half and all of it by chance, at least what the source asks for. */
export function backoffMs(tries: number, random: Random, askedMs: number | null): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  return Math.max(askedMs ?? 0, longest * (0.5 + random() / 2));
}

/** Does work again while its problem is one that passes, at most `MAX_TRIES` times; then the last problem is thrown. */
export async function withRetries<T>(work: () => Promise<T>, { wait, random, signal, onRetry }: RetryDeps): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PageProblem) || error.remedy !== 'again') throw error;
      const { code, message, hint } = error.fault;
      if (error.waitMs !== null && error.waitMs > LONGEST_ASKED_WAIT_MS) throw problem(code, `${message} It asks to wait ${Math.round(error.waitMs / 1000)} s.`, 'none', { hint: 'Sync again then.' });
      if (tries === MAX_TRIES) throw problem(code, `${message} ${MAX_TRIES} tries.`, 'none', { hint: hint ?? 'Sync again later: it goes on where it ended.' });
      onRetry();
      await wait(backoffMs(tries, random, error.waitMs), signal);
    }
  }
}

/** Milliseconds that a `Retry-After` header asks for, in seconds or as a date; null where it says nothing. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d+$/u.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
