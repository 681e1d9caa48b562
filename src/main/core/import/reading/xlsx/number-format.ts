/** What a cell's number format makes of a number. `zeros` = digits it is padded to ("00000" for postal codes). */
export interface NumberFormat {
  readonly kind: 'plain' | 'date' | 'date_time' | 'time';
  readonly zeros: number;
}

const PLAIN: NumberFormat = { kind: 'plain', zeros: 0 };

/** Formats that stand for dates by number (ECMA-376 part 1, 18.8.30, and its East Asian ones). */
const BUILT_IN: Readonly<Record<number, NumberFormat['kind']>> = {
  14: 'date', 15: 'date', 16: 'date', 17: 'date', 18: 'time', 19: 'time', 20: 'time', 21: 'time', 22: 'date_time',
  27: 'date', 28: 'date', 29: 'date', 30: 'date', 31: 'date', 32: 'time', 33: 'time', 34: 'time', 35: 'time', 36: 'date',
  45: 'time', 46: 'time', 47: 'time', 50: 'date', 51: 'date', 52: 'date', 53: 'date', 54: 'date', 55: 'time', 56: 'time', 57: 'date', 58: 'date',
};

/** Reads a number format: `code` where the workbook defines it, else by its built-in number. */
export function readNumberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) {
    const kind = BUILT_IN[id];
    return kind === undefined ? PLAIN : { kind, zeros: 0 };
  }
  const bare = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[(?:\$[^\]]*|[A-Za-z]+\d*|[<>=][^\]]*)\]/gu, (part) => (/^\[(?:h+|m+|s+)\]$/iu.test(part) ? part : ''));
  if (/^0{2,20}$/u.test(bare)) return { kind: 'plain', zeros: bare.length };
  if (/general/iu.test(bare)) return PLAIN;
  const hasDay = /[yd]|m{3,}/iu.test(bare) || (/m/iu.test(bare) && !/[hs]/iu.test(bare));
  const hasTime = /[hs]/iu.test(bare);
  if (hasDay) return { kind: hasTime ? 'date_time' : 'date', zeros: 0 };
  return hasTime ? { kind: 'time', zeros: 0 } : PLAIN;
}

const pad = (value: number): string => String(value).padStart(2, '0');
const DAYS_BEFORE_1970 = 25_569;
const SECONDS_PER_DAY = 86_400;

/**
 * Text of a stored number as the planner reads it: dates as ISO, times as hh:mm:ss, whole numbers without exponent or
 * ".0". The 1900 system counts a 29 February 1900 that never was; days before it are one off, as in a spreadsheet.
 */
export function formatNumber(stored: string, format: NumberFormat, startsIn1904: boolean): string {
  const value = Number(stored);
  if (!Number.isFinite(value) || stored.trim() === '') return stored;
  if (format.kind === 'plain') {
    if (!Number.isInteger(value)) return String(value);
    const whole = Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
    return format.zeros > 0 && value >= 0 ? whole.padStart(format.zeros, '0') : whole;
  }
  const serial = startsIn1904 ? value + 1462 : value < 60 && value >= 1 ? value + 1 : value;
  let day = Math.floor(serial);
  let second = Math.round((serial - day) * SECONDS_PER_DAY);
  if (second === SECONDS_PER_DAY) {
    day += 1;
    second = 0;
  }
  const time = `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`;
  if (format.kind === 'time' && value < 1) return time;
  const date = new Date((day - DAYS_BEFORE_1970) * SECONDS_PER_DAY * 1000);
  if (value < 0 || Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return stored;
  const iso = date.toISOString().slice(0, 10);
  return format.kind === 'date' && second === 0 ? iso : `${iso} ${time}`;
}
