import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { formatBytes, formatMoment } from '../../shared/format/date.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';

/** Backups of this workspace; a restore keeps the present state as a backup, so that it can be taken back. */
export function BackupList() {
  const { api } = useCore();
  const notify = useNotify();
  const backups = useQuery(api.data.backups.queryOptions()).data ?? [];
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const backup = useMutation(api.data.backup.mutationOptions({ onError, onSuccess: (made) => notify({ text: `Backup made. ${formatBytes(made.sizeBytes)}.` }) }));
  const restore = useMutation(api.data.restore.mutationOptions({ onError }));
  const restoreTo = (id: string): void =>
    restore.mutate({ id }, { onSuccess: ({ undoWith }) => notify({ text: 'Backup restored.', action: { label: 'Take it back', run: () => restoreTo(undoWith) } }) });
  return (
    <SectionCard
      title="Backups"
      sentence={`${formatQuantity(backups.length, 'backup')}. Made by themselves every day, before migrations and before a restore.`}
      actions={
        <Button size="small" variant="outlined" disabled={backup.isPending} onClick={() => backup.mutate(undefined)}>
          Back up now
        </Button>
      }
    >
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
                  <Button size="small" variant="text" disabled={restore.isPending} onClick={() => restoreTo(id)} aria-label={`Restore the backup of ${formatMoment(madeAt)}`}>
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
    </SectionCard>
  );
}
