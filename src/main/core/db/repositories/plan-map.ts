import type { MapColumns, MapRows } from '../../../../contract/plan-map.ts';
import type { Sqlite } from '../connection.ts';

/** Sums of one group of a plan's actions; null where the group is over all of them. */
export interface MapGroup {
  readonly label: string | null;
  readonly channel: string | null;
  readonly week: number | null;
  readonly actions: number;
  readonly lift: number;
  readonly cost: number;
  readonly reached: number;
}

const DAYS_A_WEEK = 7;

/** What each kind of column groups by; weeks are counted from 1 on. */
const columnParts: Record<MapColumns, readonly ('channel' | 'week')[]> = { channel: ['channel'], week: ['week'], channel_week: ['channel', 'week'] };

/** Sums of a plan's actions by row, by column, by both or over all. O(actions · log actions). */
export function readMapGroups(sqlite: Sqlite, planId: number, startDay: number, by: { readonly rows: MapRows | null; readonly columns: MapColumns | null }): MapGroup[] {
  const parts: readonly string[] = by.columns === null ? [] : columnParts[by.columns];
  const label = by.rows === null ? 'NULL' : `ifnull(${by.rows}, '')`;
  const channel = parts.includes('channel') ? 'channel' : 'NULL';
  const week = parts.includes('week') ? `1 + (day - ${startDay}) / ${DAYS_A_WEEK}` : 'NULL';
  const rows = sqlite
    .prepare(`SELECT ${label} AS label, ${channel} AS channel, ${week} AS week, count(*) AS actions, ifnull(sum(lift), 0) AS lift, ifnull(sum(cost), 0) AS cost, count(DISTINCT contact) AS reached FROM plan_actions WHERE plan_id = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
    .all(planId);
  return rows as MapGroup[];
}
