import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import type { ResponseSummary } from '../../../contract/response.ts';
import { useCore } from '../../app/core-context.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { CandidateView } from './CandidateView.tsx';
import { describeFeedback, isRefitDue, RefitOffer, usualOffer } from './refit-words.ts';

interface RefitPanelProps {
  readonly response: ResponseSummary;
  readonly isRunning: boolean;
  readonly onRefit: () => void;
}

/** What came in since the fit, and the offer of a newer one. */
export function RefitPanel({ response, isRunning, onRefit }: RefitPanelProps) {
  const { api, client } = useCore();
  const notify = useNotify();
  const [offer, setOffer] = useUiState('outcomes.refit', RefitOffer, usualOffer);
  const [actor] = useUiState('approver', z.string(), '');
  const candidate = useQuery(api.response.candidate.queryOptions()).data ?? null;
  const goBack = (): void => {
    client.response.goBack({ actor: actor.trim(), note: '' }).then(() => notify({ text: 'The previous fit is in use again.' }), (error: unknown) => notify({ text: sayFault(error), tone: 'warning' }));
  };
  return (
    <>
      <SectionCard
        title={isRefitDue(response, offer) ? 'Refit recommended' : 'Feedback'}
        sentence={describeFeedback(response, offer)}
        actions={
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <Button size="small" variant="outlined" disabled={isRunning || !response.stale} onClick={onRefit}>
              Refit
            </Button>
            <Button size="small" variant="text" disabled={isRunning || !response.hasPrevious || actor.trim() === ''} onClick={goBack}>
              Use the previous fit
            </Button>
          </Box>
        }
      >
        <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
          <InlineNumberField label="Recommend from" unit="newer" value={offer.outcomes} min={1} max={10_000_000} isWhole width={180} onCommit={(outcomes) => outcomes !== null && setOffer({ ...offer, outcomes })} />
          <InlineNumberField label="Or from" isPercent value={offer.share} min={0.01} max={1000} width={150} onCommit={(share) => share !== null && setOffer({ ...offer, share })} />
        </Box>
      </SectionCard>
      {candidate !== null && <CandidateView candidate={candidate} />}
    </>
  );
}
