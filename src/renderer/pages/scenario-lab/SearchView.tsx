import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import type { BatchRow, ParameterOffer, ScenarioRow } from '../../../contract/scenario.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { formatMoment } from '../../shared/format/date.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { BatchView } from './BatchView.tsx';
import { linkTo } from './scenario-lab-link.ts';
import { batchStatusNames } from './scenario-words.ts';
import { keepOffered, SearchDraft, startSearch } from './search-draft.ts';
import { SearchForm } from './SearchForm.tsx';
import type { BatchActions } from './use-batch-actions.ts';

interface SearchViewProps {
  readonly scenario: ScenarioRow;
  /** The search in the location, null = the form of a new one. */
  readonly batchId: number | null;
  readonly currency: string;
  readonly actions: BatchActions;
  readonly onCompare: (subjects: readonly string[]) => void;
}

const NEW = 'new';

function NewSearch({ scenario, offers, currency, actions }: { readonly scenario: ScenarioRow; readonly offers: readonly ParameterOffer[]; readonly currency: string; readonly actions: BatchActions }) {
  const [kept, setDraft, isReady] = useUiState(`scenarios.search.${scenario.id}`, SearchDraft, startSearch(offers));
  if (!isReady) return <DelayedSkeleton kind="card" />;
  return <SearchForm scenarioId={scenario.id} scenarioName={scenario.name} offers={offers} draft={keepOffered(kept, offers)} currency={currency} isBusy={actions.isStarting} onChange={setDraft} onStart={(spec, threads) => actions.start(scenario.id, spec, threads)} />;
}

const nameBatch = ({ id, name, status, createdAt }: BatchRow): string => `${id} · ${name} · ${batchStatusNames[status]} · ${formatMoment(createdAt)}`;

/** Searches of a scenario: a new one in Optimization Mode, and those that were made. */
export function SearchView({ scenario, batchId, currency, actions, onCompare }: SearchViewProps) {
  const { api } = useCore();
  const offers = useQuery(api.scenarios.parameters.queryOptions({ input: { scenarioId: scenario.id } }));
  const batches = useQuery(api.scenarios.batches.list.queryOptions({ input: { scenarioId: scenario.id } }));
  if (offers.isError || batches.isError) return <ErrorPanel fault={toShownFault(offers.error ?? batches.error)} />;
  if (offers.data === undefined || batches.data === undefined) return <DelayedSkeleton kind="page" />;
  const shown = batches.data.find(({ id }) => id === batchId) ?? null;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {batches.data.length > 0 && (
        <TextField select label="Search" value={shown?.id ?? NEW} onChange={(event) => goTo(linkTo('search', { scenario: scenario.id, batch: event.target.value === NEW ? null : event.target.value }))} sx={{ width: 560, maxWidth: '100%' }}>
          <MenuItem value={NEW}>New search</MenuItem>
          {batches.data.map((row) => (
            <MenuItem key={row.id} value={row.id} sx={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
              {nameBatch(row)}
            </MenuItem>
          ))}
        </TextField>
      )}
      {shown !== null ? (
        <BatchView key={shown.id} batchId={shown.id} currency={currency} actions={actions} onCompare={onCompare} />
      ) : offers.data.length === 0 ? (
        <EmptyState fact="Nothing of this scenario can be varied. A channel mix can." />
      ) : (
        <NewSearch key={scenario.id} scenario={scenario} offers={offers.data} currency={currency} actions={actions} />
      )}
    </Box>
  );
}
