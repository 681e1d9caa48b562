import type { FileInspection, DateOrder, Dialect } from '../../../../engine/model/import.ts';
import { createDateReader, dateEvidence } from '../values/read-date.ts';
import { createNumberReader } from '../values/read-number.ts';
import { readFlag } from '../values/read-flag.ts';
import { isNpi } from '../values/npi.ts';
import { headerWords } from './header-names.ts';

export type ColumnKind = FileInspection['columns'][number]['kind'];

/** Which orders of day and month the cells of a column allow. */
export interface OrderEvidence {
  fixed: number;
  dmy: number;
  mdy: number;
  both: number;
  none: number;
}

export const createOrderEvidence = (): OrderEvidence => ({ fixed: 0, dmy: 0, mdy: 0, both: 0, none: 0 });

export function addOrderEvidence(evidence: OrderEvidence, cell: string): void {
  if (cell.trim() !== '') evidence[dateEvidence(cell)] += 1;
}

const CLEAR_SHARE = 0.9;

/**
 * Order of day and month of a whole column: the only one its cells allow; where both kinds occur, the one that nine in ten
 * deciding cells show; `unknown` where the cells fit both orders. Cells that need no order decide nothing.
 */
export function decideOrder({ fixed, dmy, mdy, both }: OrderEvidence): DateOrder {
  const deciding = dmy + mdy;
  if (deciding === 0) return both > 0 ? 'unknown' : fixed > 0 ? 'ymd' : 'unknown';
  if (dmy >= deciding * CLEAR_SHARE) return 'dmy';
  return mdy >= deciding * CLEAR_SHARE ? 'mdy' : 'unknown';
}

/** What the cells of one column look like. */
export interface ColumnProfile {
  readonly name: string;
  readonly words: string;
  readonly kind: ColumnKind;
  readonly dateOrder: DateOrder | null;
  readonly order: OrderEvidence;
  /** Share of cells that hold something. */
  readonly filled: number;
  readonly distinct: number;
  readonly rows: number;
  readonly examples: string[];
  /** Distinct values, at most MAX_VALUES of them, in order of appearance. */
  readonly values: string[];
}

const MAX_VALUES = 200;
const EMAIL = /^[^\s@<>"]+@[^\s@]+\.[^\s@]{2,}$/u;
const PHONE = /^\+?[\d\s().\-/x]{7,}$/u;
const POSTAL_WORDS = /\b(?:zip|postal|postcode|plz|postleitzahl|cp)\b/u;
const PHONE_WORDS = /\b(?:phone|telephone|tel|mobile|fax|telefon|telefono|handy)\b/u;
const DATE_WORDS = /\b(?:date|datum|fecha|day|time|timestamp|birthday)\b/u;
const ID_WORDS = /\b(?:id|key|number|no|nr)\b/u;
const MOSTLY = 0.9;
/** So many cells that all say the same are a flag; a single 1 may be anything. */
const LEAST_FLAG_CELLS = 10;

/** Looks at the cells of one column of a sample. */
export function profileColumn(name: string, cells: readonly string[], decimal: Dialect['decimal']): ColumnProfile {
  const words = headerWords(name);
  const filledCells = cells.filter((cell) => cell.trim() !== '');
  const distinctValues = new Set(filledCells.map((cell) => cell.trim()));
  const values = [...distinctValues].slice(0, MAX_VALUES);
  const order = createOrderEvidence();
  for (const cell of filledCells) addOrderEvidence(order, cell);
  const total = filledCells.length;
  const share = (test: (cell: string) => boolean): number => (total === 0 ? 0 : filledCells.filter((cell) => test(cell.trim())).length / total);
  const readNumber = createNumberReader(decimal);
  const readAnyDate = createDateReader(decideOrder(order) === 'mdy' ? 'mdy' : 'dmy');

  const namesId = ID_WORDS.test(words);

  const decideKind = (): ColumnKind => {
    if (total === 0) return 'empty';
    if (share((cell) => EMAIL.test(cell)) >= MOSTLY) return 'email';
    if (share(isNpi) >= MOSTLY) return 'npi';
    const isNumeric = share((cell) => readNumber(cell) !== null) >= MOSTLY;
    const isDate = (total - order.none) / total >= (DATE_WORDS.test(words) ? 0.5 : MOSTLY);
    if (isDate && (!isNumeric || DATE_WORDS.test(words))) return share((cell) => (readAnyDate(cell)?.second ?? -1) >= 0) > 0.5 ? 'date_time' : 'date';
    if (POSTAL_WORDS.test(words) && share((cell) => cell.length <= 12) >= MOSTLY) return 'postal_code';
    if (PHONE_WORDS.test(words) || (!isNumeric && share((cell) => PHONE.test(cell)) >= MOSTLY)) return 'phone';
    if (!namesId && distinctValues.size <= 3 && (distinctValues.size > 1 || total >= LEAST_FLAG_CELLS) && share((cell) => readFlag(cell) !== null) === 1) return 'flag';
    const hasLeadingZeros = filledCells.some((cell) => /^0\d/.test(cell.trim()));
    if (isNumeric && !hasLeadingZeros && !namesId) return 'number';
    if (distinctValues.size >= total * 0.95 && share((cell) => /^[^\s]*\d[^\s]*$/u.test(cell)) >= MOSTLY) return 'id';
    if (isNumeric) return hasLeadingZeros ? 'id' : 'number';
    return distinctValues.size <= Math.max(20, total * 0.05) && distinctValues.size < total ? 'category' : 'text';
  };
  const kind = decideKind();
  return {
    name,
    words,
    kind,
    dateOrder: kind === 'date' || kind === 'date_time' ? decideOrder(order) : null,
    order,
    filled: cells.length === 0 ? 0 : total / cells.length,
    distinct: distinctValues.size,
    rows: cells.length,
    examples: values.slice(0, 5),
    values,
  };
}
