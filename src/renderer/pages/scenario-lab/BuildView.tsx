import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ScenarioDraft } from '../../../contract/scenario.ts';
import { useCore } from '../../app/core-context.ts';
import { tone } from '../../app/theme/tokens.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { AssumptionCard } from './AssumptionCard.tsx';
import { FrameCard } from './FrameCard.tsx';
import { PolicyCard } from './PolicyCard.tsx';

interface BuildViewProps {
  readonly scenarioId: number;
  readonly currency: string;
  readonly contactNoun: string;
  readonly onSave: (draft: ScenarioDraft) => void;
}

/** Whether a draft can be run, checked by the core as it stands. */
function CheckLine({ draft, hasEstimates }: { readonly draft: ScenarioDraft; readonly hasEstimates: boolean }) {
  const { api } = useCore();
  const check = useQuery({ ...api.scenarios.check.queryOptions({ input: { draft } }), placeholderData: (previous) => previous });
  if (check.isError) return <ErrorPanel fault={toShownFault(check.error)} />;
  const problems = check.data ?? [];
  return (
    <Box role="status" sx={{ color: problems.length === 0 ? tone.secondaryText : tone.violetText, fontSize: '0.875rem' }}>
      {check.data === undefined ? '' : problems.length === 0 ? `Can be run.${hasEstimates ? '' : ' The response model is fitted before the first run.'}` : `${formatQuantity(problems.length, 'problem')} before it can be run.`}
      {problems.map(({ path, message }) => (
        <Typography key={`${path}${message}`} variant="body2" sx={{ color: 'inherit', overflowWrap: 'anywhere' }}>
          {path === '' ? message : `${path}: ${message}`}
        </Typography>
      ))}
    </Box>
  );
}

/** Everything a scenario assumes and does; each change is written down at once and can be undone. */
export function BuildView({ scenarioId, currency, contactNoun, onSave }: BuildViewProps) {
  const { api } = useCore();
  const detail = useQuery(api.scenarios.get.queryOptions({ input: { scenarioId } }));
  const setup = useQuery(api.scenarios.setup.queryOptions());
  if (detail.isError || setup.isError) return <ErrorPanel fault={toShownFault(detail.error ?? setup.error)} />;
  if (detail.data === undefined || setup.data === undefined) return <DelayedSkeleton kind="page" />;
  const { draft, row } = detail.data;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box>
        {row.locked && <Typography variant="body2" sx={{ color: tone.violetText }}>Locked. Branch it or unlock it to change it.</Typography>}
        <CheckLine draft={draft} hasEstimates={setup.data.hasEstimates} />
      </Box>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(400px, 100%), 1fr))', alignItems: 'start' }}>
        <PolicyCard policy={draft.policy} setup={setup.data} currency={currency} isDisabled={row.locked} onChange={(policy) => onSave({ ...draft, policy })} />
        <FrameCard draft={draft} setup={setup.data} contactNoun={contactNoun} isDisabled={row.locked} onChange={onSave} />
      </Box>
      <AssumptionCard assumptions={draft.assumptions} setup={setup.data} isDisabled={row.locked} onChange={(assumptions) => onSave({ ...draft, assumptions })} />
    </Box>
  );
}
