import { z } from 'zod';
import { formatDay, parseDay } from '../../../../engine/base/day.ts';
import type { Conflict, ConflictKind, Resolution } from '../../../../engine/model/campaign.ts';
import type { Sqlite } from '../connection.ts';
import type { RowWriter } from './edit.ts';

const Names = z.array(z.string());

/** A decision about a conflict. */
export interface NewResolution {
  readonly conflict: Pick<Conflict, 'kind' | 'contact' | 'channel' | 'from' | 'to' | 'reservations'>;
  /** Names of the campaigns as they were. */
  readonly campaigns: readonly string[];
  readonly resolution: Resolution | 'preempted' | 'deferred';
  readonly isAutomatic: boolean;
  readonly summary: string;
  readonly note: string;
  readonly resolvedBy: string;
  readonly resolvedAt: number;
}

/** A decision as it stands in the log. */
export interface StoredResolution extends Omit<NewResolution, 'conflict' | 'campaigns'> {
  readonly id: number;
  readonly kind: ConflictKind;
  readonly contact: string;
  readonly channel: string | null;
  readonly from: string;
  readonly to: string;
  readonly campaigns: string[];
}

/** Adds decisions to the log as part of an edit. */
export function putResolutions(sqlite: Sqlite, writer: RowWriter, resolutions: Iterable<NewResolution>): void {
  let id = sqlite.prepare('SELECT ifnull(max(id), 0) FROM conflict_log').pluck().get() as number;
  for (const { conflict, campaigns, resolution, isAutomatic, summary, note, resolvedBy, resolvedAt } of resolutions) {
    id += 1;
    writer.put('conflict_log', {
      id,
      kind: conflict.kind,
      contact: conflict.contact,
      channel: conflict.channel,
      from_day: parseDay(conflict.from),
      to_day: parseDay(conflict.to),
      campaigns: JSON.stringify(campaigns),
      reservations: JSON.stringify(conflict.reservations),
      resolution,
      is_automatic: isAutomatic ? 1 : 0,
      summary,
      note,
      resolved_by: resolvedBy,
      resolved_at: resolvedAt,
    });
  }
}

type LogRecord = Omit<StoredResolution, 'from' | 'to' | 'campaigns' | 'isAutomatic'> & { fromDay: number; toDay: number; campaigns: string; isAutomatic: number };

/** Decisions newest first. */
export function readResolutions(sqlite: Sqlite, query: { search?: string | undefined; offset: number; limit: number }): { total: number; rows: StoredResolution[] } {
  const where = '(@search IS NULL OR instr(lower(contact || char(10) || campaigns || char(10) || summary || char(10) || note || char(10) || resolved_by), lower(@search)) > 0)';
  const bound = { search: query.search ?? null };
  const total = sqlite.prepare(`SELECT count(*) FROM conflict_log WHERE ${where}`).pluck().get(bound) as number;
  const rows = sqlite
    .prepare(
      `SELECT id, kind, contact, channel, from_day AS fromDay, to_day AS toDay, campaigns, resolution, is_automatic AS isAutomatic, summary, note, resolved_by AS resolvedBy, resolved_at AS resolvedAt
       FROM conflict_log WHERE ${where} ORDER BY id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ ...bound, limit: query.limit, offset: query.offset }) as LogRecord[];
  return { total, rows: rows.map(({ fromDay, toDay, campaigns, isAutomatic, ...row }) => ({ ...row, from: formatDay(fromDay), to: formatDay(toDay), campaigns: Names.parse(JSON.parse(campaigns)), isAutomatic: isAutomatic === 1 })) };
}
