import Box from '@mui/material/Box';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { brand, tone } from '../../app/theme/tokens.ts';

/** One cell of a heat table: a number with its text, and the place of its rows. */
export interface HeatCell {
  readonly text: string;
  /** 0 … 1 of the strongest cell. */
  readonly strength: number;
  readonly href: string;
}

interface HeatTableProps {
  readonly label: string;
  readonly corner: string;
  readonly columns: readonly string[];
  /** Null where there is nothing. */
  readonly rows: readonly { readonly key: string; readonly name: string; readonly cells: readonly (HeatCell | null)[]; readonly total: string; readonly totalHref: string }[];
  readonly totals: readonly string[];
  readonly total: string;
  readonly totalName: string;
}

/** Strongest tint; white text on it keeps a contrast of 7. */
const STRONGEST = 0.62;
const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const styles = {
  overflow: 'auto',
  maxHeight: '60vh',
  '& table': { borderCollapse: 'separate', borderSpacing: 0, fontSize: '0.8125rem', fontVariantNumeric: 'tabular-nums', width: '100%' },
  '& th, & td': { px: 1, py: 0, height: 32, textAlign: 'right', whiteSpace: 'nowrap', borderBottom: `1px solid ${brand.borderGray}` },
  '& thead th': { position: 'sticky', top: 0, zIndex: 2, backgroundColor: brand.voidBlack, color: tone.secondaryText, fontWeight: 600 },
  '& tbody th, & tfoot th, & thead th:first-of-type': { position: 'sticky', left: 0, textAlign: 'left', backgroundColor: brand.voidBlack, zIndex: 1, fontWeight: 600, maxWidth: 240, overflow: 'hidden', textOverflow: 'ellipsis' },
  '& thead th:first-of-type': { zIndex: 3 },
  '& tfoot th, & tfoot td': { position: 'sticky', bottom: 0, zIndex: 2, backgroundColor: brand.voidBlack, fontWeight: 600, borderTop: `1px solid ${brand.mutedGray}` },
  '& tfoot th': { zIndex: 3 },
  '& td a': { color: brand.signalWhite, textDecoration: 'none', display: 'block', lineHeight: '32px', minWidth: 24 },
  '& td a:hover': { textDecoration: 'underline' },
} as const;

/** Goes from a cell to the next one in a direction that has something. */
function findNext(table: HTMLElement, row: number, column: number, [down, right]: readonly [number, number], size: readonly [number, number]): HTMLElement | null {
  for (let at = row + down, across = column + right; at >= 0 && across >= 0 && at < size[0] && across < size[1]; at += down, across += right) {
    const found = table.querySelector<HTMLElement>(`a[data-row="${at}"][data-column="${across}"]`);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Numbers by row and column, tinted by size; each opens its rows. One cell takes part in the order of tabs, the arrow keys go
 * from there.
 */
export function HeatTable({ label, corner, columns, rows, totals, total, totalName }: HeatTableProps) {
  const first = useMemo(() => rows.flatMap(({ cells }, row) => cells.flatMap((cell, column) => (cell === null ? [] : [`${row} ${column}`]))).at(0) ?? '', [rows]);
  const [wanted, setWanted] = useState('');
  const [row, column] = wanted.split(' ').map(Number);
  const current = rows[row ?? -1]?.cells[column ?? -1] == null ? first : wanted;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = steps[event.key];
    const link = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('a[data-row]') : null;
    if (step === undefined || link === null) return;
    event.preventDefault();
    findNext(event.currentTarget, Number(link.dataset['row']), Number(link.dataset['column']), step, [rows.length, columns.length])?.focus();
  };
  return (
    <Box sx={styles} tabIndex={0} role="group" aria-label={label} onKeyDown={onKeyDown}>
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">All</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells, total: rowTotal, totalHref }, at) => (
            <tr key={key}>
              <th scope="row" title={name}>
                {name}
              </th>
              {cells.map((cell, across) => (
                <td key={columns[across]} style={cell === null ? undefined : { backgroundColor: `rgba(217, 119, 6, ${(STRONGEST * cell.strength).toFixed(3)})` }}>
                  {cell === null ? (
                    <Box component="span" sx={{ color: tone.secondaryText }}>
                      –
                    </Box>
                  ) : (
                    <a href={cell.href} data-row={at} data-column={across} tabIndex={`${at} ${across}` === current ? 0 : -1} onFocus={() => setWanted(`${at} ${across}`)} aria-label={`${name}, ${columns[across] ?? ''}: ${cell.text}`}>
                      {cell.text}
                    </a>
                  )}
                </td>
              ))}
              <td>
                <a href={totalHref} tabIndex={-1} aria-label={`${name}: ${rowTotal}`}>
                  {rowTotal}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{totalName}</th>
            {totals.map((text, across) => (
              <td key={columns[across]}>{text}</td>
            ))}
            <td>{total}</td>
          </tr>
        </tfoot>
      </table>
    </Box>
  );
}
