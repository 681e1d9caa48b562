import { succeed, type Result } from '../../../engine/base/fault.ts';
import { withWorkspaceThread } from '../../workers/workspace-client.ts';
import type { CoreContext } from '../context.ts';
import { listOldRemovals, putRemoval, type RemovalSubject } from '../db/repositories/scenario-removal.ts';
import type { Session } from '../session.ts';
import type { EditService } from './edit.ts';

/** Removals that can be taken back; what was removed before them goes for good. */
const KEPT_REMOVALS = 10;

/** Removes a batch or an analysis as one undoable step. */
export async function removeSubject(context: CoreContext, edits: EditService, session: Session, { subject, id, name }: { subject: RemovalSubject; id: number; name: string }): Promise<Result<void>> {
  const removed = await edits.run(`Remove ${name}`, (recorder) => {
    putRemoval(recorder, { subject, id, removedAt: context.clock.nowMs() });
    return succeed(undefined);
  });
  if (!removed.ok || listOldRemovals(session.database.sqlite, KEPT_REMOVALS).length === 0) return removed;
  return session.gate.run(() => withWorkspaceThread((thread) => thread.dropRemoved(session.database.path, KEPT_REMOVALS)));
}
