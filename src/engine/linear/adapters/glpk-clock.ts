import type { SolveClock } from '../solve-clock.ts';

/** Time limit handed to GLPK (in seconds, near the largest it can hold) … */
export const glpkTimeLimitSeconds = 2_000_000;
/** … and how far its clock moves with every look once it has to stop: beyond that limit. */
const leapMs = 2 * glpkTimeLimitSeconds * 1000;

/**
 * Runs GLPK on a clock of ours. GLPK has no interrupt, but looks at the time after every simplex step and every node
 * and then ends in good order with the best point it has. It reads the time through the global `Date.now`, so for the
 * length of one synchronous call that function stands still, and leaps by more than the limit with every look when the
 * solve has to stop: the first look after that may be the start of one more step of the solver, which counts its own
 * time. Nothing else runs on the thread meanwhile; `onLook` and the caller's clock see the real time.
 */
export function runOnSolveClock<Answer>(clock: SolveClock, onLook: () => void, run: () => Answer): Answer {
  const realNow = Date.now;
  let shownMs = 0;
  const solverNow = (): number => {
    Date.now = realNow;
    try {
      onLook();
      if (clock.stopReason() !== null) shownMs += leapMs;
      return shownMs;
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
