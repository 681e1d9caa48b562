import type { OutcomeCounts, OutcomeLatency, OutcomeQuery, OutcomeVelocity } from '../../../contract/outcome.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { OutcomeEvent } from '../../../engine/model/outcome.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readContactId } from '../db/repositories/contact.ts';
import { countOutcomes, readOutcomes, readRejected, type RejectedOutcome } from '../db/repositories/outcome.ts';
import { retryRejected, saveContactLink } from '../db/repositories/outcome-intake.ts';
import { readArrivalDelay, readLatency, readPace } from '../db/repositories/outcome-pace.ts';
import { bumpRevisions } from '../db/repositories/revision.ts';
import { failOfStorageError } from '../db/sqlite-fault.ts';

const dayOf = (date: string | undefined): number | undefined => (date === undefined ? undefined : (parseDay(date) ?? undefined));

/** Days of a range; a fault where it ends before it begins. */
function readRange({ from, to }: { from: string; to: string }): Result<{ fromDay: number; toDay: number }> {
  const fromDay = parseDay(from) ?? 0;
  const toDay = parseDay(to) ?? 0;
  return toDay < fromDay ? fail('BAD_INPUT', `The range ends ${to}, before it starts ${from}.`, { path: 'to' }) : succeed({ fromDay, toDay });
}

/** Number in the id of a rejected event, null for another kind of id. */
const rejectedNumber = (id: string): number | null => (/^r\d+$/u.test(id) ? Number(id.slice(1)) : null);

/** Outcomes as events: what came in, what became of it, how fast, and what to do with those that were not taken. */
export function createOutcomeService(context: CoreContext) {
  const read = <T>(work: (sqlite: Sqlite) => T): Result<T> => {
    const session = requireSession(context);
    return session.ok ? succeed(work(session.value.database.sqlite)) : session;
  };
  const findRejected = (sqlite: Sqlite, id: string): Result<RejectedOutcome> => {
    const number = rejectedNumber(id);
    const found = number === null ? null : readRejected(sqlite, number);
    return found === null ? fail('NOT_FOUND', `Event ${id} is not among the rejected ones.`) : succeed(found);
  };
  const write = async <T extends { taken: number }>(work: (sqlite: Sqlite) => Result<T>): Promise<Result<T>> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const { database, gate } = session.value;
    return gate.run(() => {
      try {
        const done = database.sqlite
          .transaction(() => {
            const result = work(database.sqlite);
            if (result.ok && result.value.taken > 0) bumpRevisions(database.sqlite, ['outcomes']);
            return result;
          })
          .immediate();
        if (done.ok) context.changes.publish(['outcomes']);
        return done;
      } catch (error) {
        return failOfStorageError(error, database.path);
      }
    });
  };

  return {
    list({ offset, limit, from, to, ...filter }: OutcomeQuery): Result<{ total: number; rows: OutcomeEvent[] }> {
      return read((sqlite) => readOutcomes(sqlite, { ...filter, fromDay: dayOf(from), toDay: dayOf(to) }, { offset, limit }));
    },

    counts(): Result<OutcomeCounts> {
      return read((sqlite) => {
        const none = { pending: 0, attributed: 0, unattributed: 0, rejected: 0 };
        const total = { ...none };
        const systems = new Map<string, typeof none>();
        for (const { sourceSystem, status, events } of countOutcomes(sqlite)) {
          const system = systems.get(sourceSystem) ?? { ...none };
          systems.set(sourceSystem, system);
          system[status] += events;
          total[status] += events;
        }
        const processed = total.attributed + total.unattributed;
        return { ...total, attributionRate: processed === 0 ? null : total.attributed / processed, systems: [...systems].map(([sourceSystem, counts]) => ({ sourceSystem, ...counts })) };
      });
    },

    velocity(input: { by: 'occurred' | 'received'; unit: 'hour' | 'day'; from: string; to: string }): Result<OutcomeVelocity> {
      const range = readRange(input);
      if (!range.ok) return range;
      const { fromDay, toDay } = range.value;
      return read((sqlite) => {
        const { buckets, withoutTime } = readPace(sqlite, { by: input.by, unit: input.unit, fromDay, toDay });
        const total = buckets.reduce((sum, bucket) => sum + bucket.events, withoutTime);
        const days = toDay - fromDay + 1;
        return { buckets: buckets.map(({ startMs, ...bucket }) => ({ start: new Date(startMs).toISOString().slice(0, 16), ...bucket })), withoutTime, total, perDay: total / days };
      });
    },

    latency(input: { from: string; to: string }): Result<OutcomeLatency> {
      const range = readRange(input);
      if (!range.ok) return range;
      return read((sqlite) => ({ ...readLatency(sqlite, range.value), arrival: readArrivalDelay(sqlite, range.value) }));
    },

    rejected(id: string): Result<Omit<RejectedOutcome, 'id'> & { id: string }> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const found = findRejected(session.value.database.sqlite, id);
      return found.ok ? succeed({ ...found.value, id }) : found;
    },

    reprocess({ ids, sourceSystem }: { ids?: readonly string[] | undefined; sourceSystem?: string | undefined }): Promise<Result<{ taken: number; left: number }>> {
      return write((sqlite) => succeed(retryRejected(sqlite, { sourceSystem, ids: ids?.map((id) => rejectedNumber(id) ?? 0) })));
    },

    link({ id, contact }: { id: string; contact: string }): Promise<Result<{ taken: number; left: number }>> {
      return write((sqlite) => {
        const found = findRejected(sqlite, id);
        if (!found.ok) return found;
        const { sourceSystem, contact: reference, code, reason } = found.value;
        if (code === 'malformed' || reference === null) return fail('BAD_INPUT', `Event ${id} does not miss its contact: ${reason}`, { path: 'id' });
        if (readContactId(sqlite, contact) === null) return fail('UNKNOWN_REFERENCE', `Contact "${contact}" is not in the workspace.`, { path: 'contact' });
        saveContactLink(sqlite, sourceSystem, reference, contact);
        const ids = sqlite.prepare('SELECT id FROM rejected_outcomes WHERE contact = ? AND source_system = ?').pluck().all(reference, sourceSystem) as number[];
        return succeed(retryRejected(sqlite, { ids }));
      });
    },
  };
}
export type OutcomeService = ReturnType<typeof createOutcomeService>;
