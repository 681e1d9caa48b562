import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import type { Campaign } from '../../../engine/model/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { useNotify } from '../../shared/ui/notices.ts';

/** Name under which the planner decides, the same wherever it is asked for. */
export const useActor = (): readonly [string, (name: string) => void] => {
  const [actor, setActor] = useUiState('approver', z.string(), '');
  return [actor, setActor];
};

/** Steps of a campaign from one state to the next, each with the way back. */
export function useCampaignActions(asOf: string) {
  const { api, client } = useCore();
  const notify = useNotify();
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const undo = { label: 'Undo', run: () => void client.edits.undo().catch(onError) };
  const done = (text: string): void => notify({ text, action: undo });
  const activate = useMutation(api.campaigns.activate.mutationOptions({ onError }));
  const pause = useMutation(api.campaigns.pause.mutationOptions({ onError }));
  const complete = useMutation(api.campaigns.complete.mutationOptions({ onError }));
  return {
    done,
    onError,
    step(name: 'activate' | 'pause' | 'complete', { id, name: title }: Campaign): void {
      if (name === 'activate') activate.mutate({ id, asOf }, { onSuccess: ({ conflicts }) => done(`${title} is active. ${conflicts === 0 ? 'No conflicts' : formatQuantity(conflicts, 'conflict')}.`) });
      else if (name === 'pause') pause.mutate({ id }, { onSuccess: () => done(`${title} is paused. Its reservations hold nothing.`) });
      else complete.mutate({ id }, { onSuccess: () => done(`${title} is completed.`) });
    },
  };
}
