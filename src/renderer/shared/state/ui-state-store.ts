import { createStore, type StoreApi } from 'zustand/vanilla';

/** Where the window keeps how the planner left it: one JSON value per key. */
export interface UiStatePort {
  read(key: string): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
}

/** Values by key; a key that has been read and holds nothing is null, a key never asked for is absent. */
export interface UiState {
  readonly values: Readonly<Record<string, unknown>>;
  /** Reads a key once; later calls are free. */
  load(key: string): void;
  set(key: string, value: unknown): void;
  /** Writes what has not been written yet. */
  flush(): Promise<void>;
  /** Forgets everything: another workspace has been opened. */
  reset(): void;
}
export type UiStateStore = StoreApi<UiState>;

/** Store of the window's state; writes are gathered for `delayMs` so that dragging a splitter is one write. */
export function createUiStateStore(port: UiStatePort, delayMs = 300): UiStateStore {
  let generation = 0;
  const asked = new Set<string>();
  const pending = new Map<string, unknown>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  return createStore<UiState>((setState, getState) => ({
    values: {},
    load(key) {
      if (asked.has(key)) return;
      asked.add(key);
      const startedIn = generation;
      const settle = (value: unknown): void => {
        if (startedIn !== generation || key in getState().values) return;
        setState((state) => ({ values: { ...state.values, [key]: value ?? null } }));
      };
      port.read(key).then(settle, () => settle(null));
    },
    set(key, value) {
      asked.add(key);
      setState((state) => ({ values: { ...state.values, [key]: value } }));
      pending.set(key, value);
      clearTimeout(timer);
      timer = setTimeout(() => void getState().flush(), delayMs);
    },
    async flush() {
      clearTimeout(timer);
      const entries = [...pending];
      pending.clear();
      // How the window looks is not worth a message when it cannot be kept: it is asked again next time.
      await Promise.allSettled(entries.map(([key, value]) => port.write(key, value)));
    },
    reset() {
      generation += 1;
      asked.clear();
      pending.clear();
      clearTimeout(timer);
      setState({ values: {} });
    },
  }));
}
