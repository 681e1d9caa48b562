import type { z } from 'zod';
import type { ExportColumn, ExportOptions } from '../../../contract/allocation.ts';
import { formatDay, isoWeekday } from '../../../engine/base/day.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import type { PlanAlternative } from '../../../engine/model/plan.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAlternatives } from '../db/repositories/plan.ts';
import { formatCsv, type CsvCell } from './csv-writer.ts';
import { writeFileSafely } from './write-file.ts';

interface ActionRecord {
  position: number;
  contact: string;
  name: string | null;
  email: string | null;
  npi: string | null;
  channel: string;
  day: number;
  rep: string | null;
  territory: string | null;
  segment: string | null;
  lift: number;
  cost: number;
  exploration: number;
  reason: string;
  alternatives: string | null;
  campaign: string | null;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A number without the noise that binary fractions leave in its last digits. */
const toMillionths = (amount: number): number => Math.round(amount * 1e6) / 1e6;

/** `C2 email 2027-01-05 1.2`, with the rule that keeps it out. */
const sayAlternative = ({ contact, channel, date, net, keptOutBy }: PlanAlternative, action: ActionRecord): string =>
  `${contact ?? action.contact} ${channel ?? action.channel} ${date ?? formatDay(action.day)} ${toMillionths(net)}${keptOutBy === undefined ? '' : ` (${keptOutBy})`}`;

/** Header and value of each column a plan can be exported with. */
const planColumns: Record<z.infer<typeof ExportColumn>, { header: string; cell: (action: ActionRecord, planId: number) => CsvCell }> = {
  plan: { header: 'Plan', cell: (_, planId) => `plan-${planId}` },
  contact: { header: 'Contact ID', cell: (action) => action.contact },
  name: { header: 'Name', cell: (action) => action.name },
  email: { header: 'Email', cell: (action) => action.email },
  npi: { header: 'NPI', cell: (action) => action.npi },
  channel: { header: 'Channel', cell: (action) => action.channel },
  date: { header: 'Date', cell: (action) => ({ day: action.day }) },
  weekday: { header: 'Weekday', cell: (action) => weekdays[isoWeekday(action.day) - 1] ?? null },
  rep: { header: 'Rep', cell: (action) => action.rep },
  territory: { header: 'Territory', cell: (action) => action.territory },
  segment: { header: 'Segment', cell: (action) => action.segment },
  lift: { header: 'Lift', cell: (action) => toMillionths(action.lift) },
  cost: { header: 'Cost', cell: (action) => toMillionths(action.cost) },
  exploration: { header: 'Exploration', cell: (action) => (action.exploration === 1 ? 'yes' : 'no') },
  reason: { header: 'Reason', cell: (action) => action.reason },
  alternatives: { header: 'Alternatives', cell: (action) => (readAlternatives(action.alternatives) ?? []).map((one) => sayAlternative(one, action)).join('; ') },
  campaign: { header: 'Campaign', cell: (action) => action.campaign },
};

/** Columns of an export nobody configured: what an execution system needs. */
export const defaultPlanColumns: z.infer<typeof ExportColumn>[] = ['contact', 'name', 'channel', 'date', 'weekday', 'rep', 'segment', 'lift', 'cost', 'exploration', 'reason'];

const SELECT_ACTIONS = `
  SELECT position, plan_actions.contact, coalesce(contacts.name, nullif(trim(ifnull(first_name, '') || ' ' || ifnull(last_name, '')), '')) AS name, email, npi,
    plan_actions.channel, day, plan_actions.rep, plan_actions.territory, plan_actions.segment, lift, cost, exploration, reason, alternatives,
    coalesce((SELECT campaigns.name FROM campaigns WHERE campaigns.id = plan_actions.campaign), plan_actions.campaign) AS campaign
  FROM plan_actions LEFT JOIN contacts ON contacts.id = plan_actions.contact_id WHERE plan_id = ? ORDER BY position`;

/** Writes a plan's actions as CSV, in plan order, whole or not at all. */
export function exportPlanCsv(sqlite: Sqlite, planId: number, path: string, options: ExportOptions): Result<{ rows: number }> {
  const columns = options.columns.map((column) => planColumns[column]);
  let rows = 0;
  const cells = function* (): Generator<CsvCell[]> {
    for (const action of sqlite.prepare(SELECT_ACTIONS).iterate(planId) as Iterable<ActionRecord>) {
      rows += 1;
      yield columns.map((column) => column.cell(action, planId));
    }
  };
  const written = writeFileSafely(path, formatCsv(columns.map((column) => column.header), cells(), options.format));
  return written.ok ? succeed({ rows }) : written;
}
