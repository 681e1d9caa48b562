import type { ImportReport, ImportSettings } from '../../../../engine/model/import.ts';
import type { Sqlite } from '../../db/connection.ts';
import { appendStep, createRecorder } from '../../db/repositories/edit.ts';
import { bumpRevisions, type RevisionDomain } from '../../db/repositories/revision.ts';
import { defaultChannel, putChannel } from '../../db/repositories/rule.ts';
import { insertImport, rememberMapping, setImportReport } from '../../db/repositories/import.ts';
import { checkCancel, phases, type ImportControl } from '../control.ts';
import { headerSignature } from '../guess/header-names.ts';
import type { StagedWorkspace } from '../staging/open-staged.ts';
import { applyContacts } from './apply-contacts.ts';
import { applyHistory } from './apply-history.ts';
import { compareContacts } from './compare-contacts.ts';
import { contactsTarget, findNewChannels, forgetComparison } from './compare-import.ts';
import { buildReport } from './report.ts';
import { resolveReferences } from './resolve-contacts.ts';
import { dropStaleImages } from './row-images.ts';

export interface CommitOptions {
  readonly nowMs: number;
  readonly notes?: readonly string[] | undefined;
}

const targetNames = ({ targets }: ImportSettings): string => [...new Set(targets.map(({ target }) => target))].join('+');

function countDomains(settings: ImportSettings, hasNewContacts: boolean, hasNewChannels: boolean): RevisionDomain[] {
  const domains = new Set<RevisionDomain>(settings.targets.map(({ target }) => target));
  if (hasNewContacts) domains.add('contacts');
  if (hasNewChannels) domains.add('rules');
  return [...domains];
}

function writeTargets(sqlite: Sqlite, settings: ImportSettings, importId: number, control: ImportControl): { contactsMade: number } {
  const contactsAt = contactsTarget(settings);
  if (contactsAt !== null) {
    compareContacts(sqlite, contactsAt, settings);
    applyContacts(sqlite, contactsAt, importId, settings);
  }
  resolveReferences(sqlite, null);
  let contactsMade = 0;
  settings.targets.forEach(({ target }, at) => {
    if (target === 'contacts') return;
    checkCancel(control);
    control.report({ phase: phases.write, done: at, total: settings.targets.length });
    contactsMade += applyHistory(sqlite, at, importId, settings);
  });
  return { contactsMade };
}

/**
 * Compares a staged file with the workspace as it is now and writes it in one transaction: rows, former images, channels
 * that are new, the import itself, its step in the undo list and the remembered mapping. All of it or nothing.
 */
export function commitImport({ sqlite, source, settings }: StagedWorkspace, options: CommitOptions, control: ImportControl): { importId: number; report: ImportReport } {
  return sqlite
    .transaction(() => {
      forgetComparison(sqlite, settings);
      const importId = insertImport(sqlite, { fileName: source.fileName, fileBytes: source.fileBytes, fileHash: source.fileHash, target: targetNames(settings), settings, nowMs: options.nowMs });
      const { contactsMade } = writeTargets(sqlite, settings, importId, control);
      const { recorder, changes } = createRecorder(sqlite);
      const channelsCreated = findNewChannels(sqlite, settings);
      for (const id of channelsCreated) putChannel(sqlite, recorder, defaultChannel(id));
      const report = buildReport(sqlite, source, settings, { contactsCreatedFromReferences: contactsMade, channelsCreated, notes: options.notes });
      setImportReport(sqlite, importId, report);
      rememberMapping(sqlite, headerSignature(source.columns), settings, options.nowMs);
      appendStep(sqlite, { name: `Import ${source.fileName}`, nowMs: options.nowMs, changes, importId });
      dropStaleImages(sqlite);
      bumpRevisions(sqlite, countDomains(settings, contactsMade > 0, channelsCreated.length > 0));
      checkCancel(control);
      return { importId, report };
    })
    .immediate();
}
