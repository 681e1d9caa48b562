import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { FileInspection, ImportReport, ImportSettings, ImportTarget } from '../../../engine/model/import.ts';
import { useCore } from '../../app/core-context.ts';
import { toShownFault, type ShownFault } from '../../shared/messages/shown-fault.ts';
import { changeFile, enqueue, type FileState } from './import-store.ts';
import { setTarget } from './mapping-edit.ts';
import { openQuestions } from './open-questions.ts';

/** A file on its way into the workspace: looked at, checked, written. */
export interface FileImport {
  readonly inspection: FileInspection | null;
  readonly settings: ImportSettings | null;
  readonly fault: ShownFault | null;
  /** What keeps the file from being checked, in words. */
  readonly questions: readonly string[];
  /** Result of reading all rows with the present settings; null while they were not read. */
  readonly report: ImportReport | null;
  change(settings: ImportSettings): void;
  changeDialect(dialect: Partial<ImportSettings['dialect']>): void;
  changeTarget(target: ImportTarget, isWanted: boolean): void;
  startCheck(): void;
  startCommit(): void;
}

/** Looks at a file and lets the planner change how it is read; every change makes an earlier check void. */
export function useFileImport({ file, dialect, settings, hasQuestions, checkId, fault }: FileState): FileImport {
  const { api, client } = useCore();
  const { token } = file;
  const inspection = useQuery(api.imports.inspect.queryOptions({ input: { file: token, ...(dialect === undefined ? {} : { dialect }) }, gcTime: Infinity }));
  const report = useQuery(api.imports.report.queryOptions({ input: { checkId: checkId ?? '' }, enabled: checkId !== null }));
  const guessed = inspection.data?.settings ?? null;
  useEffect(() => {
    if (settings === null && guessed !== null) changeFile(token, { settings: guessed });
  }, [settings, guessed, token]);
  const unreadable = inspection.error;
  useEffect(() => {
    if (unreadable !== null && fault === null) changeFile(token, { fault: toShownFault(unreadable) });
  }, [unreadable, fault, token]);
  const questions = openQuestions(inspection.data ?? null, settings ?? guessed);
  const isOpen = questions.length > 0;
  useEffect(() => {
    if (isOpen !== hasQuestions) changeFile(token, { hasQuestions: isOpen });
  }, [isOpen, hasQuestions, token]);
  const change = (next: ImportSettings): void => changeFile(token, { settings: next, checkId: null, fault: null });
  return {
    inspection: inspection.data ?? null,
    settings: settings ?? guessed,
    fault: fault ?? (report.isError ? toShownFault(report.error) : null),
    questions,
    report: checkId === null ? null : (report.data ?? null),
    change,
    changeDialect: (next) => changeFile(token, { dialect: { ...dialect, ...next }, settings: null, checkId: null, fault: null }),
    changeTarget(target, isWanted) {
      if (settings === null) return;
      if (!isWanted) return change(setTarget(settings, target, []));
      client.imports.inspect({ file: token, target, ...(dialect === undefined ? {} : { dialect }) }).then(
        (answer) => change(setTarget(settings, target, answer.settings.targets)),
        (error: unknown) => changeFile(token, { fault: toShownFault(error) }),
      );
    },
    startCheck: () => enqueue('check', [token]),
    startCommit: () => enqueue('commit', [token]),
  };
}
