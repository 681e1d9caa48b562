import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PauseAnswer } from '../../../../contract/execution.ts';
import { useCore } from '../../../app/core-context.ts';
import { ChoiceField } from '../../../shared/forms/ChoiceField.tsx';
import { formatDate } from '../../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../../shared/format/number.ts';
import { toShownFault } from '../../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../../shared/ui/ErrorPanel.tsx';
import { Inspector } from '../../../shared/ui/Inspector.tsx';
import type { ExecutionActions } from './use-execution.ts';

const answers: Readonly<Record<PauseAnswer, string>> = { move: 'move to the first open day', skip: 'skip, and give back what they hold', leave: 'leave late' };
const SHOWN = 30;

/** Goes on after a pause: what it covered is looked at first, then moved, skipped or left. */
export function ResumeInspector({ planId, actions, onClose }: { readonly planId: number; readonly actions: ExecutionActions; readonly onClose: () => void }) {
  const { api } = useCore();
  const [missed, setMissed] = useState<PauseAnswer>('move');
  const preview = useQuery(api.execution.previewResume.queryOptions({ input: { planId } }));
  const { data } = preview;
  return (
    <Inspector title={`Resume plan ${planId}`} sentence={data === undefined ? '' : `${formatQuantity(data.actions, 'action')} ${data.actions === 1 ? 'was' : 'were'} to be done in the pause.`} onClose={onClose}>
      {preview.isError && <ErrorPanel fault={toShownFault(preview.error)} />}
      {data === undefined && !preview.isError && <DelayedSkeleton kind="card" />}
      {data !== undefined && (
        <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>
          {data.actions > 0 && <ChoiceField label="What the pause covered" value={missed} names={answers} onChoose={setMissed} />}
          {data.actions > 0 && missed === 'move' && <Typography variant="body2">{`${formatQuantity(data.moved, 'action')} ${data.moved === 1 ? 'finds' : 'find'} an open day; ${formatCount(data.unplaced)} without one ${data.unplaced === 1 ? 'is' : 'are'} skipped.`}</Typography>}
          <Button variant="contained" disabled={actions.isBusy} onClick={() => actions.resume(missed, onClose)}>
            Resume
          </Button>
          {missed === 'move' && data.first.length > 0 && (
            <Box component="ol" aria-label="Actions that move" sx={{ m: 0, pl: 2.5, fontSize: '0.8125rem', display: 'grid', gap: 0.5 }}>
              {data.first.slice(0, SHOWN).map(({ contact, channel, from, to }) => (
                <li key={`${contact} ${channel} ${from}`}>{`${contact} · ${channel} · ${formatDate(from)} to ${to === null ? 'no day' : formatDate(to)}`}</li>
              ))}
            </Box>
          )}
        </Box>
      )}
    </Inspector>
  );
}
