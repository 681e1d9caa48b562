import { isCancelled, type CancelFlag } from '../../../engine/base/cancel.ts';
import type { Result } from '../../../engine/base/fault.ts';
import type { Progress } from '../../../engine/base/progress.ts';
import type { PlayedScenario } from '../../workers/scenario-api.ts';
import { startScenarioThread, withScenarioThread, type ScenarioThread, type ScenarioToOpen } from '../../workers/scenario-client.ts';

/** Plays scenarios on a thread that stays for a while and keeps the last run, so that a change of its contacts alone is quick. */
export interface ResidentPlayer {
  simulate(scenario: ScenarioToOpen, run: { readonly cancel: CancelFlag; report(progress: Progress): void }): Promise<Result<PlayedScenario>>;
  /** Ends the thread; the next run starts another. */
  close(): Promise<void>;
}

/** How long the thread stays without work, ms: it holds a scenario with its contacts. */
const STAYS_MS = 60_000;

export function createResidentPlayer(): ResidentPlayer {
  let thread: ScenarioThread | null = null;
  let isBusy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = async (): Promise<void> => {
    clearTimeout(timer);
    const ending = thread;
    thread = null;
    await ending?.end();
  };
  return {
    close,
    async simulate(scenario, run) {
      if (isBusy) return withScenarioThread(scenario, (other) => other.simulate(run));
      clearTimeout(timer);
      isBusy = true;
      thread ??= startScenarioThread(null);
      let isSound = false;
      try {
        const played = await thread.simulateNext(scenario, run);
        isSound = played.ok && !isCancelled(run.cancel);
        return played;
      } finally {
        isBusy = false;
        if (isSound) timer = setTimeout(() => void close(), STAYS_MS);
        else await close();
      }
    },
  };
}
