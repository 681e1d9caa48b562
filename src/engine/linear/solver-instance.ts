/** Holds one loaded solver and replaces it after it broke. */
export interface SolverInstance<Solver> {
  /** The loaded solver; loads it on first use and after `discard`. A failed load is tried again on the next call. */
  get(): Promise<Solver>;
  /** Forgets the solver: an aborted WebAssembly instance must not be entered again, an overgrown one gives its memory back. */
  discard(): void;
}

/** Loads a solver lazily and at most once at a time. */
export function createSolverInstance<Solver>(load: () => Promise<Solver>): SolverInstance<Solver> {
  let loading: Promise<Solver> | null = null;
  return {
    get() {
      if (loading !== null) return loading;
      const attempt = load();
      loading = attempt;
      attempt.catch(() => {
        if (loading === attempt) loading = null;
      });
      return attempt;
    },
    discard() {
      loading = null;
    },
  };
}
