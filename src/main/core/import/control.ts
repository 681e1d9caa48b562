import { isCancelled, type CancelFlag } from '../../../engine/base/cancel.ts';
import type { ReportProgress } from '../../../engine/base/progress.ts';
import { stop } from './stop.ts';

/** How a running import is watched and stopped. */
export interface ImportControl {
  readonly cancel: CancelFlag | undefined;
  readonly report: ReportProgress;
}

/** Phases an import goes through, as the progress names them. */
export const phases = { inspect: 'Looking at the file', read: 'Consuming signals', compare: 'Comparing with the workspace', write: 'Writing' } as const;

/** Ends the run once the flag was raised. */
export function checkCancel(control: ImportControl): void {
  if (isCancelled(control.cancel)) stop('CANCELLED', 'The import was cancelled. The workspace is unchanged.');
}
