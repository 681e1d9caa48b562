import { DAY_OFFSET, MOMENTS_PER_DAY } from '../staging/staging-schema.ts';

/** How touches and outcomes differ to the comparison: the table, the number they carry, whether they name a campaign. */
export interface HistoryTable {
  readonly table: 'touches' | 'outcomes';
  readonly amount: 'cost' | 'value';
  readonly hasCampaign: boolean;
  readonly noun: string;
  /** Other systems bring rows too, under ids of their own; rows have a time of arrival and are processed. */
  readonly isEvent: boolean;
}

export const historyTables: Record<'touches' | 'outcomes', HistoryTable> = {
  touches: { table: 'touches', amount: 'cost', hasCampaign: true, noun: 'touch', isEvent: false },
  outcomes: { table: 'outcomes', amount: 'value', hasCampaign: false, noun: 'outcome', isEvent: true },
};

/** SQL of the day and second in a staged moment. */
export const dayOf = (alias: string): string => `(${alias}.moment / ${MOMENTS_PER_DAY} - ${DAY_OFFSET})`;
export const secondOf = (alias: string): string => `(${alias}.moment % ${MOMENTS_PER_DAY} - 1)`;

/** Staged rows of a target with their contact and what they were. */
export const stagedRows = (at: number): string => `staged_${at} AS s JOIN who ON who.ref = s.ref JOIN staged_what_${at} AS w ON w.id = s.what`;

/** SQL that is true for stored rows that files brought. */
export const isOfFile = ({ isEvent }: HistoryTable): string => (isEvent ? "t.source_system = 'file'" : '1');

/** SQL that is true where a stored row is the one a staged row without an id of its own means. */
export function isSameEvent(history: HistoryTable): string {
  return `t.contact_id = who.contact AND t.day = ${dayOf('s')} AND t.channel = w.channel AND t.second = ${secondOf('s')} AND t.kind = w.kind${history.hasCampaign ? " AND ifnull(t.campaign, '') = w.campaign" : ''} AND ifnull(t.source_key, '') = '' AND ${isOfFile(history)}`;
}
