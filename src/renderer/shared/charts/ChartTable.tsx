import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { brand } from '../../app/theme/tokens.ts';
import { textOf, type ChartColumn, type ChartDatum } from './chart-data.ts';

interface ChartTableProps {
  readonly label: string;
  readonly columns: readonly ChartColumn[];
  readonly data: readonly ChartDatum[];
}

/** The numbers of a chart as a table. */
export function ChartTable({ label, columns, data }: ChartTableProps) {
  const isNumeric = (column: ChartColumn): boolean => data.some((datum) => typeof datum[column.key] === 'number');
  return (
    <TableContainer sx={{ maxHeight: 320 }} tabIndex={0} role="group" aria-label={`Table of ${label}`}>
      <Table size="small" stickyHeader aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map((column) => (
              <TableCell key={column.key} align={isNumeric(column) ? 'right' : 'left'} sx={{ backgroundColor: brand.voidBlack }}>
                {column.unit === undefined ? column.label : `${column.label} (${column.unit})`}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {data.map((datum, index) => (
            <TableRow key={index}>
              {columns.map((column) => (
                <TableCell key={column.key} align={isNumeric(column) ? 'right' : 'left'} sx={{ fontVariantNumeric: 'tabular-nums' }}>
                  {textOf(column, datum)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
