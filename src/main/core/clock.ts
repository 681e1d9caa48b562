/** Time as the core sees it; passed in, so that tests and repeated runs decide it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };
