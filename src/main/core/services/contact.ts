import type { z } from 'zod';
import type { Audience, ContactDetail, ContactPage } from '../../../contract/contact.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { ContactFilter, ContactSort } from '../../../engine/model/filter.ts';
import type { CsvFormat } from '../../../engine/model/csv-format.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { nextAudienceId, readAudience, readAudiences, type StoredAudience } from '../db/repositories/audience.ts';
import { readCampaignsOfAudience } from '../db/repositories/campaign.ts';
import { countContacts, iterateContactCells, readContact, readContactColumns, readContactPage, readFacet, readTimeline, type ColumnInfo } from '../db/repositories/contact.ts';
import { readEstimates } from '../db/repositories/response.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { formatCsv } from '../export/csv-writer.ts';
import { writeFileSafely } from '../export/write-file.ts';
import type { EditService } from './edit.ts';

type AudienceInfo = z.infer<typeof Audience>;
type FacetValue = { value: string | null; contacts: number };
type PageQuery = { filter: ContactFilter; sort: ContactSort[]; offset: number; limit: number };
type ExportQuery = { filter: ContactFilter; sort: ContactSort[]; columns: string[]; format: CsvFormat };

const TIMELINE_LIMIT = 500;
const CSV_FILTER = [{ name: 'CSV', extensions: ['csv'] }];

/** Contacts of the open workspace: paged, filtered, counted, exported; and saved audiences. */
export function createContactService(context: CoreContext, edits: EditService) {
  let knownColumns: { sqlite: Sqlite; revision: number; columns: ColumnInfo[] } | null = null;

  const columnsOf = (sqlite: Sqlite): ColumnInfo[] => {
    const revision = readRevisions(sqlite).contacts;
    if (knownColumns?.sqlite !== sqlite || knownColumns.revision !== revision) knownColumns = { sqlite, revision, columns: readContactColumns(sqlite) };
    return knownColumns.columns;
  };
  const numericColumns = (sqlite: Sqlite): Set<string> => new Set(columnsOf(sqlite).filter((info) => info.numeric).map((info) => info.column));
  const withSqlite = <T>(work: (sqlite: Sqlite) => Result<T>): Result<T> => {
    const session = requireSession(context);
    return session.ok ? work(session.value.database.sqlite) : session;
  };
  const describeAudience = (sqlite: Sqlite, audience: StoredAudience): AudienceInfo => ({ ...audience, contacts: countContacts(sqlite, audience.filter) });

  return {
    page: (query: PageQuery): Result<z.infer<typeof ContactPage>> => withSqlite((sqlite) => succeed(readContactPage(sqlite, query, numericColumns(sqlite)))),
    columns: (): Result<ColumnInfo[]> => withSqlite((sqlite) => succeed(columnsOf(sqlite))),
    facet: (query: { column: string; filter: ContactFilter; limit: number }): Result<FacetValue[]> =>
      withSqlite((sqlite) => succeed(readFacet(sqlite, query.column, query.filter, query.limit))),
    detail: (id: number): Result<z.infer<typeof ContactDetail>> =>
      withSqlite((sqlite) => {
        const contact = readContact(sqlite, id);
        if (contact === null) return fail('NOT_FOUND', `Contact ${id} does not exist.`);
        const timeline = readTimeline(sqlite, id, TIMELINE_LIMIT);
        return succeed({ contact, timeline: timeline.entries, timelineTotal: timeline.total, estimates: readEstimates(sqlite, id) });
      }),
    async exportCsv(query: ExportQuery): Promise<Result<{ path: string; rows: number } | null>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const chosen = await context.shell.chooseSavePath({ title: 'Export contacts', suggestedName: 'contacts.csv', filters: CSV_FILTER });
      if (!chosen.ok) return chosen;
      if (chosen.value === null) return succeed(null);
      const { sqlite } = session.value.database;
      const labels = new Map(columnsOf(sqlite).map((info) => [info.column, info.label]));
      let rows = 0;
      const cells = function* (): Generator<(string | number | null)[]> {
        for (const row of iterateContactCells(sqlite, query, numericColumns(sqlite))) {
          rows += 1;
          yield row;
        }
      };
      const written = writeFileSafely(chosen.value, formatCsv(query.columns.map((column) => labels.get(column) ?? column), cells(), query.format));
      return written.ok ? succeed({ path: chosen.value, rows }) : written;
    },
    listAudiences: (): Result<AudienceInfo[]> => withSqlite((sqlite) => succeed(readAudiences(sqlite).map((audience) => describeAudience(sqlite, audience)))),
    saveAudience(input: { id?: number | undefined; name: string; filter: ContactFilter }): Promise<Result<AudienceInfo>> {
      return edits.run(`Save audience ${input.name}`, (recorder, sqlite) => {
        const id = input.id ?? nextAudienceId(sqlite);
        if (input.id !== undefined && readAudience(sqlite, input.id) === null) return fail('NOT_FOUND', `Audience ${input.id} does not exist.`);
        if (readAudiences(sqlite).some((other) => other.id !== id && other.name === input.name)) return fail('CONFLICT', `Audience "${input.name}" already exists.`, { path: 'name' });
        recorder.put('audiences', { id, name: input.name, filter: JSON.stringify(input.filter) });
        return succeed(describeAudience(sqlite, { id, name: input.name, filter: input.filter }));
      });
    },
    removeAudience(id: number): Promise<Result<void>> {
      return edits.run('Remove audience', (recorder, sqlite) => {
        if (readAudience(sqlite, id) === null) return fail('NOT_FOUND', `Audience ${id} does not exist.`);
        const users = readCampaignsOfAudience(sqlite, id);
        if (users.length > 0) return fail('CONFLICT', `The audience is used by ${users.length === 1 ? `campaign ${users[0]}` : `${users.length} campaigns, the first ${users[0]}`}.`, { hint: 'Choose another audience there first.' });
        recorder.remove('audiences', { id });
        return succeed(undefined);
      });
    },
  };
}
export type ContactService = ReturnType<typeof createContactService>;
