import type { SolveClock } from '../solve-clock.ts';

/** Time limit handed to GLPK (in seconds, near the largest it can hold) … */
export const glpkTimeLimitSeconds = 2_000_000;
/** … and the time its clock shows once it has to stop: beyond that limit. */
const afterLimitMs = 2 * glpkTimeLimitSeconds * 1000;

/**
 * Runs GLPK on a clock of ours. GLPK has no interrupt, but looks at the time after every simplex step and every node
 * and then ends in good order with the best point it has. It reads the time through the global `Date.now`, so for the
 * length of one synchronous call that function stands still, and jumps past the limit when the solve has to stop.
 * Nothing else runs on the thread meanwhile; `onLook` and the caller's clock see the real time.
 */
export function runOnSolveClock<Answer>(clock: SolveClock, onLook: () => void, run: () => Answer): Answer {
  const realNow = Date.now;
  const solverNow = (): number => {
    Date.now = realNow;
    try {
      onLook();
      return clock.stopReason() === null ? 0 : afterLimitMs;
    } finally {
      Date.now = solverNow;
    }
  };
  Date.now = solverNow;
  try {
    return run();
  } finally {
    Date.now = realNow;
  }
}
