import { createReservationTable, type ReservationTable } from '../../../engine/coordination/reservation-table.ts';
import { readConflict, type ConflictColumns } from '../../../engine/coordination/conflict-columns.ts';
import { detectConflicts } from '../../../engine/coordination/detect-conflicts.ts';
import { limitsOfRules, type LabelledLimit, type RuleLimits } from '../../../engine/coordination/limits-of-rules.ts';
import type { Campaign, Conflict, FrequencyLimit, Reservation } from '../../../engine/model/campaign.ts';
import { horizonDays } from '../../../engine/model/horizon-days.ts';
import type { ConflictRow } from '../../../contract/campaign.ts';
import type { Sqlite } from '../db/connection.ts';
import { readCampaigns } from '../db/repositories/campaign.ts';
import { readStanding, type createContactNames, type Today } from '../db/repositories/reservation.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { readConstraints, readRules } from '../db/repositories/rule.ts';
import { completeMapping, createLabelReader } from './planning-columns.ts';

/** Limits by contact, so that a decision about one contact does not read those of all others. */
export interface LimitIndex extends Pick<RuleLimits, 'limits' | 'uncounted'> {
  of(contact: string): readonly FrequencyLimit[];
}

/** Start of a horizon that nobody set: only the reps of its first day depend on it. */
const NO_HORIZON = '1970-01-01';

/** Limits of rules for certain labels: of one contact, and of all that are reserved. */
function readLabelled(sqlite: Sqlite, byLabel: readonly LabelledLimit[]): { of(contact: string): FrequencyLimit[]; all(): FrequencyLimit[] } {
  if (byLabel.length === 0) return { of: () => [], all: () => [] };
  const rules = readRules(sqlite, () => NO_HORIZON);
  const labelsOf = createLabelReader(sqlite, completeMapping(sqlite, rules), horizonDays(rules.horizon));
  const of = (contact: string): FrequencyLimit[] => {
    const labels = labelsOf(contact);
    return labels === null ? [] : byLabel.filter((limit) => limit.covers(contact, labels)).map((limit) => limit.limitOf(contact));
  };
  return { of, all: () => (sqlite.prepare('SELECT DISTINCT contact FROM reservations ORDER BY contact').pluck().all() as string[]).flatMap(of) };
}

/** Reads the limits that the enforced frequency rules come to; those by label are read once they are asked for. */
export function readLimits(sqlite: Sqlite): LimitIndex {
  const found = limitsOfRules(readConstraints(sqlite));
  const ofAll = found.limits.filter((limit) => limit.contact === null);
  const own = new Map<string, FrequencyLimit[]>();
  for (const limit of found.limits) if (limit.contact !== null) own.set(limit.contact, [...(own.get(limit.contact) ?? []), limit]);
  const labelled = readLabelled(sqlite, found.byLabel);
  let all: readonly FrequencyLimit[] | null = null;
  return {
    get limits() {
      all ??= [...found.limits, ...labelled.all()];
      return all;
    },
    uncounted: found.uncounted,
    of: (contact) => [...ofAll, ...(own.get(contact) ?? []), ...labelled.of(contact)],
  };
}

/** Everything that stands on a day, with the conflicts found in it. */
export interface StandingBoard {
  readonly campaigns: readonly Campaign[];
  readonly nameOf: (campaign: string) => string;
  readonly limits: LimitIndex;
  readonly standing: readonly Reservation[];
  readonly table: ReservationTable;
  readonly found: ConflictColumns;
  conflict(at: number): Conflict;
  /** Campaigns a conflict is between, each once. */
  campaignsOf(at: number): readonly string[];
  member(id: string): Reservation;
}

function readBoard(sqlite: Sqlite, today: Today, asIfActive: string): StandingBoard {
  const campaigns = readCampaigns(sqlite);
  const names = new Map(campaigns.map((campaign) => [campaign.id, campaign.name]));
  const limits = readLimits(sqlite);
  const standing = readStanding(sqlite, today, asIfActive === '' ? [] : [asIfActive]);
  const table = createReservationTable(standing);
  const found = detectConflicts(table, limits.limits);
  let byId: ReadonlyMap<string, Reservation> | null = null;
  return {
    campaigns,
    nameOf: (campaign) => names.get(campaign) ?? campaign,
    limits,
    standing,
    table,
    found,
    conflict: (at) => readConflict(table, limits.limits, found, at),
    campaignsOf: (at) => [...new Set(Array.from(found.members.subarray(found.memberStart[at], found.memberStart[at + 1]), (row) => standing[row]?.campaign ?? ''))],
    member(id) {
      byId ??= new Map(standing.map((reservation) => [reservation.id, reservation]));
      const reservation = byId.get(id);
      if (reservation === undefined) throw new Error(`Reservation ${id} does not stand.`);
      return reservation;
    },
  };
}

/** Reads boards and keeps the last one until campaigns, rules or contacts change. `asIfActive` counts one more campaign as active. */
export function createBoardReader(): (sqlite: Sqlite, today: Today, asIfActive?: string) => StandingBoard {
  let known: { sqlite: Sqlite; key: string; board: StandingBoard } | null = null;
  return (sqlite, today, asIfActive = '') => {
    if (asIfActive !== '') return readBoard(sqlite, today, asIfActive);
    const { campaigns, rules, contacts } = readRevisions(sqlite);
    const key = `${campaigns} ${rules} ${contacts} ${today}`;
    if (known?.sqlite !== sqlite || known.key !== key) known = { sqlite, key, board: readBoard(sqlite, today, '') };
    return known.board;
  };
}
export type BoardReader = ReturnType<typeof createBoardReader>;

/** Gives a conflict the names of what it speaks of. */
export function describeConflict(conflict: Conflict, member: (id: string) => Reservation, nameOf: (campaign: string) => string, contactName: ReturnType<typeof createContactNames>): ConflictRow {
  const members = conflict.reservations.map((id) => {
    const reservation = member(id);
    return { reservation, campaignName: nameOf(reservation.campaign) };
  });
  return { conflict, contactName: contactName(conflict.contact), members };
}
