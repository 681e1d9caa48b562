import { fail, succeed, type Fault, type Result } from '../../../engine/base/fault.ts';
import type { SyncCounts, SyncCursor, SyncState } from '../../../engine/model/sync.ts';
import type { Session } from '../session.ts';
import { createIntake, retryRejected } from '../db/repositories/outcome-intake.ts';
import { bumpRevisions } from '../db/repositories/revision.ts';
import { noCounts, noteFile, readSyncState, writeSyncState } from '../db/repositories/sync.ts';
import { PageProblem, problem, type Connector, type Page } from './connector.ts';
import type { ReadRecord } from './read-event.ts';
import { parsePath, readPath } from './read-path.ts';

/** A source that is read now. */
export interface SyncTask {
  readonly sourceId: string;
  readonly sourceSystem: string;
  readonly jobId: string;
  readonly connector: Connector;
  readonly readRecord: (record: unknown) => ReadRecord;
  /** Where records carry the value that the next run begins from. */
  readonly sincePath: string | undefined;
  /** Takes secrets out of a text before it is kept. */
  readonly redact: (text: string) => string;
}

export interface SyncControl {
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
  readonly retries: () => number;
  onPage(counts: SyncCounts): void;
}

/** What a run came to; `isComplete` = the last page was stored. */
export interface SyncRun {
  readonly counts: SyncCounts;
  readonly isComplete: boolean;
}

/** The later of two values that grow: numbers by size, other texts (ISO instants of one shape) by their letters. */
export function laterOf(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  const [left, right] = [Number(one), Number(other)];
  const isLater = Number.isFinite(left) && Number.isFinite(right) ? right > left : other > one;
  return isLater ? other : one;
}

const freshCursor: SyncCursor = { position: null, since: null, nextSince: null };

/** Writes a page and where the next one begins in one transaction: after a kill the run goes on at a page that was not stored. */
function storePage(session: Session, task: SyncTask, page: Page, cursor: SyncCursor, before: SyncCounts, control: SyncControl): Promise<SyncCounts> {
  const { sqlite } = session.database;
  const { sourceId, sourceSystem, readRecord, redact } = task;
  const store = (): SyncCounts => {
    const counts = { ...before, pages: before.pages + 1, retries: control.retries() };
    const intake = createIntake(sqlite, { sourceSystem, sourceId, nowMs: control.nowMs() });
    let changed = 0;
    for (const record of page.records) {
      counts.received += 1;
      const read = readRecord(record);
      if (read.is === 'ignored') {
        counts.ignored += 1;
        continue;
      }
      const result = read.is === 'event' ? intake.take({ ...read.event, record: redact(read.event.record) }) : intake.reject({ ...read.record, record: redact(read.record.record) });
      counts[result] += 1;
      if (result === 'created' || result === 'updated') changed += 1;
    }
    if (page.unreadable !== undefined) {
      const { hash = '', name = page.place } = page.file ?? {};
      counts.received += 1;
      counts[intake.reject({ eventId: `file:${hash}`, reason: page.unreadable, contact: null, kind: null, record: JSON.stringify({ file: name }) })] += 1;
    }
    if (page.file !== undefined) noteFile(sqlite, { sourceId, ...page.file, readAt: control.nowMs(), records: page.records.length });
    if (changed > 0) bumpRevisions(sqlite, ['outcomes']);
    writeSyncState(sqlite, sourceId, { ...readSyncState(sqlite, sourceId), state: 'partly', cursor, counts, lastRunAt: control.nowMs(), lastJobId: task.jobId });
    return counts;
  };
  return session.gate.run(() => sqlite.transaction(store).immediate());
}

/** The newest value at a path in the records of a page. */
function newestOf(page: Page, steps: readonly string[] | null, before: string | null): string | null {
  if (steps === null) return before;
  let newest = before;
  for (const record of page.records) {
    const value = readPath(record, steps);
    if (typeof value === 'string' || typeof value === 'number') newest = laterOf(newest, String(value));
  }
  return newest;
}

const endState = (fault: Fault, pages: number): SyncState => (fault.code === 'SIGN_IN_NEEDED' ? 'needs_sign_in' : pages > 0 ? 'partly' : 'failed');

/**
 * Reads a source from where its last run ended, page by page, and notes how it ended. Events are known by their id in the
 * source system, so that a page read twice changes nothing. A place in the source that has expired is begun anew once.
 */
export async function runSync(session: Session, task: SyncTask, control: SyncControl): Promise<Result<SyncRun>> {
  const { sqlite } = session.database;
  const { sourceId, sourceSystem } = task;
  const steps = task.sincePath === undefined ? null : parsePath(task.sincePath);
  let cursor: SyncCursor = readSyncState(sqlite, sourceId).cursor ?? freshCursor;
  let counts = noCounts;
  let hasRestarted = false;

  const note = (state: SyncState, fault: Fault | null): Promise<void> =>
    session.gate.run(() => writeSyncState(sqlite, sourceId, { state, fault, cursor, counts, lastRunAt: control.nowMs(), lastJobId: task.jobId }));
  const readAll = async (): Promise<void> => {
    const seen = new Set([JSON.stringify(cursor.position)]);
    for await (const page of task.connector.pages({ position: cursor.position, since: cursor.since }, control.signal)) {
      control.signal.throwIfAborted();
      const nextSince = newestOf(page, steps, cursor.nextSince);
      const after: SyncCursor = page.next === null && page.file === undefined ? { position: null, since: laterOf(cursor.since, nextSince), nextSince: null } : { ...cursor, position: page.next, nextSince };
      counts = await storePage(session, task, page, after, counts, control);
      cursor = after;
      control.onPage(counts);
      const next = JSON.stringify(page.next);
      if (page.next !== null && seen.has(next)) throw problem('BAD_FORMAT', `The source names a page twice as the next one: ${next.slice(0, 100)}, after ${page.place}.`, 'none', { hint: 'Check how its pages are asked for.' });
      seen.add(next);
    }
  };

  await session.gate.run(() => {
    const { taken } = sqlite.transaction(() => retryRejected(sqlite, { sourceSystem })).immediate();
    if (taken > 0) bumpRevisions(sqlite, ['outcomes']);
  });
  for (;;) {
    try {
      await readAll();
      await note('ok', null);
      return succeed({ counts, isComplete: true });
    } catch (error) {
      counts = { ...counts, retries: control.retries() };
      if (control.signal.aborted) {
        await note(counts.pages > 0 ? 'partly' : 'failed', fail('CANCELLED', `Cancelled after ${counts.pages} pages.`, { hint: 'Sync again: it goes on where it ended.' }).fault);
        return succeed({ counts, isComplete: false });
      }
      if (!(error instanceof PageProblem)) throw error;
      if (error.remedy === 'restart' && !hasRestarted) {
        hasRestarted = true;
        cursor = { ...cursor, position: null };
        continue;
      }
      const fault = { ...error.fault, message: task.redact(error.fault.message) };
      await note(endState(fault, counts.pages), fault);
      return { ok: false, fault };
    }
  }
}
