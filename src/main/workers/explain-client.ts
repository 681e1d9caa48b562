import type { Result } from '../../engine/base/fault.ts';
import type { ActionKey } from '../../engine/model/allocation.ts';
import type { ActionExplanation, ContactExplanation } from '../../engine/model/explanation.ts';
import type { ExplainApi } from './explain-worker.ts';
import { createResidentThread } from './resident-thread.ts';
import type { Thread } from './run-in-worker.ts';

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

export function createExplainClient(): ExplainClient {
  let openKey: string | null = null;
  const thread = createResidentThread<ExplainApi>('explain-worker', () => (openKey = null));
  // Questions wait for each other: the thread has one plan open.
  let last: Promise<unknown> = Promise.resolve();

  const ask = <T>({ path, planId, version }: PlanToExplain, question: (api: Thread<ExplainApi>['api']) => Promise<Result<T>>): Promise<Result<T>> =>
    thread.ask(async (api): Promise<Result<T>> => {
      const key = JSON.stringify([path, planId, version]);
      if (openKey !== key) {
        openKey = null;
        const opened: Result<unknown> = await api.open(path, planId);
        if (!opened.ok) return opened;
        openKey = key;
      }
      return question(api);
    });

  const inTurn = <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    const answer = last.then(work, work);
    last = answer.catch(() => undefined);
    return answer;
  };

  return {
    explainAction: (plan, action) => inTurn(() => ask(plan, async (api): Promise<Result<ActionExplanation>> => await api.explainAction(action))),
    explainContact: (plan, contact) => inTurn(() => ask(plan, async (api): Promise<Result<ContactExplanation>> => await api.explainContact(contact))),
    close: () => thread.close(),
  };
}
