import type { Core } from '../core/core.ts';
import type { CancelFlag } from '../../engine/base/cancel.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** What a verb works with. */
export interface VerbContext {
  readonly core: Core;
  readonly terminal: Terminal;
  /** Raised by Ctrl-C. */
  readonly cancel: CancelFlag;
}

/** One word of the command line. */
export interface Verb {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  run(words: readonly string[], context: VerbContext): Promise<ExitCode>;
}
