import { parseDay } from '../../../../engine/base/day.ts';
import type { DateOrder, ImportSettings, TargetMapping } from '../../../../engine/model/import.ts';
import type { Sqlite } from '../../db/connection.ts';
import { createGroupedRows, createKeyedRows } from '../staging/history-rows.ts';
import { createReferenceInterner, createWhatInterner } from '../staging/interner.ts';
import { DAY_OFFSET, historyRows, MOMENTS_PER_DAY, namesRows, referenceKinds } from '../staging/staging-schema.ts';
import type { TableFile } from '../staging/table-file.ts';
import { isNpi } from '../values/npi.ts';
import { createDateReader } from '../values/read-date.ts';
import { readFlag } from '../values/read-flag.ts';
import { createNumberReader } from '../values/read-number.ts';
import { EMAIL, MAX_KEY_LENGTH } from './contact-reader.ts';
import { createField, type Field } from './field-reader.ts';
import { cellProblem, type Problem } from './problem.ts';
import type { TargetReader } from './target-reader.ts';

const orderWords: Record<DateOrder, string> = { ymd: 'year-month-day', dmy: 'day/month/year', mdy: 'month/day/year', unknown: 'year-month-day' };
const MAX_NAME_LENGTH = 200;

/** Compiles the date of a target: its moment, or a problem. */
function createMomentReader(mapping: TargetMapping, columns: readonly string[], isWorkbook: boolean): (cells: readonly string[], row: number, problems: Problem[]) => number {
  const source = mapping.fields['date'];
  const momentOf = (day: number, second: number): number => (day + DAY_OFFSET) * MOMENTS_PER_DAY + second + 1;
  if (source?.column === undefined) {
    const moment = momentOf(parseDay(source?.constant ?? '') ?? 0, -1);
    return () => moment;
  }
  const order = source.dateOrder ?? 'ymd';
  const readDate = createDateReader(order, { serial: isWorkbook });
  const field = createField(source, columns);
  return (cells, row, problems) => {
    const text = field?.read(cells, row) ?? '';
    const date = readDate(text);
    if (date !== null) return momentOf(date.day, date.second);
    problems.push(cellProblem(field?.column ?? null, text, 'not a date', `a date as ${orderWords[order]}`));
    return 0;
  };
}

/** Compiles whose row it is: by id, else by e-mail, else by NPI, the first one that is filled. */
function createReferenceReader(sqlite: Sqlite, mapping: TargetMapping, columns: readonly string[]) {
  const entries = (
    [
      ['contact', 'key', referenceKinds.key],
      ['contact_email', 'email', referenceKinds.email],
      ['contact_npi', 'npi', referenceKinds.npi],
    ] as const
  ).flatMap(([name, kind, number]) => {
    const field = createField(mapping.fields[name], columns);
    return field === null ? [] : [{ field, kind, interner: createReferenceInterner(sqlite, number) }];
  });
  let text = '';
  let chosen = entries[0];
  return {
    read(cells: readonly string[], row: number, problems: Problem[]): void {
      for (const entry of entries) {
        text = entry.field.read(cells, row).trim();
        chosen = entry;
        if (text !== '') break;
      }
      const column = chosen?.field.column ?? null;
      if (text === '') problems.push(cellProblem(column, '', 'empty', 'the contact it belongs to'));
      else if (chosen?.kind === 'email') {
        text = text.toLowerCase();
        if (!EMAIL.test(text)) problems.push(cellProblem(column, text, 'not an e-mail address', 'name@domain'));
      } else if (chosen?.kind === 'npi' && !isNpi(text)) problems.push(cellProblem(column, text, 'not an NPI', '10 digits with a valid check digit'));
      else if (text.length > MAX_KEY_LENGTH) problems.push(cellProblem(column, text, `${text.length} characters long`, `an id of at most ${MAX_KEY_LENGTH}`));
    },
    intern: (): number => chosen?.interner.numberOf(text) ?? 0,
  };
}

