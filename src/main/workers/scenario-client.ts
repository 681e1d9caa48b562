import * as Comlink from 'comlink';
import type { SensitivityResult } from '../../contract/scenario.ts';
import type { CancelFlag } from '../../engine/base/cancel.ts';
import { fail, type Result } from '../../engine/base/fault.ts';
import type { Progress } from '../../engine/base/progress.ts';
import type { BatchSpec } from '../../engine/model/batch.ts';
import type { SearchValues } from '../../engine/model/search-space.ts';
import type { DesignedBatch } from '../core/scenarios/design-variants.ts';
import type { SensitivityTask } from '../core/scenarios/sensitivity.ts';
import type { PlaySettings } from '../core/scenarios/packed-scenario.ts';
import { startThread, WorkerDied } from './run-in-worker.ts';
import type { Played, PlayedScenario, PlayTask, ScenarioApi, ScenarioDifference, SuggestTask } from './scenario-api.ts';

/** A thread that plays one scenario and its variants. Whoever starts it ends it. */
export interface ScenarioThread {
  simulate(run: { readonly cancel: CancelFlag; report(progress: Progress): void }): Promise<Result<PlayedScenario>>;
  /** Plays a scenario from what the one before left on this thread. */
  simulateNext(scenario: ScenarioToOpen, run: { readonly cancel: CancelFlag; report(progress: Progress): void }): Promise<Result<PlayedScenario>>;
  play(task: PlayTask, cancel: CancelFlag): Promise<Result<Played>>;
  drive(other: ScenarioToOpen, cancel: CancelFlag): Promise<Result<ScenarioDifference>>;
  design(search: Pick<BatchSpec, 'space' | 'search' | 'seed'>): Promise<Result<DesignedBatch>>;
  suggest(task: SuggestTask): Promise<Result<readonly SearchValues[]>>;
  designSensitivity(task: SensitivityTask): Promise<Result<readonly SearchValues[]>>;
  estimateSensitivity(task: SensitivityTask, scores: readonly (number | null)[]): Promise<Result<SensitivityResult>>;
  end(): Promise<void>;
}

/** What a thread opens: a compressed input and how it is played. */
export interface ScenarioToOpen {
  readonly document: Uint8Array;
  readonly settings: PlaySettings;
}

/** Starts a thread; a scenario that is given is opened before the first call is answered, and its fault is the answer to every call. */
export function startScenarioThread(scenario: ScenarioToOpen | null, { isBackground = false }: { readonly isBackground?: boolean } = {}): ScenarioThread {
  const { api, death, end } = startThread<ScenarioApi>('scenario-worker');
  const ask = async <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    try {
      return await Promise.race([work(), death]);
    } catch (error) {
      if (error instanceof WorkerDied) return fail('WORKER_DIED', error.message, { hint: 'Run it again. What was finished stays.' });
      throw error;
    }
  };
  const opened: Promise<Result<void>> = scenario === null ? Promise.resolve({ ok: true, value: undefined }) : ask(async () => await api.open(scenario.document, scenario.settings, isBackground));
  const askOpen = async <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    const open = await opened;
    return open.ok ? ask(work) : open;
  };
  return {
    simulate: ({ cancel, report }) => askOpen(async () => await api.simulate({ cancel }, Comlink.proxy((progress: Progress) => report(progress)))),
    simulateNext: ({ document, settings }, { cancel, report }) => ask(async () => await api.simulateNext(document, settings, { cancel }, Comlink.proxy((progress: Progress) => report(progress)))),
    play: (task, cancel) => askOpen(async () => await api.play(task, { cancel })),
    drive: ({ document, settings }, cancel) => askOpen(async () => await api.drive(document, settings, { cancel })),
    design: (search) => ask(async () => await api.design(search)),
    suggest: (task) => ask(async () => await api.suggest(task)),
    designSensitivity: (task) => ask(async () => await api.designSensitivity(task)),
    estimateSensitivity: (task, scores) => ask(async () => await api.estimateSensitivity(task, scores)),
    // A thread that is ended while it still loads its program can take the whole process with it: V8 aborts there.
    end: async () => {
      await opened.catch(() => undefined);
      await end();
    },
  };
}

/** Starts a thread, hands it to `work` and ends it afterwards. */
export async function withScenarioThread<T>(scenario: ScenarioToOpen | null, work: (thread: ScenarioThread) => Promise<T>): Promise<T> {
  const thread = startScenarioThread(scenario);
  try {
    return await work(thread);
  } finally {
    await thread.end();
  }
}
