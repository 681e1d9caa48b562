import type { z } from 'zod';
import { fail, type Fault, type FaultCode } from '../../../engine/base/fault.ts';

/** Place in a source, as JSON: what the connector needs to go on from there. */
export type Position = z.core.util.JSONType;

/** Records of one answer or file. */
export interface Page {
  readonly records: readonly unknown[];
  /** Where the next page begins; null after the last. */
  readonly next: Position | null;
  /** The page in words, for messages: `page 3`, `opens.json`. */
  readonly place: string;
  /** The payload file that was read, so that its content is not read again. */
  readonly file?: { readonly hash: string; readonly name: string };
  /** Why the page could not be read as records; it is then kept as one rejected record. */
  readonly unreadable?: string;
}

/** Where a run begins: the page, and the newest value that the last complete run saw. */
export interface Start {
  readonly position: Position | null;
  readonly since: string | null;
}

/** One kind of source. Pages come in the source's order; a problem ends them with a `PageProblem`. */
export interface Connector {
  pages(start: Start, signal: AbortSignal): AsyncIterable<Page>;
}

/**
 * What helps: the same request `again`, the planner's `sign_in`, reading from the first page (`restart`, where a place in the
 * source has expired), or nothing.
 */
export type Remedy = 'again' | 'sign_in' | 'restart' | 'none';

/** Why a page could not be read. `waitMs` is how long the source asks to wait. */
export class PageProblem extends Error {
  override readonly name = 'PageProblem';
  readonly fault: Fault;
  readonly remedy: Remedy;
  readonly waitMs: number | null;

  constructor(fault: Fault, remedy: Remedy, waitMs: number | null = null) {
    super(fault.message);
    this.fault = fault;
    this.remedy = remedy;
    this.waitMs = waitMs;
  }
}

/** Builds a problem; see `fail`. */
export const problem = (code: FaultCode, message: string, remedy: Remedy, place: { hint?: string; path?: string; waitMs?: number | null } = {}): PageProblem => {
  const { waitMs = null, ...where } = place;
  return new PageProblem(fail(code, message, where).fault, remedy, waitMs);
};
