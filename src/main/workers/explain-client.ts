import { fail, type Result } from '../../engine/base/fault.ts';
import type { ActionKey } from '../../engine/model/allocation.ts';
import type { ActionExplanation, ContactExplanation } from '../../engine/model/explanation.ts';
import type { ExplainApi } from './explain-worker.ts';
import { startThread, WorkerDied, type Thread } from './run-in-worker.ts';

/** A stored plan to explain; `version` changes where the number of the plan stands for another one. */
export interface PlanToExplain {
  readonly path: string;
  readonly planId: number;
  readonly version: string;
}

/** Explains stored plans on a thread that stays for a while with the plan it prepared last: the core waits for no plan to be read. */
export interface ExplainClient {
  explainAction(plan: PlanToExplain, action: ActionKey): Promise<Result<ActionExplanation>>;
  explainContact(plan: PlanToExplain, contact: string): Promise<Result<ContactExplanation>>;
  /** Ends the thread; the next question starts another. */
  close(): Promise<void>;
}

/** How long the thread stays without questions, ms: it holds a plan with its contacts. */
const STAYS_MS = 120_000;

export function createExplainClient(): ExplainClient {
  let thread: Thread<ExplainApi> | null = null;
  let openKey: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Questions wait for each other: the thread has one plan open.
  let last: Promise<unknown> = Promise.resolve();

  const close = async (): Promise<void> => {
    clearTimeout(timer);
    const ending = thread;
    thread = null;
    openKey = null;
    await ending?.end();
  };

  const ask = async <T>({ path, planId, version }: PlanToExplain, question: (api: Thread<ExplainApi>['api']) => Promise<Result<T>>): Promise<Result<T>> => {
    clearTimeout(timer);
    const running = (thread ??= startThread<ExplainApi>('explain-worker'));
    try {
      const key = JSON.stringify([path, planId, version]);
      if (openKey !== key) {
        openKey = null;
        const opened = await Promise.race([running.api.open(path, planId), running.death]);
        if (!opened.ok) return opened;
        openKey = key;
      }
      return await Promise.race([question(running.api), running.death]);
    } catch (error) {
      if (!(error instanceof WorkerDied)) throw error;
      await close();
      return fail('WORKER_DIED', error.message, { hint: 'Ask again. The workspace is unchanged.' });
    } finally {
      timer = setTimeout(() => void close(), STAYS_MS);
      timer.unref();
    }
  };

  const inTurn = <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    const answer = last.then(work, work);
    last = answer.catch(() => undefined);
    return answer;
  };

  return {
    explainAction: (plan, action) => inTurn(() => ask(plan, async (api): Promise<Result<ActionExplanation>> => await api.explainAction(action))),
    explainContact: (plan, contact) => inTurn(() => ask(plan, async (api): Promise<Result<ContactExplanation>> => await api.explainContact(contact))),
    close,
  };
}
