import type { ImportReport, ImportSettings } from '../../../../engine/model/import.ts';
import type { Sqlite } from '../../db/connection.ts';
import { checkCancel, phases, type ImportControl } from '../control.ts';
import type { StagedWorkspace } from '../staging/open-staged.ts';
import { compareContacts } from './compare-contacts.ts';
import { compareHistory } from './compare-history.ts';
import { buildReport } from './report.ts';
import { resolveReferences } from './resolve-contacts.ts';

/** Forgets what an earlier comparison found; rows that reading rejected stay so. */
export function forgetComparison(sqlite: Sqlite, { targets }: ImportSettings): void {
  sqlite.exec('DELETE FROM staged_rejects WHERE whole = 0');
  targets.forEach((_, at) => sqlite.exec(`DELETE FROM result_${at}`));
}

export const contactsTarget = ({ targets }: ImportSettings): number | null => {
  const at = targets.findIndex(({ target }) => target === 'contacts');
  return at < 0 ? null : at;
};

/** Channels that the staged touches name and the workspace does not have. */
export function findNewChannels(sqlite: Sqlite, { targets }: ImportSettings): string[] {
  const names = targets.flatMap(({ target }, at) => (target === 'touches' ? [`SELECT channel FROM staged_what_${at}`] : []));
  return names.length === 0 ? [] : (sqlite.prepare(`SELECT DISTINCT channel FROM (${names.join(' UNION ALL ')}) WHERE channel NOT IN (SELECT id FROM channels) ORDER BY channel`).pluck().all() as string[]);
}

function countUnknownReferences(sqlite: Sqlite, { targets }: ImportSettings): number {
  const used = targets.flatMap(({ target }, at) => (target === 'contacts' ? [] : [`SELECT ref FROM staged_${at} WHERE row NOT IN (SELECT row FROM result_${at})`]));
  if (used.length === 0) return 0;
  return sqlite.prepare(`SELECT count(*) FROM who WHERE hits = 0 AND is_staged = 0 AND ref IN (${used.join(' UNION ALL ')})`).pluck().get() as number;
}

/** Compares a staged file with the workspace without writing to it; the report says what a commit would do now. */
export function compareImport({ sqlite, source, settings }: StagedWorkspace, control: ImportControl): ImportReport {
  return sqlite.transaction(() => {
    forgetComparison(sqlite, settings);
    const contactsAt = contactsTarget(settings);
    settings.targets.forEach(({ target }, at) => {
      checkCancel(control);
      control.report({ phase: phases.compare, done: at, total: settings.targets.length });
      if (target === 'contacts') compareContacts(sqlite, at, settings);
    });
    resolveReferences(sqlite, contactsAt);
    settings.targets.forEach(({ target }, at) => {
      checkCancel(control);
      control.report({ phase: phases.compare, done: at, total: settings.targets.length });
      if (target !== 'contacts') compareHistory(sqlite, at, settings);
    });
    return buildReport(sqlite, source, settings, { contactsCreatedFromReferences: countUnknownReferences(sqlite, settings), channelsCreated: findNewChannels(sqlite, settings) });
  })();
}