/** Compiles an optional number: cost or value. */
function createAmountReader(field: Field | null, decimal: '.' | ',', least: number | null): (cells: readonly string[], row: number, problems: Problem[]) => number | null {
  if (field === null) return () => null;
  const readNumber = createNumberReader(decimal);
  return (cells, row, problems) => {
    const text = field.read(cells, row);
    if (text === '' || text.trim() === '') return null;
    const value = readNumber(text);
    if (value === null) problems.push(cellProblem(field.column, text, 'not a number', `a number with decimal ${decimal === '.' ? 'point' : 'comma'}`));
    else if (least !== null && value < least) problems.push(cellProblem(field.column, text, 'negative', `a number of ${least} or more`));
    return value;
  };
}

export interface HistoryReaderOptions {
  readonly sqlite: Sqlite;
  /** Where rows go that are grouped by contact. */
  readonly tables: TableFile;
  /** Number of the target in the settings. */
  readonly at: number;
  readonly settings: ImportSettings;
  readonly mapping: TargetMapping;
  readonly columns: readonly string[];
  readonly nameChannel: (text: string) => string;
}

/** Reads touches or outcomes. A row tells of none where its channel or name is mapped to nothing or its flag says no. */
export function createHistoryReader({ sqlite, tables, at, settings, mapping, columns, nameChannel }: HistoryReaderOptions): TargetReader {
  const isTouch = mapping.target === 'touches';
  const { decimal } = settings.dialect;
  const field = (name: string): Field | null => createField(mapping.fields[name], columns);
  const readMoment = createMomentReader(mapping, columns, settings.encoding === 'xlsx');
  const reference = createReferenceReader(sqlite, mapping, columns);
  const readAmount = createAmountReader(field(isTouch ? 'cost' : 'value'), decimal, isTouch ? 0 : null);
  const channelField = field('channel');
  const kindField = field('kind');
  const campaignField = isTouch ? field('campaign') : null;
  const flagField = isTouch ? null : field('flag');
  const sourceField = field('source_key');
  const required = isTouch ? channelField : kindField;
  const requiredSource = mapping.fields[isTouch ? 'channel' : 'kind'];
  const isAbsenceAllowed = settings.targets.length > 1 || requiredSource?.values !== undefined;
  const whats = createWhatInterner(sqlite, `staged_what_${at}`);
  const staged = namesRows(mapping) ? createKeyedRows(sqlite, `staged_${at}`) : createGroupedRows(tables.addTable(`staged_${at}`, historyRows(at)));
  const channelNames = new Map<string, string>();
  let isAbsent = false;
  let channel = '';
  let kind = '';
  let campaign = '';
  let moment = 0;
  let amount: number | null = null;
  let sourceKey: string | null = null;

  const readChannel = (text: string): string => {
    const known = channelNames.get(text);
    if (known !== undefined) return known;
    const name = text.trim() === '' ? '' : nameChannel(text);
    if (channelNames.size < 10_000) channelNames.set(text, name);
    return name;
  };
  const saysNo = (cells: readonly string[], row: number, problems: Problem[]): boolean => {
    if (flagField === null) return false;
    const text = flagField.read(cells, row);
    const flag = readFlag(text);
    if (flag === null) problems.push(cellProblem(flagField.column, text, 'neither yes nor no', 'yes or no, 1 or 0'));
    return flag === false;
  };

  return {
    read(cells, row, problems) {
      channel = channelField === null ? '' : readChannel(channelField.read(cells, row));
      kind = kindField === null ? '' : kindField.read(cells, row).trim();
      campaign = campaignField === null ? '' : campaignField.read(cells, row).trim();
      const name = isTouch ? channel : kind;
      isAbsent = (name === '' && isAbsenceAllowed) || saysNo(cells, row, problems);
      if (isAbsent) return;
      if (name === '') problems.push(cellProblem(required?.column ?? null, '', 'empty', isTouch ? 'a channel' : 'what happened'));
      if (name.length > MAX_NAME_LENGTH) problems.push(cellProblem(required?.column ?? null, name, `${name.length} characters long`, `at most ${MAX_NAME_LENGTH}`));
      reference.read(cells, row, problems);
      moment = readMoment(cells, row, problems);
      amount = readAmount(cells, row, problems);
      if (sourceField !== null) sourceKey = sourceField.read(cells, row).trim() || null;
    },
    stage(row) {
      if (!isAbsent) staged.add(row, reference.intern(), moment, whats.numberOf(channel, kind, campaign), amount, sourceKey);
    },
    flush: () => staged.flush(),
  };
}
