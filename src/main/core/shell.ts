import type { Result } from '../../engine/base/fault.ts';

export interface FileFilter {
  readonly name: string;
  readonly extensions: readonly string[];
}

/** What the core asks of the program around it: file dialogs. The command line has none and answers NOT_SUPPORTED. */
export interface Shell {
  /** Paths the planner chose, empty when the dialog was closed. */
  chooseFiles(options: { title: string; filters: readonly FileFilter[]; multiple: boolean }): Promise<Result<string[]>>;
  /** Path to write to, null when the dialog was closed. */
  chooseSavePath(options: { title: string; suggestedName: string; filters: readonly FileFilter[] }): Promise<Result<string | null>>;
}
