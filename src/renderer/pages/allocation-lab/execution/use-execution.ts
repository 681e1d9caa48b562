import { useMutation } from '@tanstack/react-query';
import type { PauseAnswer } from '../../../../contract/execution.ts';
import type { ActionOutcome, ExecutionSettings } from '../../../../engine/model/execution.ts';
import { useCore } from '../../../app/core-context.ts';
import { formatQuantity } from '../../../shared/format/number.ts';
import { sayFault } from '../../../shared/messages/shown-fault.ts';
import { useNotify } from '../../../shared/ui/notices.ts';

/** What a planner does with a plan that is carried out; each says what came of it. */
export interface ExecutionActions {
  readonly isBusy: boolean;
  start(): void;
  pause(): void;
  resume(missed: PauseAnswer, done: () => void): void;
  mark(positions: readonly number[], state: ActionOutcome, answered: boolean | null, done?: () => void): void;
  applyTouches(expected: number, done: () => void): void;
  configure(settings: ExecutionSettings): void;
}

const outcomeWords: Readonly<Record<ActionOutcome, string>> = { planned: 'planned again', done: 'done', failed: 'failed', skipped: 'skipped' };

export function useExecution(planId: number): ExecutionActions {
  const { api } = useCore();
  const notify = useNotify();
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const start = useMutation(api.execution.start.mutationOptions({ onError, onSuccess: () => notify({ text: `Plan ${planId} runs.` }) }));
  const pause = useMutation(api.execution.pause.mutationOptions({ onError, onSuccess: () => notify({ text: `Plan ${planId} rests.` }) }));
  const resume = useMutation(api.execution.resume.mutationOptions({ onError, onSuccess: ({ moved, skipped }) => notify({ text: `Plan ${planId} runs. ${formatQuantity(moved, 'action')} moved, ${formatQuantity(skipped, 'action')} skipped.` }) }));
  const mark = useMutation(api.execution.mark.mutationOptions({ onError, onSuccess: ({ marked }, { state }) => notify({ text: `${formatQuantity(marked, 'action')} ${outcomeWords[state]}.` }) }));
  const apply = useMutation(api.execution.applyTouches.mutationOptions({ onError, onSuccess: ({ marked }) => notify({ text: `${formatQuantity(marked, 'action')} marked by what was reported.` }) }));
  const configure = useMutation(api.execution.configure.mutationOptions({ onError }));
  return {
    isBusy: [start, pause, resume, mark, apply].some(({ isPending }) => isPending),
    start: () => start.mutate({ planId }),
    pause: () => pause.mutate({ planId }),
    resume: (missed, done) => resume.mutate({ planId, missed }, { onSuccess: done }),
    mark: (positions, state, answered, done = () => undefined) => mark.mutate({ planId, positions: [...positions], state, answered }, { onSuccess: done }),
    applyTouches: (expected, done) => apply.mutate({ planId, expected }, { onSuccess: done }),
    configure: (settings) => configure.mutate(settings),
  };
}
