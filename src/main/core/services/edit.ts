import type { EditState } from '../../../contract/edit.ts';
import type { z } from 'zod';
import type { Domain } from '../../../contract/event.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { applyImages, firstUndone, lastDone, readStepNames, setStepState, type EditRecorder } from '../db/repositories/edit.ts';
import { followExecution } from '../db/repositories/execution-ledger.ts';
import { failOfStorageError } from '../db/sqlite-fault.ts';
import { redoImport, undoImport } from '../import/undo-import.ts';
import type { Sqlite } from '../db/connection.ts';
import { countRevisions, domainsOf, runStep } from './edit-step.ts';

type State = z.infer<typeof EditState>;

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
        followExecution(sqlite, step.changes, direction === 'undo' ? 'before' : 'after', context.clock.nowMs());
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
        const { result, domains } = runStep(database, { name, nowMs: context.clock.nowMs(), actor }, work);
        if (domains.length > 0) context.changes.publish(domains);
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
