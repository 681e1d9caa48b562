import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ImportReport, ImportSettings } from '../../../engine/model/import.ts';
import type { DroppedFile } from '../../app/shell/dropped-files.ts';
import type { ShownFault } from '../../shared/messages/shown-fault.ts';

/** A check of all rows, or the writing of what was checked. */
export type ImportStep = 'check' | 'commit';

/** A file on its way into the workspace, as far as the planner took it. */
export interface FileState {
  readonly file: DroppedFile;
  /** What the planner said about how the file is written, beyond what was detected. */
  readonly dialect: Partial<ImportSettings['dialect']> | undefined;
  /** What the columns are taken for; null until the file was looked at. */
  readonly settings: ImportSettings | null;
  /** True while something has to be decided before the check. */
  readonly hasQuestions: boolean;
  /** The last check of all rows with these settings. */
  readonly checkId: string | null;
  readonly fault: ShownFault | null;
  readonly written: ImportReport | null;
}

interface ImportState {
  /** Path of the workspace the files are meant for. */
  readonly workspacePath: string | null;
  readonly files: readonly FileState[];
  /** Steps that wait for the running one, in their order. */
  readonly queue: readonly { readonly token: string; readonly step: ImportStep }[];
  readonly running: { readonly token: string; readonly step: ImportStep; readonly jobId: string | null } | null;
}

const emptyState: ImportState = { workspacePath: null, files: [], queue: [], running: null };

/** Files wait here while the planner looks at other pages. */
const store = createStore<ImportState>(() => emptyState);

export const useImportState = <Part>(select: (state: ImportState) => Part): Part => useStore(store, select);

/** Another workspace starts without the files of the one before. */
export function keepForWorkspace(workspacePath: string): void {
  if (store.getState().workspacePath !== workspacePath) store.setState({ ...emptyState, workspacePath });
}

/** New files stand behind those still to be imported and before those that are. */
export function addFiles(files: readonly DroppedFile[]): void {
  const added = files.map((file): FileState => ({ file, dialect: undefined, settings: null, hasQuestions: false, checkId: null, fault: null, written: null }));
  store.setState((state) => ({ files: [...state.files.filter(({ written }) => written === null), ...added, ...state.files.filter(({ written }) => written !== null)] }));
}

export function removeFile(token: string): void {
  store.setState((state) => ({ files: state.files.filter(({ file }) => file.token !== token), queue: state.queue.filter((waiting) => waiting.token !== token) }));
}

export function changeFile(token: string, change: Partial<Omit<FileState, 'file'>>): void {
  store.setState((state) => ({ files: state.files.map((known) => (known.file.token === token ? { ...known, ...change } : known)) }));
}

/** Puts steps at the end of the queue. */
export function enqueue(step: ImportStep, tokens: readonly string[]): void {
  store.setState((state) => ({ queue: [...state.queue, ...tokens.map((token) => ({ token, step }))] }));
}

/** Takes the next step off the queue if nothing runs; null where there is none. */
export function takeNextStep(): { readonly token: string; readonly step: ImportStep; readonly state: FileState } | null {
  const { queue, running, files } = store.getState();
  const next = queue[0];
  if (running !== null || next === undefined) return null;
  const state = files.find(({ file }) => file.token === next.token);
  store.setState({ queue: queue.slice(1), ...(state === undefined ? {} : { running: { ...next, jobId: null } }) });
  return state === undefined ? takeNextStep() : { ...next, state };
}

/** The running step has become a job. */
export function nameJob(jobId: string): void {
  store.setState(({ running }) => ({ running: running === null ? null : { ...running, jobId } }));
}

/** The running step has ended; a failed one takes those behind it out of the queue. */
export function endStep(change: Partial<Omit<FileState, 'file'>>): void {
  const { running } = store.getState();
  if (running === null) return;
  changeFile(running.token, change);
  store.setState(({ queue }) => ({ running: null, queue: change.fault == null ? queue : [] }));
}
