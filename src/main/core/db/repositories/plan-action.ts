import type { z } from 'zod';
import type { PlanActionRow, PlanSlice } from '../../../../contract/allocation.ts';
import type { PlannedAction } from '../../../../engine/model/plan.ts';
import { formatDay, parseDay } from '../../../../engine/base/day.ts';
import type { CountedActions } from '../../../../engine/constraints/counted-actions.ts';
import type { Sqlite } from '../connection.ts';
import { inList, type SqlPart } from './contact-query.ts';
import { readAlternatives } from './plan.ts';

type Slice = z.infer<typeof PlanSlice>;
type ActionRow = z.infer<typeof PlanActionRow>;
export type ActionSortColumn = 'contact' | 'name' | 'channel' | 'date' | 'rep' | 'segment' | 'lift' | 'cost' | 'campaign' | 'position';

/** Name of the campaign an action is for, its id where it is gone. */
const CAMPAIGN_NAME = 'coalesce((SELECT campaigns.name FROM campaigns WHERE campaigns.id = plan_actions.campaign), plan_actions.campaign)';

const sortColumns: Record<ActionSortColumn, string> = {
  contact: 'plan_actions.contact COLLATE NOCASE',
  name: 'contacts.name COLLATE NOCASE',
  channel: 'plan_actions.channel',
  date: 'plan_actions.day',
  rep: 'plan_actions.rep',
  segment: 'plan_actions.segment',
  lift: 'plan_actions.lift',
  cost: 'plan_actions.cost',
  campaign: `${CAMPAIGN_NAME} COLLATE NOCASE`,
  position: 'plan_actions.position',
};

/** Actions, cost and lift per channel, rep or day; the slices add up to the plan. */
export function readSlices(sqlite: Sqlite, planId: number, by: 'channel' | 'rep' | 'day'): Slice[] {
  const rows = sqlite
    .prepare(`SELECT ifnull(${by}, '') AS key, count(*) AS actions, sum(cost) AS cost, sum(lift) AS lift FROM plan_actions WHERE plan_id = ? GROUP BY 1 ORDER BY 1`)
    .all(planId) as { key: string | number; actions: number; cost: number; lift: number }[];
  return rows.map((row) => ({ ...row, key: typeof row.key === 'number' ? formatDay(row.key) : row.key }));
}

/** Actions per channel of each day. */
export function readChannelsByDay(sqlite: Sqlite, planId: number): Map<string, Record<string, number>> {
  const rows = sqlite.prepare('SELECT day, channel, count(*) AS actions FROM plan_actions WHERE plan_id = ? GROUP BY day, channel').all(planId) as { day: number; channel: string; actions: number }[];
  const byDay = new Map<string, Record<string, number>>();
  for (const { day, channel, actions } of rows) {
    const date = formatDay(day);
    byDay.set(date, { ...byDay.get(date), [channel]: actions });
  }
  return byDay;
}

export interface ActionQuery {
  readonly planId: number;
  readonly offset: number;
  readonly limit: number;
  readonly sort?: { column: ActionSortColumn; direction: 'asc' | 'desc' } | undefined;
  readonly channel?: string | undefined;
  readonly date?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly segment?: string | undefined;
  readonly territory?: string | undefined;
  readonly rep?: string | undefined;
  readonly contact?: string | undefined;
  readonly campaign?: string | undefined;
  readonly search?: string | undefined;
  /** Only actions that a line of usage counts. */
  readonly counted?: CountedActions | undefined;
}

function conditions(query: ActionQuery): SqlPart[] {
  const parts: SqlPart[] = [{ sql: 'plan_actions.plan_id = ?', values: [query.planId] }];
  if (query.channel !== undefined) parts.push({ sql: 'plan_actions.channel = ?', values: [query.channel] });
  if (query.date !== undefined) parts.push({ sql: 'plan_actions.day = ?', values: [parseDay(query.date) ?? -1] });
  if (query.from !== undefined) parts.push({ sql: 'plan_actions.day >= ?', values: [parseDay(query.from) ?? -1] });
  if (query.to !== undefined) parts.push({ sql: 'plan_actions.day <= ?', values: [parseDay(query.to) ?? -1] });
  if (query.segment !== undefined) parts.push({ sql: "ifnull(plan_actions.segment, '') = ?", values: [query.segment] });
  if (query.territory !== undefined) parts.push({ sql: "ifnull(plan_actions.territory, '') = ?", values: [query.territory] });
  if (query.rep !== undefined) parts.push({ sql: "ifnull(plan_actions.rep, '') = ?", values: [query.rep] });
  if (query.contact !== undefined) parts.push({ sql: 'plan_actions.contact = ?', values: [query.contact] });
  if (query.campaign !== undefined) parts.push({ sql: 'plan_actions.campaign = ?', values: [query.campaign] });
  if (query.search !== undefined && query.search.trim() !== '') {
    const needle = query.search.trim().toLowerCase();
    parts.push({ sql: "instr(lower(plan_actions.contact || ' ' || ifnull(contacts.name, '') || ' ' || ifnull(contacts.first_name, '') || ' ' || ifnull(contacts.last_name, '')), ?) > 0", values: [needle] });
  }
  if (query.counted !== undefined) {
    const { channels, contacts, reps, campaigns, days } = query.counted;
    if (channels !== null) parts.push(inList('plan_actions.channel', channels));
    if (contacts !== null) parts.push(inList('plan_actions.contact', contacts));
    if (reps !== null) parts.push(inList('plan_actions.rep', reps));
    if (campaigns !== null) parts.push(inList('plan_actions.campaign', campaigns));
    parts.push(inList('plan_actions.day', days));
  }
  return parts;
}

