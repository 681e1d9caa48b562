import { useMutation } from '@tanstack/react-query';
import type { QueueOutcome } from '../../../contract/queue.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';

/** Decisions on recommendations, each with its word of success or the reason why not. */
export function useQueueActions() {
  const { api } = useCore();
  const notify = useNotify();
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const say = (verb: string, { done, refused }: QueueOutcome): void => {
    const [first] = refused;
    if (first === undefined) notify({ text: `${formatQuantity(done, 'action')} ${verb}.` });
    else notify({ text: `${formatCount(done)} ${verb}, ${formatCount(refused.length)} refused. ${first.contact}: ${first.reason}`, tone: 'warning' });
  };
  const accept = useMutation(api.queue.accept.mutationOptions({ onSuccess: (outcome) => say('accepted', outcome), onError }));
  const dismiss = useMutation(api.queue.dismiss.mutationOptions({ onSuccess: (outcome) => say('dismissed', outcome), onError }));
  const reopen = useMutation(api.queue.reopen.mutationOptions({ onSuccess: (outcome) => say('reopened', outcome), onError }));
  const plan = useMutation(
    api.queue.planAccepted.mutationOptions({
      onSuccess: ({ planId, actions }) => {
        notify({ text: `${formatQuantity(actions, 'action')} in plan ${planId}.` });
        goTo(`/allocation-lab?plan=${planId}`);
      },
      onError,
    }),
  );
  return {
    accept: (choices: readonly { contactId: number; channel?: string; date?: string }[], onDone?: () => void) => accept.mutate({ choices: [...choices] }, { onSuccess: () => onDone?.() }),
    dismiss: (contactIds: readonly number[], reason: string) => dismiss.mutate({ contactIds: [...contactIds], reason }),
    reopen: (contactIds: readonly number[]) => reopen.mutate({ contactIds: [...contactIds] }),
    planAccepted: () => plan.mutate(undefined),
    isPlanning: plan.isPending,
  };
}
export type QueueActions = ReturnType<typeof useQueueActions>;
