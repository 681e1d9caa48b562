import type { Result } from '../../engine/base/fault.ts';
import type { SecretPlace } from '../../engine/model/sync.ts';

export interface FileFilter {
  readonly name: string;
  readonly extensions: readonly string[];
}

/**
 * Secrets of sources by id. They stand in the system's safe storage; where there is none they live in memory until the
 * program ends. Workspace files and logs never hold them.
 */
export interface SecretStore {
  /** Null where none is kept. */
  read(id: string): Promise<Result<string | null>>;
  /** Answers where it stands now. */
  write(id: string, secret: string): Promise<Result<Exclude<SecretPlace, 'none'>>>;
  remove(id: string): Promise<Result<void>>;
  place(id: string): Promise<SecretPlace>;
}

/** What the core asks of the program around it: dialogs and secrets. The command line has no dialogs and answers NOT_SUPPORTED. */
export interface Shell {
  /** Paths the planner chose, empty when the dialog was closed. */
  chooseFiles(options: { title: string; filters: readonly FileFilter[]; multiple: boolean }): Promise<Result<string[]>>;
  /** Path to write to, null when the dialog was closed. */
  chooseSavePath(options: { title: string; suggestedName: string; filters: readonly FileFilter[] }): Promise<Result<string | null>>;
  /** Folder the planner chose, null when the dialog was closed. */
  chooseFolder(options: { title: string }): Promise<Result<string | null>>;
  readonly secrets: SecretStore;
}
