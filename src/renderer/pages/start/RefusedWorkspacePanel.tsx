import Box from '@mui/material/Box';
import { useMutation } from '@tanstack/react-query';
import type { RefusedWorkspace } from '../../../contract/workspace.ts';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { BackupTable } from '../../shared/ui/BackupTable.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';

/** A workspace that could not be opened: why, and the backups that can take its place. */
export function RefusedWorkspacePanel({ refused }: { readonly refused: RefusedWorkspace }) {
  const { api } = useCore();
  const notify = useNotify();
  const restore = useMutation(
    api.workspace.restoreRefused.mutationOptions({
      onError: (error) => notify({ text: sayFault(error), tone: 'warning' }),
      onSuccess: (opened) => notify({ text: `Backup restored. ${opened.name} open. ${formatQuantity(opened.contacts, opened.contactNoun)}.` }),
    }),
  );
  return (
    <Box sx={{ display: 'grid', gap: 2, mb: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <ErrorPanel fault={refused.fault} />
      {refused.backups.length > 0 && (
        <SectionCard title={`Backups of ${refused.name}`} sentence="A backup takes the place of the file. The file as it is now is kept beside it.">
          <BackupTable backups={refused.backups} isBusy={restore.isPending} onRestore={(id) => restore.mutate({ id })} />
        </SectionCard>
      )}
    </Box>
  );
}
