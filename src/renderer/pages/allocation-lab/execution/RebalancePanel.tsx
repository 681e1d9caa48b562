import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import type { ExecutionDetail, Suggestion } from '../../../../contract/execution.ts';
import { useCore } from '../../../app/core-context.ts';
import { goTo } from '../../../app/location.ts';
import { formatMoment } from '../../../shared/format/date.ts';
import { formatQuantity } from '../../../shared/format/number.ts';
import { sayFault } from '../../../shared/messages/shown-fault.ts';
import { useUiState } from '../../../shared/state/use-ui-state.ts';
import { AccentCard, SectionCard } from '../../../shared/ui/SectionCard.tsx';
import { Inspector } from '../../../shared/ui/Inspector.tsx';
import { useNotify } from '../../../shared/ui/notices.ts';
import { describeSuggestion, describeWindow, triggerNames } from './execution-words.ts';

/** Takes a suggestion on, or lets it go with a reason; both under a name. */
function DecideInspector({ suggestion, decision, onClose }: { readonly suggestion: Suggestion; readonly decision: 'accept' | 'dismiss'; readonly onClose: () => void }) {
  const { api } = useCore();
  const notify = useNotify();
  const [actor, setActor] = useUiState('approver', z.string(), '');
  const [reason, setReason] = useState('');
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const accept = useMutation(
    api.execution.accept.mutationOptions({
      onError,
      onSuccess: ({ planId }) => {
        notify({ text: `Plan ${planId} waits for approval.` });
        onClose();
        goTo(`/allocation-lab?plan=${planId}&view=overview`);
      },
    }),
  );
  const dismiss = useMutation(api.execution.dismiss.mutationOptions({ onError, onSuccess: () => (notify({ text: 'Suggestion dismissed.' }), onClose()) }));
  const isAccepting = decision === 'accept';
  const isReady = actor.trim() !== '' && (isAccepting || reason.trim() !== '') && !accept.isPending && !dismiss.isPending;
  return (
    <Inspector title={isAccepting ? 'Accept the rebalancing' : 'Dismiss the rebalancing'} sentence={isAccepting ? `Plan ${suggestion.planId} stays as it is until the new version is approved.` : 'The reason stands in the decision log.'} onClose={onClose}>
      <Box
        component="form"
        sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady) return;
          if (isAccepting) accept.mutate({ suggestionId: suggestion.id, actor: actor.trim() });
          else dismiss.mutate({ suggestionId: suggestion.id, actor: actor.trim(), reason: reason.trim() });
        }}
      >
        <TextField label="Your name" value={actor} required onChange={(event) => setActor(event.target.value)} slotProps={{ htmlInput: { maxLength: 120, autoComplete: 'off' } }} />
        {!isAccepting && <TextField label="Reason" value={reason} required multiline minRows={3} onChange={(event) => setReason(event.target.value)} slotProps={{ htmlInput: { maxLength: 2000 } }} />}
        <Button type="submit" variant="contained" disabled={!isReady}>
          {isAccepting ? 'Accept' : 'Dismiss'}
        </Button>
      </Box>
    </Inspector>
  );
}

interface RebalancePanelProps {
  readonly detail: ExecutionDetail;
  readonly isBusy: boolean;
  readonly onSuggest: () => void;
  readonly onChanges: (suggestion: Suggestion) => void;
}

/** What speaks for a rebalancing, and the version that was worked out. */
export function RebalancePanel({ detail, isBusy, onSuggest, onChanges }: RebalancePanelProps) {
  const [deciding, setDeciding] = useState<'accept' | 'dismiss' | null>(null);
  const { triggers, suggestions } = detail;
  const open = suggestions.find(({ state }) => state === 'open') ?? null;
  const [last] = suggestions;
  const lastWords = last === undefined ? 'None worked out yet.' : `Last: ${last.state}${last.reason === '' ? '' : `, ${last.reason}`} (${formatMoment(last.decidedAt ?? last.madeAt)}).`;
  const Card = open === null ? SectionCard : AccentCard;
  return (
    <Card
      title={open === null ? 'Rebalance' : 'A rebalanced version waits'}
      sentence={open === null ? `${triggers.length === 0 ? 'Nothing speaks for a rebalancing.' : `${formatQuantity(triggers.length, 'reason')} to rebalance.`} ${lastWords}` : describeSuggestion(open)}
      actions={
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          {open !== null && (
            <>
              <Button variant="contained" size="small" onClick={() => setDeciding('accept')}>
                Accept
              </Button>
              <Button variant="outlined" size="small" onClick={() => onChanges(open)}>
                What changes
              </Button>
              <Button variant="outlined" size="small" onClick={() => setDeciding('dismiss')}>
                Dismiss
              </Button>
            </>
          )}
          <Button variant="outlined" size="small" disabled={isBusy} onClick={onSuggest}>
            {open === null ? 'Work out a rebalancing' : 'Work out again'}
          </Button>
        </Box>
      }
    >
      {(open !== null || triggers.length > 0) && (
        <Box component="ul" aria-label="Reasons to rebalance" sx={{ m: 0, pl: 2.5, fontSize: '0.875rem', display: 'grid', gap: 0.5 }}>
          {(open?.triggers ?? triggers).map(({ kind, message }) => (
            <Box component="li" key={`${kind} ${message}`} sx={{ overflowWrap: 'anywhere' }}>
              <strong>{triggerNames[kind]}.</strong> {message}
            </Box>
          ))}
          {open !== null && (
            <Typography component="li" variant="body2" color="textSecondary">
              {describeWindow(open)}
            </Typography>
          )}
        </Box>
      )}
      {deciding !== null && open !== null && <DecideInspector suggestion={open} decision={deciding} onClose={() => setDeciding(null)} />}
    </Card>
  );
}
