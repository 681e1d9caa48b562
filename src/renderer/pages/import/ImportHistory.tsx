import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { formatCount } from '../../shared/format/number.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';

/** Imports of this workspace, newest first, with what each changed. */
export function ImportHistory() {
  const { api } = useCore();
  const history = useQuery(api.imports.history.queryOptions()).data ?? [];
  if (history.length === 0) return null;
  return (
    <SectionCard title="History" sentence="Undo takes the newest step back, imports included.">
      <TableContainer tabIndex={0} role="group" aria-label="Imports">
        <Table size="small">
          <TableHead>
            <TableRow>
              {['File', 'Imported', 'Rows', 'Created', 'Updated', 'Unchanged', 'Duplicates', 'Rejected', 'State'].map((title, at) => (
                <TableCell key={title} align={at >= 2 && at <= 7 ? 'right' : 'left'}>
                  {title}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {history.map(({ id, fileName, committedAt, undoneAt, report: { total } }) => (
              <TableRow key={id}>
                <TableCell sx={{ minWidth: 160, maxWidth: 360, overflowWrap: 'anywhere' }}>{fileName}</TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{formatMoment(committedAt)}</TableCell>
                {[total.rows, total.created, total.updated, total.unchanged, total.duplicates, total.rejected].map((count, at) => (
                  <TableCell key={at} align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                    {formatCount(count)}
                  </TableCell>
                ))}
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{undoneAt === null ? 'in use' : `undone ${formatMoment(undoneAt)}`}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}
