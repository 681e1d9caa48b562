import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { BackupList } from './BackupList.tsx';
import { IntegrityCheck } from './IntegrityCheck.tsx';
import { WorkspaceSettings } from './WorkspaceSettings.tsx';

/** The workspace itself: its name and currency, its backups, its health. */
export default function SettingsPage() {
  const { api } = useCore();
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  const backups = useQuery(api.data.backups.queryOptions()).data;
  return (
    <>
      <PageHeader title="Settings" sentence={backups === undefined ? undefined : `${formatQuantity(backups.length, 'backup')}. Nothing leaves this machine.`} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {workspace !== null && <WorkspaceSettings workspace={workspace} />}
        <BackupList />
        <IntegrityCheck />
      </Box>
    </>
  );
}
