import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { z } from 'zod';
import type { Backup } from '../../../contract/data.ts';
import { formatBytes, formatMoment } from '../format/date.ts';
import { emptyCopy } from '../messages/brand-copy.ts';

interface BackupTableProps {
  readonly backups: readonly z.infer<typeof Backup>[];
  readonly isBusy: boolean;
  readonly onRestore: (id: string) => void;
}

/** Backups, newest first, each with the button that puts it in place. */
export const BackupTable = ({ backups, isBusy, onRestore }: BackupTableProps) => (
  <TableContainer tabIndex={0} role="group" aria-label="Backups" sx={{ maxHeight: 320 }}>
    <Table size="small">
      <TableHead>
        <TableRow>
          {['Made', 'Reason', 'Size', ''].map((title) => (
            <TableCell key={title} align={title === 'Size' ? 'right' : 'left'}>
              {title}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {backups.map(({ id, madeAt, reason, sizeBytes }) => (
          <TableRow key={id}>
            <TableCell>{formatMoment(madeAt)}</TableCell>
            <TableCell>{reason}</TableCell>
            <TableCell align="right">{formatBytes(sizeBytes)}</TableCell>
            <TableCell align="right">
              <Button size="small" variant="text" disabled={isBusy} onClick={() => onRestore(id)} aria-label={`Restore the backup of ${formatMoment(madeAt)}`}>
                Restore
              </Button>
            </TableCell>
          </TableRow>
        ))}
        {backups.length === 0 && (
          <TableRow>
            <TableCell colSpan={4}>{emptyCopy.nothing}</TableCell>
          </TableRow>
        )}
      </TableBody>
    </Table>
  </TableContainer>
);
