import type { Dialect } from '../../../../engine/model/import.ts';
import { restoreCell } from '../../export/csv-writer.ts';
import { isBlankRow, looksLikeFooter } from './footer-rows.ts';
import type { Cells } from './record-scanner.ts';
import type { RecordSource } from './record-source.ts';

/** Receives a table row by row. Row numbers count data records from 1. */
export interface TableHandlers {
  /** Names of the columns; called once, before any row. */
  onColumns(names: string[]): void;
  onRow(cells: Cells, row: number): void;
  /** A row whose cells do not fit the columns. */
  onRaggedRow(cells: Cells, row: number, reason: string): void;
  /** After each batch; true ends the reading. */
  onBatch?(): boolean;
}

/** What stood in a file besides its records. */
export interface TableCounts {
  rows: number;
  readonly skipped: { blank: number; footer: number };
}

const MAX_FOOTER_ROWS = 200;

/** Unique, non-empty names of the columns: `Column 3` for a nameless one, `Name (2)` for a repeated one. */
export function nameColumns(header: Cells): string[] {
  const used = new Set<string>();
  return header.map((cell, at) => {
    const base = cell.trim() === '' ? `Column ${at + 1}` : cell.trim();
    let name = base;
    for (let copy = 2; used.has(name); copy += 1) name = `${base} (${copy})`;
    used.add(name);
    return name;
  });
}

/**
 * Reads a file's records as a table: lines before the header, blank lines and footers are told from data, ragged rows from
 * sound ones. Empty cells beyond the last column are dropped. A suspected footer is held back until it is known whether
 * records follow.
 */
export async function readTable(source: RecordSource, dialect: Dialect, handlers: TableHandlers): Promise<TableCounts> {
  const counts: TableCounts = { rows: 0, skipped: { blank: 0, footer: 0 } };
  const isPadded = source.hasShortRows;
  let toSkip = dialect.skipRows + (dialect.hasSepLine ? 1 : 0);
  let width = -1;
  let namedWidth = 0;
  const held: { cells: Cells; broken: string | null }[] = [];

  const takeColumns = (cells: Cells): void => {
    const header = dialect.hasHeader ? cells : cells.map(() => '');
    width = header.length;
    namedWidth = dialect.hasHeader ? header.findLastIndex((cell) => cell.trim() !== '') + 1 : width;
    handlers.onColumns(nameColumns(header));
  };
  const takeRow = (cells: Cells, broken: string | null): void => {
    counts.rows += 1;
    if (dialect.neutralised) for (let at = 0; at < cells.length; at += 1) cells[at] = restoreCell(cells[at] ?? '');
    if (broken !== null) return handlers.onRaggedRow(cells, counts.rows, broken);
    if (cells.length !== width) {
      while (cells.length > width && cells[cells.length - 1] === '') cells.pop();
      if (cells.length > width || (cells.length < namedWidth && !isPadded)) return handlers.onRaggedRow(cells, counts.rows, `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}. Expected ${namedWidth}.`);
      while (cells.length < width) cells.push('');
    }
    handlers.onRow(cells, counts.rows);
  };
  const release = (): void => {
    for (const row of held) takeRow(row.cells, row.broken);
    held.length = 0;
  };
  const takeRecord = (cells: Cells, broken: string | null): void => {
    if (toSkip > 0) {
      toSkip -= 1;
      return;
    }
    if ((cells[0] === '' || cells.length === 1 || cells[0]?.trim() === '') && isBlankRow(cells)) {
      counts.skipped.blank += 1;
      return;
    }
    if (width < 0) {
      takeColumns(cells);
      if (dialect.hasHeader) return;
    }
    if (source.hasFooters && mayBeFooter(cells, width) && looksLikeFooter(cells, width)) {
      held.push({ cells, broken });
      if (held.length > MAX_FOOTER_ROWS) release();
      return;
    }
    if (held.length > 0) release();
    takeRow(cells, broken);
  };

  for await (const batch of source.batches()) {
    const last = batch.records.length - 1;
    const openQuote = batch.isBroken === true ? `A quote (${dialect.quote}) is opened and never closed.` : null;
    const { broken } = batch;
    batch.records.forEach((cells, at) => takeRecord(cells, at === last && openQuote !== null ? openQuote : (broken?.get(cells) ?? null)));
    if (handlers.onBatch?.() === true) return counts;
  }
  counts.skipped.footer = held.length;
  return counts;
}

/** Cheap test before the real one: a footer leaves cells empty or out. */
function mayBeFooter(cells: Cells, width: number): boolean {
  return cells.length < width || cells[0] === '' || cells[1] === '' || cells[width - 1] === '' || cells.length === 2;
}
