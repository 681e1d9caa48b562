import { z } from 'zod';
import { MapColumns, MapRows, type PlanMap } from '../../../contract/plan-map.ts';
import { formatDay, parseDay } from '../../../engine/base/day.ts';
import { formatCount, formatMoney, formatNumber, formatPercent } from '../../shared/format/number.ts';

export const MapMeasure = z.enum(['actions', 'lift', 'cost', 'share']);
export type MapMeasure = z.infer<typeof MapMeasure>;

/** How the map is looked at. */
export const MapChoice = z.object({ rows: MapRows, columns: MapColumns, measure: MapMeasure, order: z.enum(['name', 'value']) });
export type MapChoice = z.infer<typeof MapChoice>;
export const firstMapChoice: MapChoice = { rows: 'segment', columns: 'channel', measure: 'actions', order: 'name' };

export const rowWords: Record<MapRows, string> = { segment: 'Segment', territory: 'Territory', rep: 'Rep' };
export const columnWords: Record<MapColumns, string> = { channel: 'Channel', week: 'Week', channel_week: 'Channel and week' };
export const measureWords: Record<MapMeasure, string> = { actions: 'Actions', lift: 'Lift', cost: 'Cost', share: 'Share reached' };
export const orderWords: Record<MapChoice['order'], string> = { name: 'by name', value: 'most first' };

/** What is summed up somewhere in the map. */
type Sums = Pick<PlanMap['total'], 'actions' | 'lift' | 'cost' | 'reached'>;

/** Value of a measure; the share is that of `contacts`. */
export const valueOf = (sums: Sums, measure: MapMeasure, contacts: number): number => (measure === 'share' ? (contacts === 0 ? 0 : sums.reached / contacts) : sums[measure]);

/** A value as text. */
export function formatMeasure(value: number, measure: MapMeasure, currency: string): string {
  if (measure === 'share') return formatPercent(value, 0);
  if (measure === 'cost') return formatMoney(value, currency, 0);
  return measure === 'lift' ? formatNumber(value, 1) : formatCount(value);
}

/** Name of a row; nobody, or contacts without the label, stand last. */
export const nameRow = (key: string, rows: MapRows): string => (key === '' ? (rows === 'rep' ? '(no rep)' : `(no ${rows})`) : key);

/** Name of a column. */
export const nameColumn = ({ channel, week }: Pick<PlanMap['columns'][number], 'channel' | 'week'>): string => [channel, week === null ? null : `week ${week}`].filter((part) => part !== null).join(' · ');

const DAYS_A_WEEK = 7;

/** Location of the actions of a cell, a row or a column. */
export function mapHref(plan: { readonly id: number; readonly horizonStart: string }, row: { readonly by: MapRows; readonly key: string } | null, column: { readonly channel: string | null; readonly week: number | null } | null): string {
  const first = (parseDay(plan.horizonStart) ?? 0) + DAYS_A_WEEK * ((column?.week ?? 1) - 1);
  const parameters = {
    plan: String(plan.id),
    view: 'actions',
    ...(row === null ? {} : { [row.by]: row.key }),
    ...(column === null || column.channel === null ? {} : { channel: column.channel }),
    ...(column === null || column.week === null ? {} : { from: formatDay(first), to: formatDay(first + DAYS_A_WEEK - 1) }),
  };
  return `#/allocation-lab?${new URLSearchParams(parameters).toString()}`;
}
