import Box from '@mui/material/Box';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FolderInput } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Command } from '../../app/commands/command.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useCore } from '../../app/core-context.ts';
import { useDroppedFiles, type DroppedFile } from '../../app/shell/dropped-files.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { PageHeader } from '../../shared/ui/PageHeader.tsx';
import { FileImportView } from './FileImportView.tsx';
import { ImportHistory } from './ImportHistory.tsx';

/** CRM exports on their way in: what each column was taken for, every rejected row, then one step that can be undone. */
export default function ImportPage() {
  const { api } = useCore();
  const notify = useNotify();
  const { files: dropped, take } = useDroppedFiles();
  const [files, setFiles] = useState<readonly DroppedFile[]>([]);
  const waiting = dropped.length;
  useEffect(() => {
    if (waiting === 0) return;
    const taken = take();
    setFiles((known) => [...known, ...taken]);
  }, [waiting, take]);
  const workspace = useQuery(api.workspace.current.queryOptions()).data?.open ?? null;
  const choose = useMutation(
    api.imports.choose.mutationOptions({
      onSuccess: (chosen) => setFiles((known) => [...known, ...chosen]),
      onError: (error) => notify({ text: toShownFault(error).message, tone: 'warning' }),
    }),
  );
  const chooseFiles: Command = { id: 'import.choose', name: 'Choose files', group: 'Import', icon: FolderInput, isPrimary: files.length === 0, isEnabled: () => !choose.isPending, run: () => choose.mutate(undefined) };
  useCommands([chooseFiles]);
  const sentence =
    workspace === null ? undefined : `${formatQuantity(workspace.contacts, 'contact')}. ${formatQuantity(workspace.touches, 'touch', 'touches')}. ${formatQuantity(workspace.outcomes, 'outcome')}. CSV, TSV and XLSX.`;
  return (
    <>
      <PageHeader title="Import" sentence={sentence} {...(files.length === 0 ? { primary: chooseFiles } : { secondary: [chooseFiles] })} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {files.length === 0 && <EmptyState fact="No files yet. Drop CRM exports anywhere on the window." />}
        {files.map((file) => (
          <FileImportView key={file.token} file={file} onWritten={() => notify({ text: `${file.name} imported.` })} onRemove={() => setFiles((known) => known.filter((other) => other.token !== file.token))} />
        ))}
        <ImportHistory />
      </Box>
    </>
  );
}