/** A window of a plan's actions with the totals of all that match. */
export function readActionPage(sqlite: Sqlite, query: ActionQuery): { total: number; cost: number; lift: number; rows: ActionRow[] } {
  const parts = conditions(query);
  const where = parts.map((part) => part.sql).join(' AND ');
  const values = parts.flatMap((part) => part.values);
  const from = 'FROM plan_actions LEFT JOIN contacts ON contacts.id = plan_actions.contact_id';
  const totals = sqlite.prepare(`SELECT count(*) AS total, ifnull(sum(cost), 0) AS cost, ifnull(sum(lift), 0) AS lift ${from} WHERE ${where}`).get(...values) as { total: number; cost: number; lift: number };
  const order = query.sort === undefined ? 'plan_actions.position' : `${sortColumns[query.sort.column]} ${query.sort.direction === 'asc' ? 'ASC' : 'DESC'}, plan_actions.position`;
  const rows = sqlite
    .prepare(
      `SELECT position, contact_id AS contactId, plan_actions.contact, coalesce(contacts.name, nullif(trim(ifnull(first_name, '') || ' ' || ifnull(last_name, '')), '')) AS name,
         plan_actions.channel, plan_actions.day, plan_actions.rep, plan_actions.segment, lift, cost, exploration, reason, plan_actions.campaign, ${CAMPAIGN_NAME} AS campaignName, alternatives
       ${from} WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
    )
    .all(...values, query.limit, query.offset) as (Omit<ActionRow, 'date' | 'exploration' | 'campaign' | 'alternatives'> & { day: number; exploration: number; campaign: string | null; alternatives: string | null })[];
  return { ...totals, rows: rows.map(({ day, exploration, campaign, alternatives, ...row }) => ({ ...row, date: formatDay(day), exploration: exploration === 1, ...(campaign === null ? {} : { campaign }), alternatives: readAlternatives(alternatives) ?? [] })) };
}

/** Every action of a plan in its order, with what booking it needs. */
export function readPlanActions(sqlite: Sqlite, planId: number): { contact: string; channel: string; date: string; rep: string | null; cost: number; campaign: string | null }[] {
  const rows = sqlite.prepare('SELECT contact, channel, day, rep, cost, campaign FROM plan_actions WHERE plan_id = ? ORDER BY position').all(planId) as { contact: string; channel: string; day: number; rep: string | null; cost: number; campaign: string | null }[];
  return rows.map(({ day, ...action }) => ({ ...action, date: formatDay(day) }));
}

/** Contact, channel and day number of every action of a plan as one JSON text: a list that crosses to a thread as it is. */
export const readActionText = (sqlite: Sqlite, planId: number): string =>
  sqlite.prepare('SELECT json_group_array(json_array(contact, channel, day)) FROM (SELECT contact, channel, day FROM plan_actions WHERE plan_id = ? ORDER BY position)').pluck().get(planId) as string;

/** Every action of a plan in its order, without reasons. */
export function readDiffedActions(sqlite: Sqlite, planId: number): PlannedAction[] {
  const rows = sqlite.prepare('SELECT contact, channel, day, lift, cost, exploration FROM plan_actions WHERE plan_id = ? ORDER BY position').raw().all(planId) as [string, string, number, number, number, number][];
  const dates = new Map<number, string>();
  return rows.map(([contact, channel, day, lift, cost, exploration]) => {
    const date = dates.get(day) ?? formatDay(day);
    dates.set(day, date);
    return { contact, channel, date, lift, cost, exploration: exploration === 1, reason: '' };
  });
}
