import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import type { ParameterOffer, ScenarioRow } from '../../../contract/scenario.ts';
import { useCore } from '../../app/core-context.ts';
import { loadingCopy } from '../../shared/messages/brand-copy.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { JobProgressPanel } from './JobProgressPanel.tsx';
import { SensitivityDraft, startSensitivity } from './sensitivity-draft.ts';
import { SensitivityForm } from './SensitivityForm.tsx';
import { SensitivityResultCard } from './SensitivityResultCard.tsx';
import { useSensitivity, type RunningSensitivity } from './use-sensitivity.ts';

function Question({ scenarioId, offers, work }: { readonly scenarioId: number; readonly offers: readonly ParameterOffer[]; readonly work: RunningSensitivity }) {
  const [kept, setDraft, isReady] = useUiState(`scenarios.sensitivity.${scenarioId}`, SensitivityDraft, startSensitivity(offers));
  if (!isReady) return <DelayedSkeleton kind="card" />;
  const known = new Set(offers.map(({ name }) => name));
  const draft = { ...kept, ranges: Object.fromEntries(Object.entries(kept.ranges).filter(([name]) => known.has(name))) };
  return <SensitivityForm scenarioId={scenarioId} offers={offers} draft={draft} isBusy={work.isRunning} onChange={setDraft} onStart={work.start} />;
}

/** Which assumption decides the answer: questions about a scenario's inputs, and what came of them. */
export function SensitivityView({ scenario, currency }: { readonly scenario: ScenarioRow; readonly currency: string }) {
  const { api, client } = useCore();
  const work = useSensitivity();
  const offers = useQuery(api.scenarios.parameters.queryOptions({ input: { scenarioId: scenario.id } }));
  const answers = useQuery(api.scenarios.sensitivity.list.queryOptions({ input: { scenarioId: scenario.id } }));
  if (offers.isError || answers.isError) return <ErrorPanel fault={toShownFault(offers.error ?? answers.error)} />;
  if (offers.data === undefined || answers.data === undefined) return <DelayedSkeleton kind="page" />;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {offers.data.length === 0 ? <EmptyState fact="Nothing of this scenario can be varied." /> : <Question key={scenario.id} scenarioId={scenario.id} offers={offers.data} work={work} />}
      {work.isRunning && (
        <SectionCard>
          <JobProgressPanel job={work.job} phase={loadingCopy.processing} />
        </SectionCard>
      )}
      {work.fault !== null && <ErrorPanel fault={work.fault} />}
      {answers.data.map((sensitivity) => (
        <SensitivityResultCard key={sensitivity.id} sensitivity={sensitivity} currency={currency} onRemove={() => client.scenarios.sensitivity.remove({ sensitivityId: sensitivity.id })} onUndo={() => client.edits.undo()} />
      ))}
    </Box>
  );
}
