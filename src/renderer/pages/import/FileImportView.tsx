import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { FileInspection, ImportReport, ImportSettings } from '../../../engine/model/import.ts';
import type { FollowedJob } from '../../app/use-job.ts';
import { formatBytes } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { loadingCopy } from '../../shared/messages/brand-copy.ts';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { ProgressPanel } from '../../shared/ui/ProgressPanel.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { CheckReport } from './CheckReport.tsx';
import { ColumnTable } from './ColumnTable.tsx';
import { removeFile, useImportState, type FileState } from './import-store.ts';
import { ReadingOptions } from './ReadingOptions.tsx';
import { useFileImport } from './use-file-import.ts';

function describeFile(inspection: FileInspection, settings: ImportSettings | null): string {
  const guess = inspection.remembered ? 'Read as the last file with these columns.' : 'Columns were guessed from names and values.';
  const targets = settings === null ? '' : ` ${guess}`;
  const { rows, isWhole } = inspection.profiled;
  const basis = isWhole ? '' : ` Filled, distinct and examples are of ${formatQuantity(rows, 'sampled row')}.`;
  return `${formatBytes(inspection.fileBytes)}. ${formatQuantity(inspection.columns.length, 'column')}.${targets}${basis}`;
}

function describeReport(report: ImportReport | null, written: ImportReport | null): string {
  if (written !== null) {
    const { created, updated, rejected } = written.total;
    return `${formatCount(created)} created, ${formatCount(updated)} updated, ${formatCount(rejected)} rejected. Undo takes the whole import back.`;
  }
  if (report === null) return 'Nothing is written before ALL rows are checked.';
  const { rows, rejected } = report.total;
  return rejected === 0 ? `${formatQuantity(rows, 'row')} checked. None rejected.` : `${formatQuantity(rows, 'row')} checked. ${formatCount(rejected)} will not be written.`;
}

interface FileImportViewProps {
  readonly state: FileState;
  /** The job of the running step, whichever file it belongs to. */
  readonly job: FollowedJob;
}

/** One file: what its columns are taken for, what a check of all rows found, and the import. */
export function FileImportView({ state, job }: FileImportViewProps) {
  const { file, written, checkId } = state;
  const fileImport = useFileImport(state);
  const isRunning = useImportState(({ running }) => running?.token === file.token);
  const isWaiting = useImportState(({ queue }) => queue.some(({ token }) => token === file.token));
  const { inspection, settings, fault, questions, report } = fileImport;
  const isWritten = written !== null;
  const isBusy = isRunning || isWaiting;
  const progress = job.job?.progress ?? null;
  const shownReport = written ?? report;
  return (
    <SectionCard
      title={file.name}
      sentence={inspection === null ? formatBytes(file.sizeBytes) : describeFile(inspection, settings)}
      actions={
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button variant="text" size="small" onClick={() => removeFile(file.token)} disabled={isBusy}>
            {isWritten ? 'Done' : 'Remove'}
          </Button>
          {!isWritten && (
            <>
              <Button variant="outlined" size="small" onClick={fileImport.startCheck} disabled={settings === null || questions.length > 0 || isBusy}>
                Check all rows
              </Button>
              <Button variant="outlined" size="small" onClick={fileImport.startCommit} disabled={checkId === null || isBusy}>
                Import
              </Button>
            </>
          )}
        </Box>
      }
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
        {inspection === null && fault === null && <ProgressPanel phase={loadingCopy.consuming} done={0} total={null} />}
        {fault !== null && <ErrorPanel fault={fault} />}
        {isRunning && <ProgressPanel phase={progress?.phase ?? loadingCopy.consuming} done={progress?.done ?? 0} total={progress?.total ?? null} unit={progress?.total === inspection?.fileBytes ? 'bytes' : ''} rate={job.pace.perSecond} remainingMs={job.pace.remainingMs} onCancel={job.cancel} />}
        {inspection !== null && (
          <Typography variant="body2" color={report === null && !isWritten ? 'textSecondary' : 'textPrimary'} role="status">
            {isWaiting && !isRunning ? 'Waits for the file before it.' : describeReport(report, written)}
          </Typography>
        )}
        {shownReport !== null && checkId !== null && <CheckReport checkId={checkId} report={shownReport} isWritten={isWritten} />}
        {questions.length > 0 && !isWritten && (
          <Box component="ul" aria-label="To decide before the check" sx={{ m: 0, pl: 2.5, color: 'secondary.light' }}>
            {questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </Box>
        )}
        {inspection !== null && settings !== null && !isWritten && (
          <>
            <ReadingOptions inspection={inspection} settings={settings} onChange={fileImport.change} onTarget={fileImport.changeTarget} onDialect={fileImport.changeDialect} />
            <ColumnTable columns={inspection.columns} settings={settings} onChange={fileImport.change} />
          </>
        )}
      </Box>
    </SectionCard>
  );
}
