/** One record of a delimited file. */
export type Cells = string[];

export interface ScannerOptions {
  readonly delimiter: string;
  readonly quote: string;
  /** Spaces after a delimiter belong to the layout, not to the cell. */
  readonly skipsSpace?: boolean;
}

/** A record longer than this has a quote that was never closed. */
export const MAX_RECORD_CHARACTERS = 8_000_000;

/**
 * Cuts delimited text into records, piece by piece. Line ends are LF, CRLF or CR, mixed as they come. A cell that starts
 * with the quote ends at the next quote that a delimiter or line end follows (spaces between are dropped); a doubled quote
 * stands for one; any other quote inside is text. Memory: one record and one piece.
 */
export interface RecordScanner {
  /** Records that are complete with this piece; `isLast` also completes what is left. */
  push(piece: string, isLast: boolean): Cells[];
  /** True after the end, where the last record opened a quote that never closed. */
  readonly hasOpenQuote: boolean;
  /** Characters that wait for the end of their record. */
  readonly pending: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/**
 * Records of text without any quote: the fast way, a few string searches per record. Cells are gathered in one array and
 * each record is a slice of it: V8 may give an array literal of such a loop a place among long-lived objects from the
 * start, and short-lived cells then stay in memory until the next full collection.
 */
function splitPlain(text: string, delimiter: string): Cells[] {
  const records: Cells[] = [];
  const cells: Cells = [];
  const end = text.length;
  const find = (what: string, from: number): number => {
    const at = text.indexOf(what, from);
    return at < 0 ? end : at;
  };
  let start = 0;
  let feed = find('\n', 0);
  let back = find('\r', 0);
  let separator = find(delimiter, 0);
  while (start < end) {
    const lineEnd = Math.min(feed, back);
    let count = 0;
    let from = start;
    while (separator < lineEnd) {
      cells[count] = text.slice(from, separator);
      count += 1;
      from = separator + 1;
      separator = find(delimiter, from);
    }
    cells[count] = text.slice(from, lineEnd);
    records.push(cells.slice(0, count + 1));
    start = back < feed && feed === back + 1 ? feed + 1 : lineEnd + 1;
    if (feed < start) feed = find('\n', start);
    if (back < start) back = find('\r', start);
  }
  return records;
}

/** End of the last line that is surely complete; a CR at the very end may still be half of a CRLF. */
function completeEnd(text: string): number {
  const feed = text.lastIndexOf('\n');
  const back = text.lastIndexOf('\r', text.length - 2);
  return Math.max(feed, back) + 1;
}

export function createRecordScanner(options: ScannerOptions): RecordScanner {
  const { delimiter, quote, skipsSpace = false } = options;
  const delimiterCode = delimiter.charCodeAt(0);
  const quoteCode = quote.charCodeAt(0);
  let rest = '';
  let hasOpenQuote = false;

  const isEnd = (code: number): boolean => code === delimiterCode || code === LINE_FEED || code === CARRIAGE_RETURN;

  /** Records from text that holds quotes; sets `rest` to what is not complete. */
  const scanQuoted = (text: string, isLast: boolean): Cells[] => {
    const records: Cells[] = [];
    const cells: Cells = [];
    const length = text.length;
    let recordStart = 0;
    let count = 0;
    let at = 0;
    for (;;) {
      if (skipsSpace) while (at < length && text.charCodeAt(at) === SPACE && delimiterCode !== SPACE) at += 1;
      let cell: string;
      if (at < length && text.charCodeAt(at) === quoteCode) {
        const contentStart = at + 1;
        let search = contentStart;
        let close = -1;
        let after = -1;
        for (;;) {
          const found = text.indexOf(quote, search);
          if (found < 0) break;
          if (text.charCodeAt(found + 1) === quoteCode) {
            search = found + 2;
            continue;
          }
          let next = found + 1;
          if (delimiterCode !== SPACE) while (next < length && text.charCodeAt(next) === SPACE) next += 1;
          if (next >= length) {
            if (!isLast) break;
            close = found;
            after = length;
            break;
          }
          if (isEnd(text.charCodeAt(next))) {
            close = found;
            after = next;
            break;
          }
          search = found + 1;
        }
        if (close < 0) {
          if (!isLast) break;
          hasOpenQuote = true;
          close = length;
          after = length;
        }
        const raw = text.slice(contentStart, close);
        cell = raw.includes(quote) ? raw.replaceAll(quote + quote, quote) : raw;
        at = after;
      } else {
        const start = at;
        while (at < length && !isEnd(text.charCodeAt(at))) at += 1;
        cell = text.slice(start, at);
      }
      if (at >= length) {
        if (!isLast) break;
        cells[count] = cell;
        records.push(cells.slice(0, count + 1));
        recordStart = length;
        break;
      }
      cells[count] = cell;
      count += 1;
      const code = text.charCodeAt(at);
      if (code === delimiterCode) {
        at += 1;
        continue;
      }
      if (code === CARRIAGE_RETURN) {
        if (at + 1 >= length && !isLast) break;
        at += text.charCodeAt(at + 1) === LINE_FEED ? 2 : 1;
      } else at += 1;
      records.push(cells.slice(0, count));
      count = 0;
      recordStart = at;
      if (at >= length) break;
    }
    rest = text.slice(recordStart);
    return records;
  };

  return {
    push(piece, isLast) {
      const text = rest === '' ? piece : rest + piece;
      if (text === '') return [];
      if (!skipsSpace && !text.includes(quote)) {
        const end = isLast ? text.length : completeEnd(text);
        rest = text.slice(end);
        return splitPlain(end === text.length ? text : text.slice(0, end), delimiter);
      }
      return scanQuoted(text, isLast);
    },
    get hasOpenQuote() {
      return hasOpenQuote;
    },
    get pending() {
      return rest.length;
    },
  };
}
