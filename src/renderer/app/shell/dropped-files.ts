import { createContext, use } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';

/** A file the planner dropped on the window; the core knows it by its token. */
export interface DroppedFile {
  readonly token: string;
  readonly name: string;
  readonly sizeBytes: number;
}

export interface DroppedFilesState {
  readonly files: readonly DroppedFile[];
  add(files: readonly DroppedFile[]): void;
  /** Hands over what has been dropped since the last time. */
  take(): readonly DroppedFile[];
}
export type DroppedFilesStore = StoreApi<DroppedFilesState>;

export const createDroppedFilesStore = (): DroppedFilesStore =>
  createStore<DroppedFilesState>((setState, getState) => ({
    files: [],
    add: (files) => setState((state) => ({ files: [...state.files, ...files] })),
    take() {
      const { files } = getState();
      setState({ files: [] });
      return files;
    },
  }));

export const DroppedFilesContext = createContext<DroppedFilesStore | null>(null);

/** Dropped files that wait to be imported, and how to take them. */
export function useDroppedFiles(): DroppedFilesState {
  const store = use(DroppedFilesContext);
  if (store === null) throw new Error('useDroppedFiles needs a DroppedFilesContext above it');
  return useStore(store);
}
