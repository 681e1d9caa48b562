import type { Domain } from '../../../contract/event.ts';
import type { Result } from '../../../engine/base/fault.ts';
import type { Database, Sqlite } from '../db/connection.ts';
import { appendStep, createRecorder, type EditRecorder, type EditStep, type EditableTable } from '../db/repositories/edit.ts';
import { bumpRevisions, type RevisionDomain } from '../db/repositories/revision.ts';
import { failOfStorageError } from '../db/sqlite-fault.ts';

const domainsOfTable: Record<EditableTable, Domain> = {
  workspace: 'workspace',
  audiences: 'audiences',
  channels: 'rules',
  rule_settings: 'rules',
  constraints: 'rules',
  pinned_actions: 'rules',
  reps: 'contacts',
  territory_assignments: 'contacts',
  campaigns: 'campaigns',
  reservations: 'campaigns',
  conflict_log: 'campaigns',
  sync_sources: 'sync',
  attribution_settings: 'attribution',
  queue_settings: 'queue',
  queue_decisions: 'queue',
  scenarios: 'scenarios',
};

const IMPORT_DOMAINS: readonly Domain[] = ['contacts', 'touches', 'outcomes', 'imports', 'workspace', 'rules'];

/** Domains that a step writes. */
export const domainsOf = (step: Pick<EditStep, 'changes' | 'importId'>): Domain[] => [
  ...new Set([...step.changes.map((change) => domainsOfTable[change.table]), ...(step.importId === null ? [] : IMPORT_DOMAINS)]),
];

/** Counts one more write of these domains; call inside the transaction that writes. */
export function countRevisions(sqlite: Sqlite, domains: readonly Domain[]): void {
  const counted = domains.filter((domain): domain is RevisionDomain => ['contacts', 'touches', 'outcomes', 'rules', 'campaigns'].includes(domain));
  bumpRevisions(sqlite, counted);
}

class Rollback extends Error {}

/** How a step stands in the undo list, and in the decision log where somebody decided it. */
export interface StepName {
  readonly name: string;
  readonly nowMs: number;
  readonly actor?: string | undefined;
}

/** What a step came to, and the domains it changed; none where it failed or wrote nothing. */
export interface StepAnswer<T> {
  readonly result: Result<T>;
  readonly domains: readonly Domain[];
}

/** Runs `work` as one undoable step in one transaction, on whatever connection; a fault rolls everything back. */
export function runStep<T>({ sqlite, path }: Database, { name, nowMs, actor }: StepName, work: (recorder: EditRecorder, sqlite: Sqlite) => Result<T>): StepAnswer<T> {
  const { recorder, changes } = createRecorder(sqlite);
  let result: Result<T> | undefined;
  try {
    sqlite
      .transaction(() => {
        result = work(recorder, sqlite);
        if (!result.ok) throw new Rollback();
        if (changes.length === 0) return;
        appendStep(sqlite, { name, nowMs, changes, actor });
        countRevisions(sqlite, domainsOf({ changes, importId: null }));
      })
      .immediate();
  } catch (error) {
    if (!(error instanceof Rollback)) return { result: failOfStorageError(error, path), domains: [] };
  }
  if (result === undefined) throw new Error('An edit ended without a result.');
  if (!result.ok || changes.length === 0) return { result, domains: [] };
  return { result, domains: [...domainsOf({ changes, importId: null }), ...(actor === undefined ? [] : (['decisions'] as const)), 'edits', 'plans'] };
}
