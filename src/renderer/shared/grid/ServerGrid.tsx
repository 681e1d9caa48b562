import { DataGrid, useGridApiRef, type GridColDef, type GridRowSelectionModel } from '@mui/x-data-grid';
import Box from '@mui/material/Box';
import type { QueryKey } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useCommands } from '../../app/commands/use-commands.ts';
import { styleNonce } from '../../app/nonce.ts';
import { emptyCopy } from '../messages/brand-copy.ts';
import { toShownFault } from '../messages/shown-fault.ts';
import { DelayedSkeleton } from '../ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { ColumnChooser } from './ColumnChooser.tsx';
import { GridFooter, GridFooterContext } from './GridFooter.tsx';
import { useGridMemory } from './grid-memory.ts';
import { GridToolbar } from './GridToolbar.tsx';
import { headerOf, PAGE_SIZE, type GridAnswer, type GridColumn, type GridRequest, type RowId } from './grid-types.ts';
import { useCopyRows } from './use-copy-rows.ts';
import { useEdgePaging } from './use-edge-paging.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { lastPageOf, usePageRows } from './use-page-rows.ts';

const ROW_HEIGHT = { compact: 32, standard: 44 } as const;
const FIRST_WIDTH = 140;

export interface ServerGridProps<Row extends object> {
  /** Under this its columns, sort, search, page and selection are kept. */
  readonly id: string;
  /** Name for screen readers. */
  readonly label: string;
  readonly noun: readonly [singular: string, plural: string];
  readonly columns: readonly GridColumn<Row>[];
  readonly idOf: (row: Row) => RowId;
  /** Starts with the route's key, so that changes in the core reach it, and holds every filter: `[...api.contacts.page.key(), filter]`. */
  readonly queryKey: QueryKey;
  readonly fetchPage: (request: GridRequest, signal: AbortSignal) => Promise<GridAnswer<Row>>;
  /** Enter and click; opens the inspector. */
  readonly onOpen?: (row: Row) => void;
  /** Row the inspector shows. */
  readonly openId?: RowId | null;
  /** Hears of the rows of the page on screen, for keys that go from one open row to the next; then the open row is kept in view. */
  readonly onRows?: (rows: readonly Row[]) => void;
  /** Offers check boxes and, for what is selected, these actions. */
  readonly bulkActions?: (selected: readonly RowId[], clear: () => void) => ReactNode;
  /** Stands beside the search field. */
  readonly filters?: ReactNode;
  readonly searchLabel?: string;
  /** Shown where no row matches. */
  readonly empty?: ReactNode;
}

/**
 * Grid over rows that stay in the core: it asks for 100 at a time, ahead of the planner, and leaves sorting, filtering and searching
 * to the core. Arrow keys, page keys and the wheel go on over page borders. It fills the height of its flex parent.
 */
