import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import type { FileInspection, ImportReport, ImportSettings } from '../../../engine/model/import.ts';
import { useCore } from '../../app/core-context.ts';
import type { DroppedFile } from '../../app/shell/dropped-files.ts';
import { useJob, type FollowedJob } from '../../app/use-job.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';

const CheckResult = z.object({ checkId: z.string() });

/** A file on its way into the workspace: looked at, checked, written. */
export interface FileImport {
  readonly inspection: FileInspection | null;
  readonly settings: ImportSettings | null;
  readonly fault: ShownFault | null;
  /** Result of reading all rows with the present settings; null while they were not read. */
  readonly check: { readonly checkId: string; readonly report: ImportReport } | null;
  readonly written: ImportReport | null;
  readonly running: { readonly kind: 'check' | 'commit'; readonly job: FollowedJob } | null;
  change(settings: ImportSettings): void;
  changeDialect(dialect: Partial<ImportSettings['dialect']>): void;
  startCheck(): void;
  startCommit(): void;
}

export function useFileImport(file: DroppedFile, onWritten: () => void): FileImport {
  const { api } = useCore();
  const [dialect, setDialect] = useState<Partial<ImportSettings['dialect']> | undefined>(undefined);
  const [changed, setChanged] = useState<ImportSettings | null>(null);
  const [checkId, setCheckId] = useState<string | null>(null);
  const [run, setRun] = useState<{ kind: 'check' | 'commit'; jobId: string } | null>(null);
  const [jobFault, setJobFault] = useState<ShownFault | null>(null);
  const [isWritten, setIsWritten] = useState(false);

  const inspection = useQuery(api.imports.inspect.queryOptions({ input: { file: file.token, ...(dialect === undefined ? {} : { dialect }) }, gcTime: Infinity }));
  const report = useQuery(api.imports.report.queryOptions({ input: { checkId: checkId ?? '' }, enabled: checkId !== null }));
  const settings = changed ?? inspection.data?.settings ?? null;

  const job = useJob(run?.jobId ?? null, (ended) => {
    setRun(null);
    if (ended.fault !== null) return setJobFault(ended.fault);
    if (ended.status === 'cancelled') return;
    if (run?.kind === 'commit') {
      setIsWritten(true);
      onWritten();
      return;
    }
    const result = CheckResult.safeParse(ended.result);
    if (result.success) setCheckId(result.data.checkId);
  });
  const onError = (error: unknown): void => setJobFault(toShownFault(error));
  const check = useMutation(api.imports.check.mutationOptions({ onError, onSuccess: ({ jobId }) => setRun({ kind: 'check', jobId }) }));
  const commit = useMutation(api.imports.commit.mutationOptions({ onError, onSuccess: ({ jobId }) => setRun({ kind: 'commit', jobId }) }));

  const forgetCheck = (): void => {
    setCheckId(null);
    setJobFault(null);
  };
  return {
    inspection: inspection.data ?? null,
    settings,
    fault: jobFault ?? (inspection.isError ? toShownFault(inspection.error) : report.isError ? toShownFault(report.error) : null),
    check: checkId !== null && report.data !== undefined ? { checkId, report: report.data } : null,
    written: isWritten ? (report.data ?? null) : null,
    running: run === null ? null : { kind: run.kind, job },
    change(next) {
      setChanged(next);
      forgetCheck();
    },
    changeDialect(next) {
      setDialect({ ...dialect, ...next });
      setChanged(null);
      forgetCheck();
    },
    startCheck() {
      if (settings === null) return;
      forgetCheck();
      check.mutate({ file: file.token, settings });
    },
    startCommit() {
      if (checkId === null) return;
      setJobFault(null);
      commit.mutate({ checkId });
    },
  };
}
