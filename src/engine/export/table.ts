/** What a cell of a target may hold. Dates are day numbers, date-times ms since the epoch. */
export type CellType =
  /** Up to `max` characters, counted as UTF-16 units as the targets do. */
  | { readonly kind: 'text'; readonly max: number; readonly canShorten?: boolean }
  /** An id other rows and later loads find the record by; it stands as it is, so it starts no formula. */
  | { readonly kind: 'key'; readonly max: number }
  /** Record id of 15 or 18 characters. */
  | { readonly kind: 'salesforceId' }
  | { readonly kind: 'email'; readonly max: number }
  | { readonly kind: 'picklist'; readonly values: readonly string[] }
  | { readonly kind: 'number'; readonly min: number; readonly isWhole?: boolean }
  | { readonly kind: 'date' }
  | { readonly kind: 'dateTime' }
  | { readonly kind: 'flag' };

export type ExportCell = string | number | boolean | null;

export interface ExportColumn {
  /** Header as the target knows it. */
  readonly name: string;
  readonly type: CellType;
  readonly isRequired: boolean;
  /** True where no two rows may share the value; upper and lower case count as one, as external ids do by default. */
  readonly isUnique?: boolean;
  /** Table of the same export whose key this names: the row falls with its parent. */
  readonly joins?: string;
  /** What is missing where it is empty, in words. */
  readonly needs?: string;
}

/** Rows of one object of a target, all in memory: the largest plan is 50,000 actions. */
export interface ExportTable {
  readonly id: string;
  /** Object of the target. */
  readonly object: string;
  /** Name of its file, without folder. */
  readonly file: string;
  readonly columns: readonly ExportColumn[];
  /** Name of the column that children join. */
  readonly key: string;
  readonly rows: readonly (readonly ExportCell[])[];
  /** Contact of each row, null where it is about none. */
  readonly contacts: readonly (string | null)[];
}

/** Actions of the plan that a target has no place for. */
export interface LeftOut {
  readonly reason: string;
  readonly actions: number;
}

/** What a profile made of a plan, before it is checked. Tables stand in load order. */
export interface ExportDraft {
  readonly tables: readonly ExportTable[];
  readonly leftOut: readonly LeftOut[];
  /** Facts a planner should know before loading. */
  readonly notes: readonly string[];
}
