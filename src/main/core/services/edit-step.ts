import type { Domain } from '../../../contract/event.ts';
import type { Result } from '../../../engine/base/fault.ts';
import type { Database, Sqlite } from '../db/connection.ts';
import { appendStep, appendWrittenStep, createRecorder, type EditRecorder, type EditStep, type EditableTable, type RowWriter } from '../db/repositories/edit.ts';
import { bumpRevisions, readRevisions, type RevisionDomain } from '../db/repositories/revision.ts';
import { followExecution } from '../db/repositories/execution-ledger.ts';
import { createStagedEdit, type StagedEdit } from '../db/repositories/staged-edit.ts';
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
  queue_choices: 'queue',
  scenarios: 'scenarios',
  scenario_removals: 'scenarios',
  problem_drafts: 'problems',
  export_settings: 'exports',
  feedback_settings: 'feedback',
  challenges: 'feedback',
  executions: 'executions',
  execution_actions: 'executions',
  execution_settings: 'executions',
  rebalance_suggestions: 'executions',
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
        followExecution(sqlite, changes, 'after', nowMs);
        appendStep(sqlite, { name, nowMs, changes, actor });
        countRevisions(sqlite, domainsOf({ changes, importId: null }));
      })
      .immediate();
  } catch (error) {
    if (!(error instanceof Rollback)) return { result: failOfStorageError(error, path), domains: [] };
  }
  if (result === undefined) throw new Error('An edit ended without a result.');
  return answerOf(result, changes, actor);
}

/** A step and what belongs to it, found from what stands. */
export interface StagedWork<T> {
  /** Finds what is to be written; reads only. Asked again where the file changed before it was written. */
  prepare(writer: RowWriter, sqlite: Sqlite): Result<T>;
  /** Waits until nobody else writes. */
  takeTurn(): Promise<void>;
  /** Told how many rows are written, between statements of the one transaction that writes. */
  onWritten(rows: number): void;
  /** Writes what else belongs to the step, in the same transaction. */
  finish(sqlite: Sqlite, value: T): void;
}

interface Staged<T> {
  readonly edit: StagedEdit;
  readonly result: Result<T>;
  readonly changesText: string;
  /** Writes counted when it was found. */
  readonly revisions: string;
}

/**
 * Runs a large step so that others wait for its writing alone: what it writes is found and staged beside the file, which is
 * locked only for one short transaction. One undoable step, all of it or nothing, as `runStep`.
 */
export async function runStagedStep<T>({ sqlite, path }: Database, { name, nowMs, actor }: StepName, work: StagedWork<T>): Promise<StepAnswer<T>> {
  const edits: StagedEdit[] = [];
  let refused: Result<T> | undefined;
  const stage = (): Staged<T> => {
    const edit = createStagedEdit(sqlite, `staged_${edits.length}`);
    edits.push(edit);
    const result = work.prepare(edit.writer, sqlite);
    return { edit, result, changesText: JSON.stringify(edit.changes), revisions: JSON.stringify(readRevisions(sqlite)) };
  };
  try {
    let staged = sqlite.transaction(stage).deferred();
    if (!staged.result.ok || staged.edit.changes.length === 0) return answerOf(staged.result, [], actor);
    await work.takeTurn();
    sqlite
      .transaction(() => {
        if (JSON.stringify(readRevisions(sqlite)) !== staged.revisions) staged = stage();
        const { edit, result, changesText } = staged;
        if (!result.ok) {
          refused = result;
          throw new Rollback();
        }
        if (edit.changes.length === 0) return;
        edit.write(work.onWritten);
        work.finish(sqlite, result.value);
        appendWrittenStep(sqlite, { name, nowMs, actor }, changesText);
        countRevisions(sqlite, domainsOf({ changes: edit.changes, importId: null }));
      })
      .immediate();
    return answerOf(staged.result, staged.edit.changes, actor);
  } catch (error) {
    return { result: refused ?? failOfStorageError(error, path), domains: [] };
  } finally {
    for (const edit of edits) edit.drop();
  }
}

function answerOf<T>(result: Result<T>, changes: EditStep['changes'], actor: string | undefined): StepAnswer<T> {
  if (!result.ok || changes.length === 0) return { result, domains: [] };
  return { result, domains: [...domainsOf({ changes, importId: null }), ...(actor === undefined ? [] : (['decisions'] as const)), 'edits', 'plans'] };
}
