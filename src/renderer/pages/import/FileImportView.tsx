import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { DroppedFile } from '../../app/shell/dropped-files.ts';
import { formatBytes } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { loadingCopy } from '../../shared/messages/brand-copy.ts';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { ProgressPanel } from '../../shared/ui/ProgressPanel.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { CheckReport } from './CheckReport.tsx';
import { ColumnTable } from './ColumnTable.tsx';
import { namePlace, nameField, targetNames } from './import-words.ts';
import { missingFields } from './mapping-edit.ts';
import { ReadingOptions } from './ReadingOptions.tsx';
import { useFileImport, type FileImport } from './use-file-import.ts';

/** What keeps the file from being checked, in words. */
function openQuestions({ inspection, settings }: FileImport): string[] {
  if (inspection === null || settings === null) return [];
  const missing = settings.targets.flatMap((mapping) => missingFields(mapping).map((field) => `${targetNames[mapping.target]} needs its ${nameField(field)}.`));
  const undecided = settings.targets.flatMap((mapping) =>
    Object.entries(mapping.fields).flatMap(([field, source]) =>
      source.column !== undefined && (source.dateOrder ?? inspection.columns.find((column) => column.name === source.column)?.dateOrder) === 'unknown' ? [`${source.column} (${namePlace(mapping.target, field)}) fits day/month and month/day. Choose the order.`] : [],
    ),
  );
  return [...missing, ...undecided];
}

function describeReport(fileImport: FileImport): string {
  if (fileImport.written !== null) {
    const { created, updated, rejected } = fileImport.written.total;
    return `${formatCount(created)} created, ${formatCount(updated)} updated, ${formatCount(rejected)} rejected. Undo takes the whole import back.`;
  }
  if (fileImport.check === null) return 'ALL rows are checked before anything is written.';
  const { rows, rejected } = fileImport.check.report.total;
  return rejected === 0 ? `${formatQuantity(rows, 'row')} checked. None rejected.` : `${formatQuantity(rows, 'row')} checked. ${formatCount(rejected)} will not be written.`;
}

/** One file: what its columns are taken for, what a check of all rows found, and the import. */
export function FileImportView({ file, onWritten, onRemove }: { readonly file: DroppedFile; readonly onWritten: () => void; readonly onRemove: () => void }) {
  const fileImport = useFileImport(file, onWritten);
  const { inspection, settings, fault, check, written, running } = fileImport;
  const questions = openQuestions(fileImport);
  const isWritten = written !== null;
  const canWrite = check !== null && running === null && !isWritten;
  return (
    <SectionCard
      title={file.name}
      sentence={
        inspection === null
          ? formatBytes(file.sizeBytes)
          : `${formatBytes(inspection.fileBytes)}. ${formatQuantity(inspection.columns.length, 'column')}. ${inspection.remembered ? 'Read as the last file with these columns.' : 'Columns were guessed from names and values.'}`
      }
      actions={
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button variant="text" size="small" onClick={onRemove} disabled={running !== null}>
            {isWritten ? 'Done' : 'Remove'}
          </Button>
          <Button variant="outlined" size="small" onClick={fileImport.startCheck} disabled={settings === null || questions.length > 0 || running !== null || isWritten}>
            Check all rows
          </Button>
          <Button variant="contained" size="small" onClick={fileImport.startCommit} disabled={!canWrite}>
            Import
          </Button>
        </Box>
      }
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
        {inspection === null && fault === null && <ProgressPanel phase={loadingCopy.consuming} done={0} total={null} />}
        {fault !== null && <ErrorPanel fault={fault} />}
        {inspection !== null && settings !== null && !isWritten && (
          <>
            <ReadingOptions inspection={inspection} settings={settings} onChange={fileImport.change} onDialect={fileImport.changeDialect} />
            <ColumnTable columns={inspection.columns} settings={settings} onChange={fileImport.change} />
          </>
        )}
        {questions.length > 0 && !isWritten && (
          <Box component="ul" aria-label="To decide before the check" sx={{ m: 0, pl: 2.5, color: 'secondary.light' }}>
            {questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </Box>
        )}
        {running !== null && (
          <ProgressPanel
            phase={running.job.job?.progress?.phase ?? loadingCopy.consuming}
            done={running.job.job?.progress?.done ?? 0}
            total={running.job.job?.progress?.total ?? null}
            rate={running.job.pace.perSecond}
            remainingMs={running.job.pace.remainingMs}
            onCancel={running.job.cancel}
          />
        )}
        <Typography variant="body2" color="text.secondary" role="status">
          {describeReport(fileImport)}
        </Typography>
        {check !== null && <CheckReport checkId={check.checkId} report={check.report} />}
      </Box>
    </SectionCard>
  );
}
