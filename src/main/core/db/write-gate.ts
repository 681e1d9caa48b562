/**
 * Lets one writer at a time into the workspace file. Short writes of the core are synchronous and queue behind a long
 * one (an import commit on its own thread) instead of blocking the core on SQLite's lock.
 */
export interface WriteGate {
  /** Runs `work` once all earlier work has ended; the result or error is passed on. */
  run<T>(work: () => T | Promise<T>): Promise<T>;
}

export function createWriteGate(): WriteGate {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const turn = tail.then(work);
      tail = turn.catch(() => undefined);
      return turn;
    },
  };
}
