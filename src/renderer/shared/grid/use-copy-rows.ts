import { useEffect, useRef, type KeyboardEvent } from 'react';
import { formatQuantity } from '../format/number.ts';
import { useNotify } from '../ui/notices.ts';
import { toTsv } from './copy-rows.ts';
import type { GridColumn, RowId } from './grid-types.ts';

interface CopyRowsOptions<Row> {
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => RowId;
  readonly columns: readonly GridColumn<Row>[];
  readonly selected: readonly RowId[];
  readonly noun: readonly [singular: string, plural: string];
}

/** Copies the selected rows, or where none is selected the rows of the page, as tab-separated text in the columns on screen. */
export function useCopyRows<Row>({ rows, idOf, columns, selected, noun }: CopyRowsOptions<Row>) {
  const notify = useNotify();
  const seen = useRef(new Map<RowId, Row>());
  useEffect(() => {
    for (const row of rows) seen.current.set(idOf(row), row);
  }, [rows, idOf]);
  const copy = (): void => {
    const wanted = selected.length === 0 ? rows : selected.flatMap((rowId) => seen.current.get(rowId) ?? []);
    const missing = selected.length === 0 ? 0 : selected.length - wanted.length;
    navigator.clipboard.writeText(toTsv(columns, wanted)).then(
      () => notify({ text: `${formatQuantity(wanted.length, noun[0], noun[1])} copied.${missing === 0 ? '' : ` ${formatQuantity(missing, 'selected row')} not read since the start, not copied.`}` }),
      () => notify({ text: '0 rows copied. The clipboard refused the text.', tone: 'warning' }),
    );
  };
  /** Ctrl/Cmd-C inside the rows; taken before the grid's own copying, which knows only the page on screen. */
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    const isCopy = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c' && !event.shiftKey && !event.altKey;
    if (!isCopy || event.target instanceof HTMLInputElement || (window.getSelection()?.toString() ?? '') !== '') return;
    event.preventDefault();
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    copy();
  };
  return { copy, onKeyDownCapture, copyLabel: selected.length === 0 ? `Copy the ${noun[1]} of this page` : `Copy ${formatQuantity(selected.length, `selected ${noun[0]}`, `selected ${noun[1]}`)}` };
}
