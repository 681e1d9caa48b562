import type { DateOrder } from '../../../../engine/model/import.ts';
import { readMonthName } from './month-names.ts';

/** A point in time as written: day since 1970-01-01 and second of that day, −1 where only the day is given. */
export interface WrittenTime {
  readonly day: number;
  readonly second: number;
}

/** Reads the date of a cell, null where it holds none. */
export type DateReader = (text: string) => WrittenTime | null;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days since 1970-01-01 of a calendar day, NaN where there is no such day (civil-from-days arithmetic, proleptic Gregorian). */
export function countDays(year: number, month: number, date: number): number {
  if (month < 1 || month > 12 || date < 1 || date > ((month === 2 && isLeap(year) ? 29 : DAYS_IN_MONTH[month - 1]) ?? 0) || year < 1 || year > 9999) return Number.NaN;
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** Two-digit years count as 1969–2068, the POSIX convention. */
const fullYear = (year: number, digits: number): number => (digits > 2 ? year : year < 69 ? 2000 + year : 1900 + year);

const ISO = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const NUMERIC = /^(\d{1,2})([-/.\s])\s?(\d{1,2})\2\s?(\d{4}|\d{2})$/;
const YEAR_FIRST_SHORT = /^(\d{2})([-/.])(\d{1,2})\2(\d{1,2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const DAY_MONTH_NAME = /^(\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?:\s+|-|\/|\.)?\s*(?:de\s+|of\s+)?(\p{L}{3,}\.?)(?:\s+|-|\/|,|\.)*\s*(?:de\s+|del\s+)?(\d{4}|\d{2})$/iu;
const MONTH_NAME_DAY = /^(\p{L}{3,}\.?)(?:\s+|-|\/)(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+|-|\/)(\d{4}|\d{2})$/iu;
const WEEKDAY = /^\p{L}{2,}\.?,?\s+(?=\d|\p{L})/u;
const TIME = /(?:[T\s]|,\s)\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/iu;
const COMPACT_TIME = /^(\d{8})[T\s]?(\d{2})(\d{2})(\d{2})?Z?$/;

function readSecond(hourText: string, minuteText: string, secondText: string | undefined, half: string | undefined): number {
  let hour = Number(hourText);
  const minute = Number(minuteText);
  const second = Number(secondText ?? 0);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return Number.NaN;
    hour = (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
  }
  return hour > 23 || minute > 59 || second > 59 ? Number.NaN : hour * 3600 + minute * 60 + second;
}

function readNumericDay(text: string, order: DateOrder): number {
  const iso = ISO.exec(text);
  if (iso !== null) return countDays(Number(iso[1]), Number(iso[3]), Number(iso[4]));
  const compact = COMPACT.exec(text);
  if (compact !== null) return countDays(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  if (order === 'ymd') {
    const short = YEAR_FIRST_SHORT.exec(text);
    if (short !== null) return countDays(fullYear(Number(short[1]), 2), Number(short[3]), Number(short[4]));
    return Number.NaN;
  }
  const numeric = NUMERIC.exec(text);
  if (numeric === null || order === 'unknown') return Number.NaN;
  const [, first = '', , second = '', yearText = ''] = numeric;
  const year = fullYear(Number(yearText), yearText.length);
  return order === 'dmy' ? countDays(year, Number(second), Number(first)) : countDays(year, Number(first), Number(second));
}

function readNamedDay(text: string): number {
  for (const candidate of [text, text.replace(WEEKDAY, '')]) {
    const dayFirst = DAY_MONTH_NAME.exec(candidate);
    if (dayFirst !== null) {
      const month = readMonthName(dayFirst[2] ?? '');
      const yearText = dayFirst[3] ?? '';
      if (month !== null) return countDays(fullYear(Number(yearText), yearText.length), month, Number(dayFirst[1]));
    }
    const monthFirst = MONTH_NAME_DAY.exec(candidate);
    if (monthFirst !== null) {
      const month = readMonthName(monthFirst[1] ?? '');
      const yearText = monthFirst[3] ?? '';
      if (month !== null) return countDays(fullYear(Number(yearText), yearText.length), month, Number(monthFirst[2]));
    }
  }
  return Number.NaN;
}

const digitsAt = (text: string, at: number): number => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
const areDigits = (text: string, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
};

/** The common export form `2024-03-01` with an optional ` 10:15` or `T10:15:30`; undefined where the text has another form. */
function readPlainIso(text: string): WrittenTime | null | undefined {
  const length = text.length;
  if ((length !== 10 && length !== 16 && length !== 19) || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
  if (!areDigits(text, 0, 4) || !areDigits(text, 5, 7) || !areDigits(text, 8, 10)) return undefined;
  const day = countDays(digitsAt(text, 0) * 100 + digitsAt(text, 2), digitsAt(text, 5), digitsAt(text, 8));
  if (Number.isNaN(day)) return null;
  if (length === 10) return { day, second: -1 };
  const separator = text.charCodeAt(10);
  if ((separator !== 32 && separator !== 84) || text.charCodeAt(13) !== 58 || !areDigits(text, 11, 13) || !areDigits(text, 14, 16)) return undefined;
  if (length === 19 && (text.charCodeAt(16) !== 58 || !areDigits(text, 17, 19))) return undefined;
  const hour = digitsAt(text, 11);
  const minute = digitsAt(text, 14);
  const second = length === 19 ? digitsAt(text, 17) : 0;
  return hour > 23 || minute > 59 || second > 59 ? null : { day, second: hour * 3600 + minute * 60 + second };
}

const EXCEL_EPOCH_DAY = -25_569;
const SERIAL = /^\d{4,5}(?:\.\d+)?$/;

function readSerial(text: string): WrittenTime | null {
  if (!SERIAL.test(text)) return null;
  const serial = Number(text);
  const whole = Math.floor(serial);
  const second = Math.round((serial - whole) * 86_400) % 86_400;
  return whole < 10_000 ? null : { day: whole + EXCEL_EPOCH_DAY, second: text.includes('.') ? second : -1 };
}

/**
 * Makes a reader for dates whose day and month stand in a known order. ISO, compact (20240301), month names in English,
 * German, French and Spanish and times of day are read under any order. A time zone is read over: the clock time stays as
 * written. `serial` also reads a workbook's day numbers.
 */
export function createDateReader(order: DateOrder, options: { serial?: boolean } = {}): DateReader {
  return (cell) => {
    const plain = readPlainIso(cell);
    if (plain !== undefined) return plain;
    const text = cell.trim();
    if (text === '' || text.length > 60) return null;
    const compact = COMPACT_TIME.exec(text);
    if (compact !== null) {
      const day = readNumericDay(compact[1] ?? '', 'ymd');
      const second = readSecond(compact[2] ?? '', compact[3] ?? '', compact[4], undefined);
      return Number.isNaN(day) || Number.isNaN(second) ? null : { day, second };
    }
    const time = TIME.exec(text);
    const second = time === null ? -1 : readSecond(time[1] ?? '', time[2] ?? '', time[3], time[4]);
    if (Number.isNaN(second)) return null;
    const date = (time === null ? text : text.slice(0, time.index)).trim();
    let day = readNumericDay(date, order);
    if (Number.isNaN(day)) day = readNamedDay(date);
    if (!Number.isNaN(day)) return { day, second };
    return options.serial === true ? readSerial(text) : null;
  };
}

/** What a cell says about the order of day and month. `fixed` = it needs none (ISO, month name), `none` = no date. */
export type DateEvidence = 'fixed' | 'dmy' | 'mdy' | 'both' | 'none';

const readFixed = createDateReader('unknown');
const readDayFirst = createDateReader('dmy');
const readMonthFirst = createDateReader('mdy');

/** Cells that are no date at a glance: without a digit, or a plain number of up to seven digits. */
const NO_DATE = /^(?:\D*|\s*[-+]?\d{1,7}(?:[.,]\d*)?\s*)$/;

/** Which orders read this cell as a date. A date with points counts as day first: no one writes months first with points. */
export function dateEvidence(cell: string): DateEvidence {
  if (NO_DATE.test(cell)) return 'none';
  if (readFixed(cell) !== null) return 'fixed';
  const isDayFirst = readDayFirst(cell) !== null;
  const isMonthFirst = readMonthFirst(cell) !== null;
  if (isDayFirst && isMonthFirst) return /^\s*\d{1,2}\.\s?\d{1,2}\./.test(cell) ? 'dmy' : 'both';
  return isDayFirst ? 'dmy' : isMonthFirst ? 'mdy' : 'none';
}
