/** Reads the number a cell holds, null where it holds none. */
export type NumberReader = (text: string) => number | null;

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const CURRENCY = /^(?:[$€£¥₣₹]|(?:US|A|C|NZ|HK|S|R)\$|[A-Z]{3}|Fr\.?|kr\.?|zł|Kč|Rs\.?)$/u;
const PARTS = /^([^\d.,(+\-–−]*)\s*(\()?\s*([+\-–−]?)\s*([^\d.,(+\-–−]*)\s*(\d[\d.,'’\s  _]*|[.,]\d+)(?:[eE]([+-]?\d{1,3}))?\s*(\))?\s*(-?)\s*([^\d.,]*)$/u;

const isUnit = (text: string): boolean => text === '' || CURRENCY.test(text);

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/**
 * Makes a reader for one way of writing decimals. Thousands may be grouped by the other mark, spaces or apostrophes, but
 * only in groups of three; money signs, codes, a trailing percent sign (50 % = 0.5), a leading or trailing minus and
 * parentheses for negatives are read. Anything else is no number.
 */
export function createNumberReader(decimal: '.' | ','): NumberReader {
  const group = decimal === '.' ? ',' : '.';
  const shape = new RegExp(`^(?:\\d+|\\d{1,3}(?:${escape(group)}\\d{3})+|\\d{1,3}(?:[\\s\\u00a0\\u202f]\\d{3})+|\\d{1,3}(?:['’]\\d{3})+)?(?:${escape(decimal)}\\d*)?$`, 'u');
  return (cell) => {
    if (decimal === '.' && PLAIN.test(cell)) return Number(cell);
    const text = cell.trim();
    const match = PARTS.exec(text);
    if (match === null) return null;
    const [, before = '', open, sign = '', between = '', digits = '', exponent, close, minusAfter = '', after = ''] = match;
    const unitAfter = after.trim();
    const isPercent = unitAfter === '%';
    if (!isUnit(before.trim()) || !isUnit(between.trim()) || !(isPercent || isUnit(unitAfter)) || (open === undefined) !== (close === undefined)) return null;
    const trimmed = digits.trim();
    if (!shape.test(trimmed) || !/\d/.test(trimmed)) return null;
    const plain = trimmed.replace(new RegExp(`[${escape(group)}\\s\\u00a0\\u202f'’]`, 'gu'), '').replace(decimal, '.');
    const value = Number(exponent === undefined ? plain : `${plain}e${exponent}`);
    if (!Number.isFinite(value)) return null;
    const isNegative = sign === '-' || sign === '–' || sign === '−' || open !== undefined || minusAfter === '-';
    const scaled = isPercent ? value / 100 : value;
    return isNegative ? -scaled : scaled;
  };
}

/** Which decimal mark a cell shows: `,`, `.`, or null where it fits both (1,234 or 1.234) or is no number. */
export function decimalEvidence(cell: string): '.' | ',' | null {
  const text = cell.trim();
  if (!/^[^A-Za-z]*\d[\d.,\s]*[^A-Za-z\d]*$/u.test(text)) return null;
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  if (comma < 0 && point < 0) return null;
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.';
  const mark = comma >= 0 ? ',' : '.';
  const parts = text.split(mark);
  if (parts.length !== 2) return null;
  const fraction = (parts[1] ?? '').replace(/\D+$/u, '');
  const whole = (parts[0] ?? '').replace(/^\D+/u, '');
  if (fraction.length === 3 && whole.length > 0 && whole.length <= 3 && whole !== '0') return null;
  return mark;
}
