/** One row behind a chart. */
export type ChartDatum = Readonly<Record<string, string | number | null>>;

/** A column of the table view; `format` writes numbers, text stays as it is. */
export interface ChartColumn {
  readonly key: string;
  readonly label: string;
  readonly unit?: string;
  readonly format?: (value: number) => string;
}

/** A value of a datum as text; "–" where it is missing. */
export function textOf(column: ChartColumn, datum: ChartDatum): string {
  const value = datum[column.key];
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return value;
  return column.format?.(value) ?? String(value);
}
