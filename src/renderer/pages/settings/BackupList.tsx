import Button from '@mui/material/Button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { formatBytes } from '../../shared/format/date.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import { BackupTable } from '../../shared/ui/BackupTable.tsx';
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
      <BackupTable backups={backups} isBusy={restore.isPending} onRestore={restoreTo} />
    </SectionCard>
  );
}