export function ServerGrid<Row extends object>(props: ServerGridProps<Row>) {
  const { id, label, noun, columns, idOf, queryKey, fetchPage, onOpen, openId = null, onRows, bulkActions, filters, searchLabel = `Search ${noun[1]}`, empty } = props;
  const [memory, remember, isReady] = useGridMemory(id);
  const { sort, search, density, selected } = memory;
  const filterText = JSON.stringify(queryKey);
  // The kept page belongs to the filter it was turned under; another filter starts at the first page.
  const [turnedUnder, setTurnedUnder] = useState(filterText);
  const page = turnedUnder === filterText ? memory.page : 0;
  const goToPage = (wanted: number): void => {
    setTurnedUnder(filterText);
    remember({ page: wanted });
  };
  const answer = usePageRows<Row>({ queryKey, fetchPage, sort, search: search.trim(), page, isEnabled: isReady });
  const rows = useMemo(() => answer.data?.rows ?? [], [answer.data]);
  const total = answer.data?.total ?? 0;
  const lastPage = lastPageOf(total);
  const api = useGridApiRef();
  const [container, setContainer] = useState<HTMLElement | null>(null);
  const searchField = useRef<HTMLInputElement>(null);

  const isShown = useCallback((field: string) => memory.columns[field] ?? columns.find((column) => column.field === field)?.isHiddenAtFirst !== true, [memory.columns, columns]);
  const shownColumns = useMemo(() => columns.filter((column) => isShown(column.field)), [columns, isShown]);
  const definitions = useMemo(
    () =>
      shownColumns.map((column): GridColDef<Row> => {
        const { render } = column;
        const base: GridColDef<Row> = {
          field: column.field,
          headerName: headerOf(column),
          width: memory.widths[column.field] ?? column.width ?? FIRST_WIDTH,
          sortable: column.isSortable !== false,
          align: column.isNumeric === true ? 'right' : 'left',
          headerAlign: column.isNumeric === true ? 'right' : 'left',
          valueGetter: (_value, row) => column.text(row),
        };
        return render === undefined ? base : { ...base, renderCell: ({ row }) => render(row) };
      }),
    [shownColumns, memory.widths],
  );

  const toggle = (row: Row): void => {
    const rowId = idOf(row);
    remember({ selected: selected.includes(rowId) ? selected.filter((other) => other !== rowId) : [...selected, rowId] });
  };
  // The grid takes a new object for a change and scrolls to the top.
  const paginationModel = useMemo(() => ({ page, pageSize: PAGE_SIZE }), [page]);
  const sortModel = useMemo(() => sort.map(({ column, direction }) => ({ field: column, sort: direction })), [sort]);

  const onCellKeyDown = useGridKeys<Row>({ api, rows, idOf, page, lastPage, isTurning: answer.isPlaceholderData, onPage: goToPage, onOpen, onToggle: bulkActions === undefined ? undefined : toggle });
  useEdgePaging(container, page, lastPage, goToPage);
  const { copy, copyLabel, onKeyDownCapture } = useCopyRows({ rows, idOf, columns: shownColumns, selected, noun });
  useCommands([{ id: `grid.${id}.search`, name: searchLabel, group: 'Grid', shortcut: '[Shift]+/', isInPalette: false, run: () => searchField.current?.focus() }]);

  const goToRow = (position: number): void => {
    goToPage(Math.floor(position / PAGE_SIZE));
    requestAnimationFrame(() => api.current?.scrollToIndexes({ rowIndex: position % PAGE_SIZE }));
  };
  const onSelection = (model: GridRowSelectionModel): void => {
    const onPage = new Set(rows.map(idOf));
    remember({ selected: [...selected.filter((rowId) => !onPage.has(rowId)), ...[...model.ids].filter((rowId) => onPage.has(rowId))] });
  };
  const selection = useMemo((): GridRowSelectionModel => ({ type: 'include', ids: new Set(bulkActions === undefined ? (openId === null ? [] : [openId]) : selected) }), [bulkActions, openId, selected]);

  useEffect(() => onRows?.(rows), [rows, onRows]);
  const openIndex = onRows === undefined ? -1 : rows.findIndex((row) => idOf(row) === openId);
  useEffect(() => {
    if (openIndex >= 0) api.current?.scrollToIndexes({ rowIndex: openIndex });
  }, [openIndex, api]);

  useEffect(() => {
    if (!answer.isPlaceholderData && answer.isSuccess && page > lastPage) remember({ page: lastPage });
  }, [answer.isPlaceholderData, answer.isSuccess, page, lastPage, remember]);

  if (!isReady || (answer.data === undefined && !answer.isError)) return <DelayedSkeleton kind="grid" />;
  return (
    <Box ref={setContainer} onKeyDownCapture={onKeyDownCapture} sx={{ display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 360, minWidth: 0 }}>
      <GridToolbar
        searchLabel={searchLabel}
        searchField={searchField}
        search={search}
        onSearch={(text) => remember({ search: text, page: 0 })}
        density={density}
        onDensity={(wanted) => remember({ density: wanted })}
        onCopy={copy}
        copyLabel={copyLabel}
        filters={filters}
        bulk={bulkActions !== undefined && selected.length > 0 ? bulkActions(selected, () => remember({ selected: [] })) : undefined}
        columnChooser={<ColumnChooser columns={columns} isShown={isShown} onChange={(field, isNowShown) => remember({ columns: { ...memory.columns, [field]: isNowShown } })} />}
      />
      {answer.isError && <ErrorPanel fault={toShownFault(answer.error)} action={{ label: 'Ask again', run: () => void answer.refetch() }} />}
      <GridFooterContext value={{ total, page, lastPage, noun, selectedCount: bulkActions === undefined ? 0 : selected.length, totals: answer.data?.totals, onPage: goToPage, onRow: goToRow }}>
        <Box hidden={answer.isError} sx={{ flexGrow: 1, minHeight: 0, position: 'relative' }}>
          <Box sx={{ position: 'absolute', inset: 0 }}>
            <DataGrid<Row>
              apiRef={api}
              aria-label={label}
              rows={rows}
              columns={definitions}
              getRowId={idOf}
              paginationMode="server"
              sortingMode="server"
              filterMode="server"
              rowCount={total}
              paginationModel={paginationModel}
              pageSizeOptions={[PAGE_SIZE]}
              sortModel={sortModel}
              onSortModelChange={(model) => remember({ page: 0, sort: model.flatMap((item) => (item.sort === null || item.sort === undefined ? [] : [{ column: item.field, direction: item.sort }])) })}
              onColumnWidthChange={({ colDef, width }) => remember({ widths: { ...memory.widths, [colDef.field]: Math.round(width) } })}
              checkboxSelection={bulkActions !== undefined}
              rowSelectionModel={selection}
              {...(bulkActions === undefined ? {} : { onRowSelectionModelChange: onSelection })}
              keepNonExistentRowsSelected
              disableRowSelectionExcludeModel
              disableRowSelectionOnClick
              disableColumnMenu
              disableColumnFilter
              {...(onOpen === undefined ? {} : { onRowClick: ({ row }) => onOpen(row) })}
              onCellKeyDown={onCellKeyDown}
              rowHeight={ROW_HEIGHT[density]}
              columnHeaderHeight={36}
              loading={answer.isPlaceholderData}
              slots={{ footer: GridFooter, noRowsOverlay: EmptyOverlay }}
              slotProps={{ loadingOverlay: { variant: 'linear-progress', noRowsVariant: 'linear-progress' }, noRowsOverlay: { children: empty ?? emptyCopy.signals } }}
              getRowClassName={({ id: rowId }) => (rowId === openId ? 'Mui-selected' : '')}
              {...(styleNonce === '' ? {} : { nonce: styleNonce })}
            />
          </Box>
        </Box>
      </GridFooterContext>
    </Box>
  );
}

const EmptyOverlay = ({ children }: { readonly children?: ReactNode }) => <Box sx={{ height: '100%', display: 'flex', alignItems: 'center', p: 3, color: 'text.secondary', fontSize: '1rem' }}>{children}</Box>;
