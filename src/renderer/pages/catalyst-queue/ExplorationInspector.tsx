import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { QueueSummary } from '../../../contract/queue.ts';
import { QueuePolicy, type QueueSettings } from '../../../engine/model/queue.ts';
import { useCore } from '../../app/core-context.ts';
import { formatPercent } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { describeExploration, describeLearning, policyWords } from './queue-words.ts';

const policyHelp: Record<QueuePolicy, string> = {
  none: 'Every contact gets the channel of most worth.',
  thompson: 'Draws each response from what is known of it and takes the best draw.',
  ucb: 'Takes the channel that may well be best: mean plus bonus.',
  epsilon_greedy: 'Gives some contacts any channel at random.',
};

/** How the queue explores, and how much of the cost may go to it. */
export function ExplorationInspector({ summary, onClose }: { readonly summary: QueueSummary; readonly onClose: () => void }) {
  const { api } = useCore();
  const notify = useNotify();
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const objective = useQuery(api.rules.get.queryOptions()).data?.objective;
  const learning = useQuery(api.queue.learning.queryOptions()).data ?? null;
  const configure = useMutation(api.queue.configure.mutationOptions({ onError }));
  const edit = useMutation(api.rules.edit.mutationOptions({ onError }));
  const { settings } = summary;
  const set = (part: Partial<QueueSettings>): void => configure.mutate({ ...settings, ...part });
  const setShare = (share: number): void => {
    if (objective === undefined) return;
    const { explorationShare: _share, ...others } = objective;
    edit.mutate({ edit: 'objective', objective: share === 0 ? others : { ...others, explorationShare: share } });
  };
  return (
    <Inspector title="Exploration" sentence={describeExploration(summary)} onClose={onClose}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <TextField select fullWidth label="Policy" value={settings.policy} helperText={policyHelp[settings.policy]} onChange={({ target }) => set({ policy: QueuePolicy.parse(target.value) })}>
          {QueuePolicy.options.map((policy) => (
            <MenuItem key={policy} value={policy}>
              {policyWords[policy]}
            </MenuItem>
          ))}
        </TextField>
        <InlineNumberField label="Share of cost" value={summary.explorationShare} isPercent unit="%" min={0} max={100} onCommit={(share) => setShare(share ?? 0)} />
        {settings.policy === 'epsilon_greedy' && <InlineNumberField label="Contacts at random" value={settings.epsilon} isPercent unit="%" min={0} max={100} onCommit={(epsilon) => set({ epsilon: epsilon ?? 0 })} />}
        <InlineNumberField label="Seed" value={settings.seed} isWhole min={0} max={2_147_483_647} onCommit={(seed) => set({ seed: seed ?? 0 })} />
      </Box>
      {learning !== null && (
        <Box sx={{ mt: 3 }}>
          <InspectorSection title="What exploring taught">
            <Typography variant="body2" sx={{ mb: 1.5 }}>
              {describeLearning(learning)}
            </Typography>
            {learning.suggestedRate !== learning.rate && (
              <Button size="small" variant="outlined" onClick={() => setShare(learning.suggestedRate)}>
                {`Use ${formatPercent(learning.suggestedRate)}`}
              </Button>
            )}
          </InspectorSection>
        </Box>
      )}
    </Inspector>
  );
}
