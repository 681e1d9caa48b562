import type { ReactNode } from 'react';

export type RowId = string | number;

export interface GridSort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

/** What the grid asks for: rows `offset` … `offset + limit − 1` in this order, holding this text. */
export interface GridRequest {
  readonly offset: number;
  readonly limit: number;
  readonly sort: readonly GridSort[];
  /** Trimmed; empty where nothing is searched for. */
  readonly search: string;
}

export interface GridAnswer<Row> {
  /** Rows that match, on all pages together. */
  readonly total: number;
  readonly rows: readonly Row[];
  /** Formatted totals over ALL matching rows, by field. */
  readonly totals?: Readonly<Record<string, string>>;
}

/** One column of a grid. `text` is what a cell says: shown, copied and read out. */
export interface GridColumn<Row> {
  readonly field: string;
  readonly label: string;
  /** Stands in the header, never in the cells: "€", "days". */
  readonly unit?: string;
  readonly text: (row: Row) => string;
  /** Drawn instead of the text, such as an interval bar; the text stays its accessible name. */
  readonly render?: (row: Row) => ReactNode;
  /** Right-aligned figures. */
  readonly isNumeric?: boolean;
  /** True unless said otherwise. */
  readonly isSortable?: boolean;
  readonly isHiddenAtFirst?: boolean;
  readonly width?: number;
}

/** Rows a page may have at most (community edition). */
export const PAGE_SIZE = 100;

/** Header of a column with its unit. */
export const headerOf = (column: { readonly label: string; readonly unit?: string }): string => (column.unit === undefined ? column.label : `${column.label} (${column.unit})`);
