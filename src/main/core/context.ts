import { fail, succeed, type Result } from '../../engine/base/fault.ts';
import type { EngineClient } from '../workers/engine-client.ts';
import type { ChangeHub } from './change-hub.ts';
import type { Clock } from './clock.ts';
import type { FileRegistry } from './file-registry.ts';
import type { Session } from './session.ts';
import type { Shell } from './shell.ts';

/** What every service works with. The open workspace changes over time; the rest stays. */
export interface CoreContext {
  readonly clock: Clock;
  readonly createId: () => string;
  readonly changes: ChangeHub;
  readonly shell: Shell;
  readonly files: FileRegistry;
  readonly engine: EngineClient;
  /** Folder of the planner's own files: recent workspaces, backups, staging. */
  readonly userFolder: string;
  readonly appVersion: string;
  /** True behind a window; the command line backs up only when told to and leaves no trace in the list of recent workspaces. */
  readonly isInteractive: boolean;
  session: Session | null;
}

/** The open workspace, or the fault NO_WORKSPACE. */
export function requireSession(context: CoreContext): Result<Session> {
  return context.session === null ? fail('NO_WORKSPACE', 'No workspace is open.', { hint: 'Make one, open one, or open the sample.' }) : succeed(context.session);
}
