import type { EditState } from '../../../contract/edit.ts';
import type { z } from 'zod';
import type { Domain } from '../../../contract/event.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { appendStep, applyImages, createRecorder, firstUndone, lastDone, readStepNames, setStepState, type EditRecorder, type EditStep, type EditableTable } from '../db/repositories/edit.ts';
import { bumpRevisions, type RevisionDomain } from '../db/repositories/revision.ts';
import { failOfStorageError } from '../db/sqlite-fault.ts';
import { redoImport, undoImport } from '../import/undo-import.ts';
import type { Sqlite } from '../db/connection.ts';

type State = z.infer<typeof EditState>;

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
};

const IMPORT_DOMAINS: readonly Domain[] = ['contacts', 'touches', 'outcomes', 'imports', 'workspace', 'rules'];

const domainsOf = (step: Pick<EditStep, 'changes' | 'importId'>): Domain[] => [
  ...new Set([...step.changes.map((change) => domainsOfTable[change.table]), ...(step.importId === null ? [] : IMPORT_DOMAINS)]),
];

function countRevisions(sqlite: Sqlite, domains: readonly Domain[]): void {
  const counted = domains.filter((domain): domain is RevisionDomain => ['contacts', 'touches', 'outcomes', 'rules', 'campaigns'].includes(domain));
  bumpRevisions(sqlite, counted);
}

/** The one way a planner's edit reaches the file: named, in one transaction, undoable. */
export interface EditService {
  /**
   * Runs `work` as one step; a fault rolls everything back.
   * @param actor who decided it, where `work` writes to the decision log: undo and redo of the step are written there too
   */
  run<T>(name: string, work: (recorder: EditRecorder, sqlite: Sqlite) => Result<T>, actor?: string): Promise<Result<T>>;
  state(): Result<State>;
  undo(): Promise<Result<State>>;
  redo(): Promise<Result<State>>;
}

class Rollback extends Error {}

export function createEditService(context: CoreContext): EditService {
  const move = async (direction: 'undo' | 'redo'): Promise<Result<State>> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const { database, gate } = session.value;
    return gate.run(() => {
      const sqlite = database.sqlite;
      /** Which step it is, is asked under the lock it is taken under: another program may have moved the list. */
      const take = (): Domain[] | null => {
        const step = direction === 'undo' ? lastDone(sqlite) : firstUndone(sqlite);
        if (step === null) return null;
        const domains = domainsOf(step);
        if (step.importId !== null) (direction === 'undo' ? undoImport : redoImport)(sqlite, step.importId, context.clock.nowMs());
        applyImages(sqlite, step.changes, direction === 'undo' ? 'before' : 'after');
        setStepState(sqlite, step.id, direction === 'undo' ? 'undone' : 'done');
        if (step.actor !== null) {
          appendDecision(sqlite, { at: context.clock.nowMs(), actor: step.actor, kind: direction, subject: step.name, detail: { step: step.id } });
          domains.push('decisions');
        }
        countRevisions(sqlite, domains);
        return domains;
      };
      try {
        const domains = sqlite.transaction(take).immediate();
        if (domains !== null) context.changes.publish([...domains, 'edits', 'plans']);
        return succeed(readStepNames(sqlite));
      } catch (error) {
        return failOfStorageError(error, database.path);
      }
    });
  };

  return {
    async run(name, work, actor) {
      const session = requireSession(context);
      if (!session.ok) return session;
      const { database, gate } = session.value;
      return gate.run(() => {
        const sqlite = database.sqlite;
        const { recorder, changes } = createRecorder(sqlite);
        let result: ReturnType<typeof work> | undefined;
        try {
          sqlite.transaction(() => {
            result = work(recorder, sqlite);
            if (!result.ok) throw new Rollback();
            if (changes.length === 0) return;
            appendStep(sqlite, { name, nowMs: context.clock.nowMs(), changes, actor });
            countRevisions(sqlite, domainsOf({ changes, importId: null }));
          }).immediate();
        } catch (error) {
          if (!(error instanceof Rollback)) return failOfStorageError(error, database.path);
        }
        if (result === undefined) throw new Error('An edit ended without a result.');
        if (result.ok && changes.length > 0) context.changes.publish([...domainsOf({ changes, importId: null }), ...(actor === undefined ? [] : (['decisions'] as const)), 'edits', 'plans']);
        return result;
      });
    },
    state() {
      const session = requireSession(context);
      return session.ok ? succeed(readStepNames(session.value.database.sqlite)) : succeed({ undo: null, redo: null });
    },
    undo: () => move('undo'),
    redo: () => move('redo'),
  };
}
