import { GRID_CHECKBOX_SELECTION_FIELD, gridDimensionsSelector, gridVisibleColumnDefinitionsSelector, useGridApiContext, useGridEvent, useGridSelector } from '@mui/x-data-grid';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react';
import { createContext, use, useRef } from 'react';
import { brand } from '../../app/theme/tokens.ts';
import { formatCount, formatQuantity } from '../format/number.ts';
import { PAGE_SIZE } from './grid-types.ts';
import { RowJump } from './RowJump.tsx';

interface GridFooterContent {
  readonly total: number;
  readonly page: number;
  readonly lastPage: number;
  readonly noun: readonly [singular: string, plural: string];
  readonly selectedCount: number;
  readonly totals: Readonly<Record<string, string>> | undefined;
  readonly onPage: (page: number) => void;
  readonly onRow: (position: number) => void;
}

/** What the footer of the surrounding grid shows. */
export const GridFooterContext = createContext<GridFooterContent | null>(null);

/** Totals over all matching rows, each below its column; it follows sideways scrolling. */
function TotalsRow({ totals }: { readonly totals: Readonly<Record<string, string>> }) {
  const api = useGridApiContext();
  const columns = useGridSelector(api, gridVisibleColumnDefinitionsSelector);
  const dimensions = useGridSelector(api, gridDimensionsSelector);
  const labelField = columns.find((column) => column.field !== GRID_CHECKBOX_SELECTION_FIELD)?.field;
  const strip = useRef<HTMLDivElement>(null);
  useGridEvent(api, 'scrollPositionChange', ({ left }) => {
    if (strip.current !== null) strip.current.style.transform = `translateX(${-Math.abs(left)}px)`;
  });
  return (
    <Box role="group" aria-label="Totals" sx={{ overflow: 'hidden', borderTop: `1px solid ${brand.borderGray}`, fontWeight: 600, width: dimensions.viewportOuterSize.width > 0 ? dimensions.viewportOuterSize.width : '100%' }}>
      <Box ref={strip} sx={{ display: 'flex', height: 32, alignItems: 'center' }}>
        {columns.map((column) => (
          <Box key={column.field} sx={{ width: column.computedWidth, flexShrink: 0, px: '10px', textAlign: column.align ?? 'left', overflow: 'hidden', whiteSpace: 'nowrap', textOverflow: 'ellipsis' }}>
            {totals[column.field] !== undefined && <span className="visually-hidden">{`${column.headerName ?? column.field}: `}</span>}
            {totals[column.field] ?? (column.field === labelField ? 'Total' : null)}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** Foot of a grid: totals that reconcile, which rows are shown, how to go on. */
export function GridFooter() {
  const content = use(GridFooterContext);
  if (content === null) return null;
  const { total, page, lastPage, noun, selectedCount, totals, onPage, onRow } = content;
  const first = total === 0 ? 0 : page * PAGE_SIZE + 1;
  const last = Math.min(total, (page + 1) * PAGE_SIZE);
  const steps = [
    { label: 'First page', Icon: ChevronsLeft, to: 0, isOff: page === 0 },
    { label: 'Page before', Icon: ChevronLeft, to: page - 1, isOff: page === 0 },
    { label: 'Next page', Icon: ChevronRight, to: page + 1, isOff: page >= lastPage },
    { label: 'Last page', Icon: ChevronsRight, to: lastPage, isOff: page >= lastPage },
  ];
  return (
    <Box sx={{ flexShrink: 0 }}>
      {totals !== undefined && total > 0 && <TotalsRow totals={totals} />}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, minHeight: 40, px: 1.25, borderTop: `1px solid ${brand.borderGray}`, color: 'text.secondary' }}>
        <Box component="span" role="status" sx={{ flexGrow: 1 }}>
          {`${formatCount(first)}–${formatCount(last)} of ${formatQuantity(total, noun[0], noun[1])}`}
          {selectedCount > 0 && (
            <Box component="span" sx={{ color: 'primary.main', fontWeight: 600 }}>
              {` · ${formatCount(selectedCount)} selected`}
            </Box>
          )}
        </Box>
        {lastPage > 0 && (
          <>
            <RowJump total={total} onRow={onRow} />
            {steps.map(({ label, Icon, to, isOff }) => (
              <IconButton key={label} aria-label={label} disabled={isOff} onClick={() => onPage(to)}>
                <Icon size={18} />
              </IconButton>
            ))}
          </>
        )}
      </Box>
    </Box>
  );
}
