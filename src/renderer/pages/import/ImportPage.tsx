import Box from '@mui/material/Box';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FolderOpen } from 'lucide-react';
import { useEffect } from 'react';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { useDroppedFiles } from '../../app/shell/dropped-files.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { FileImportView } from './FileImportView.tsx';
import { ImportHistory } from './ImportHistory.tsx';
import { addFiles, keepForWorkspace, useImportState } from './import-store.ts';
import { nextCommand } from './next-command.ts';
import { useImportQueue } from './use-import-queue.ts';

/** CRM exports on their way in: what each column was taken for, every rejected row, then one step that can be undone. */
export default function ImportPage() {
  const { api } = useCore();
  const notify = useNotify();
  const { files: dropped, take } = useDroppedFiles();
  const files = useImportState((state) => state.files);
  const isBusy = useImportState((state) => state.running !== null || state.queue.length > 0);
  const job = useImportQueue({
    onWritten: (report) => notify({ text: `${report.fileName} imported. ${formatQuantity(report.total.created, 'row')} created.` }),
    onCancelled: (step) => notify({ text: step === 'check' ? 'Check cancelled.' : 'Import cancelled. Nothing was written.' }),
  });
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  const workspacePath = workspace?.path ?? null;
  const waiting = dropped.length;
  useEffect(() => {
    if (workspacePath === null) return;
    keepForWorkspace(workspacePath);
    if (waiting > 0) addFiles(take());
  }, [workspacePath, waiting, take]);
  const choose = useMutation(
    api.imports.choose.mutationOptions({
      onSuccess: (chosen) => addFiles(chosen),
      onError: (error) => notify({ text: sayFault(error), tone: 'warning' }),
    }),
  );
  const chooseFiles: Command = { id: 'import.choose', name: 'Choose files', group: 'Import', icon: FolderOpen, isEnabled: () => !choose.isPending, run: () => choose.mutate(undefined) };
  const primary = nextCommand(files, isBusy, chooseFiles);
  const secondary = primary.id === chooseFiles.id ? [] : [chooseFiles];
  useCommands([...secondary, primary]);
  const sentence =
    workspace === null ? undefined : `${formatQuantity(workspace.contacts, workspace.contactNoun)}. ${formatQuantity(workspace.touches, 'touch', 'touches')}. ${formatQuantity(workspace.outcomes, 'outcome')}. CSV, TSV and XLSX.`;
  return (
    <>
      <PageHeader title="Import" sentence={sentence} primary={primary} secondary={secondary} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {files.length === 0 && <EmptyState fact="No files yet. Drop CRM exports anywhere on the window." />}
        {files.map((state) => (
          <FileImportView key={state.file.token} state={state} job={job} />
        ))}
        <ImportHistory />
      </Box>
    </>
  );
}
