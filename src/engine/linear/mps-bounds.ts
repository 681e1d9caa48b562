import { createLineFault, createUnsupportedFault, type LineFault } from './line-fault.ts';
import type { MpsColumn, MpsDraft } from './mps-draft.ts';
import { parseModelBound } from './model-number.ts';

/** Sets a bound of a column from the value of its line; answers what was expected where the value is impossible. */
type ApplyBound = (column: MpsColumn, value: number) => string | null;

const setUpper: ApplyBound = (column, value) => {
  if (value === -Infinity) return 'a number or +inf';
  column.upper = value;
  if (value < 0 && !column.hasLower) column.lower = -Infinity;
  return null;
};

const setLower: ApplyBound = (column, value) => {
  if (value === Infinity) return 'a number or -inf';
  column.lower = value;
  column.hasLower = true;
  return null;
};

function setWhole(apply: ApplyBound): ApplyBound {
  return (column, value) => {
    if (Number.isFinite(value) && !Number.isInteger(value)) return 'a whole number';
    column.isInteger = true;
    return apply(column, value);
  };
}

const valuedBounds: Readonly<Record<string, ApplyBound>> = {
  UP: setUpper,
  LO: setLower,
  UI: setWhole(setUpper),
  LI: setWhole(setLower),
  FX: (column, value) => {
    if (!Number.isFinite(value)) return 'a number';
    column.upper = value;
    return setLower(column, value);
  },
};

const plainBounds: Readonly<Record<string, (column: MpsColumn) => void>> = {
  FR: (column) => {
    column.lower = -Infinity;
    column.upper = Infinity;
    column.hasLower = true;
  },
  MI: (column) => {
    column.lower = -Infinity;
    column.hasLower = true;
  },
  PL: (column) => {
    column.upper = Infinity;
  },
  BV: (column) => {
    column.isInteger = true;
    column.lower = 0;
    column.upper = 1;
    column.hasLower = true;
  },
};

const BOUND_TYPES = 'a bound type UP, LO, FX, FR, MI, PL, BV, LI or UI';

/** Set, column and value of a bound line; the set name may be missing, and a type without value may still carry one. */
function splitBound(fields: readonly string[], needsValue: boolean, draft: MpsDraft): { set: string; column: string; value: string | undefined } | null {
  const [, first, second, third] = fields;
  if (fields.length === 4) return { set: first!, column: second!, value: third };
  if (fields.length === 2) return needsValue ? null : { set: '', column: first!, value: undefined };
  if (fields.length !== 3) return null;
  const hasSet = !needsValue && draft.columnIndex.has(second!);
  return hasSet ? { set: first!, column: second!, value: undefined } : { set: '', column: first!, value: second };
}

/**
 * Reads one line of the BOUNDS section. A negative UP without an explicit lower bound opens the lower bound; the first
 * bound of an integer column of a MARKER block replaces that block's default of 0…1 by 0…∞.
 */
export function readBoundLine(draft: MpsDraft, fields: readonly string[], line: number): LineFault | null {
  const type = fields[0]?.toUpperCase() ?? '';
  if (type === 'SC' || type === 'SI' || type === 'SN') return createUnsupportedFault(line, type, 'A semi-continuous column');
  const applyValue = Object.hasOwn(valuedBounds, type) ? valuedBounds[type] : undefined;
  const applyPlain = Object.hasOwn(plainBounds, type) ? plainBounds[type] : undefined;
  if (applyValue === undefined && applyPlain === undefined) return createLineFault(line, fields[0] ?? '', BOUND_TYPES);
  const parts = splitBound(fields, applyValue !== undefined, draft);
  if (parts === null) return createLineFault(line, fields.join(' '), `${type}, a bound set, a column${applyValue ? ' and a number' : ''}`);
  const index = draft.columnIndex.get(parts.column);
  const column = index === undefined ? undefined : draft.columns[index];
  if (column === undefined) return createLineFault(line, parts.column, 'a column of the COLUMNS section', { code: 'UNKNOWN_REFERENCE' });
  draft.boundSet ??= parts.set;
  if (draft.boundSet !== parts.set) return null;

  if (column.isInteger && !column.hasBound) column.upper = Infinity;
  column.hasBound = true;
  if (applyPlain !== undefined) {
    applyPlain(column);
    return null;
  }
  const value = parseModelBound(parts.value ?? '');
  if (value === null) return createLineFault(line, parts.value ?? '', 'a number');
  const expected = applyValue?.(column, value) ?? null;
  return expected === null ? null : createLineFault(line, parts.value ?? '', expected);
}
