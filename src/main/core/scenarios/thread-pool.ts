import { isCancelled, type CancelFlag } from '../../../engine/base/cancel.ts';
import { fail, type Result } from '../../../engine/base/fault.ts';
import type { SearchValues } from '../../../engine/model/search-space.ts';
import type { Played, PlayTask, SuggestTask } from '../../workers/scenario-api.ts';
import { startScenarioThread, type ScenarioThread, type ScenarioToOpen } from '../../workers/scenario-client.ts';

/** Something to be played for somebody. */
export interface Assignment<T> {
  readonly subject: T;
  readonly task: PlayTask;
}

/** Threads that each keep the same scenario open. Whoever makes them ends them. */
export interface PlayerPool {
  /**
   * Plays in order, each on the next thread that is free, and hands over results as they come. Ends early once cancelled, or
   * once `onPlayed` answers false: what is being played then is dropped.
   */
  playAll<T>(assignments: readonly Assignment<T>[], onStart: (subject: T) => void, onPlayed: (subject: T, played: Result<Played>) => boolean): Promise<void>;
  /** Next points of a Bayesian search; CANCELLED once cancelled. */
  suggest(task: SuggestTask): Promise<Result<readonly SearchValues[]>>;
  end(): Promise<void>;
}

const LOOK_EVERY_MS = 25;

/** Races work against the flag; answers null where the flag was first. */
async function untilCancelled<T>(cancel: CancelFlag, work: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const raised = new Promise<null>((resolve) => {
    timer = setInterval(() => {
      if (isCancelled(cancel)) resolve(null);
    }, LOOK_EVERY_MS);
  });
  try {
    return await Promise.race([work, raised]);
  } finally {
    clearInterval(timer);
  }
}

/** Starts threads that open the scenario while they wait for work; in the background they give way to everything else. */
export function createPlayerPool(scenario: ScenarioToOpen, concurrency: number, cancel: CancelFlag, options: { readonly isBackground?: boolean } = {}): PlayerPool {
  const threads = Array.from({ length: concurrency }, () => startScenarioThread(scenario, options));
  return {
    async playAll(assignments, onStart, onPlayed) {
      let next = 0;
      let isOver = false;
      const work = async (thread: ScenarioThread): Promise<void> => {
        while (next < assignments.length && !isOver && !isCancelled(cancel)) {
          const { subject, task } = assignments[next]!;
          next += 1;
          onStart(subject);
          const played = await thread.play(task, cancel);
          if (isOver || isCancelled(cancel)) return;
          if (!onPlayed(subject, played)) isOver = true;
        }
      };
      await untilCancelled(cancel, Promise.all(threads.slice(0, assignments.length).map(work)));
      isOver = true;
    },
    async suggest(task) {
      const suggested = await untilCancelled(cancel, threads[0]!.suggest(task));
      return suggested ?? fail('CANCELLED', 'Cancelled before the next variants were found.');
    },
    end: async () => void (await Promise.all(threads.map((thread) => thread.end()))),
  };
}
