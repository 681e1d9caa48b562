import type { GridCellParams, GridEventListener, MuiEvent } from '@mui/x-data-grid';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { GridApiCommunity } from '@mui/x-data-grid/internals';

/** Where the focus goes once another page is there. */
type Landing = { readonly at: 'first' | 'last'; readonly field: string };

/** Page and row a key leads to from a row of a page, or null where the grid itself handles it. */
export function pageStep(key: string, hasModifier: boolean, rowIndex: number, rowCount: number, page: number, lastPage: number): { readonly page: number; readonly at: 'first' | 'last' } | null {
  const isFirst = rowIndex === 0;
  const isLast = rowIndex === rowCount - 1;
  if (hasModifier) {
    if (key === 'Home' && page > 0) return { page: 0, at: 'first' };
    if (key === 'End' && page < lastPage) return { page: lastPage, at: 'last' };
    return null;
  }
  if ((key === 'ArrowDown' || key === 'PageDown') && isLast && page < lastPage) return { page: page + 1, at: 'first' };
  if ((key === 'ArrowUp' || key === 'PageUp') && isFirst && page > 0) return { page: page - 1, at: 'last' };
  return null;
}

interface GridKeyOptions<Row> {
  readonly api: RefObject<GridApiCommunity | null>;
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string | number;
  readonly page: number;
  readonly lastPage: number;
  /** True while the rows of another page are still shown. */
  readonly isTurning: boolean;
  readonly onPage: (page: number) => void;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly onToggle: ((row: Row) => void) | undefined;
}

/** Keys of a cell: arrows and page keys go on over page borders, Enter opens, Space selects. */
export function useGridKeys<Row extends object>({ api, rows, idOf, page, lastPage, isTurning, onPage, onOpen, onToggle }: GridKeyOptions<Row>): GridEventListener<'cellKeyDown'> {
  const landing = useRef<Landing | null>(null);
  useEffect(() => {
    const wanted = landing.current;
    const row = wanted?.at === 'first' ? rows[0] : rows.at(-1);
    if (wanted === null || isTurning || row === undefined) return undefined;
    landing.current = null;
    api.current?.setCellFocus(idOf(row), wanted.field);
    // The grid scrolls to the top of a new page by itself; this comes after it.
    const frame = requestAnimationFrame(() => {
      const focused = api.current?.state.focus.cell?.id;
      const rowIndex = rows.findIndex((candidate) => idOf(candidate) === focused);
      if (rowIndex >= 0) api.current?.scrollToIndexes({ rowIndex });
    });
    return () => cancelAnimationFrame(frame);
  }, [rows, isTurning, api, idOf]);

  return (params: GridCellParams<Row>, event: MuiEvent<KeyboardEvent>) => {
    const take = (): void => {
      event.preventDefault();
      event.defaultMuiPrevented = true;
    };
    const row = rows.find((candidate) => idOf(candidate) === params.id);
    if (row === undefined) return;
    if (event.key === 'Enter' && onOpen !== undefined) {
      take();
      onOpen(row);
      return;
    }
    if (event.key === ' ' && onToggle !== undefined) {
      take();
      onToggle(row);
      return;
    }
    const step = pageStep(event.key, event.ctrlKey || event.metaKey, rows.indexOf(row), rows.length, page, lastPage);
    if (step === null) return;
    take();
    if (isTurning) return;
    landing.current = { at: step.at, field: params.field };
    onPage(step.page);
  };
}
