import type { StalePrediction } from '../../../contract/uncertainty.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { formatCount, formatPercent } from '../../shared/format/number.ts';
import { sayAge } from '../../shared/format/uncertainty-words.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../shared/grid/grid-types.ts';

const columns: readonly GridColumn<StalePrediction>[] = [
  { field: 'contact', label: 'Contact', text: (row) => row.contact, isSortable: false, width: 140 },
  { field: 'name', label: 'Name', text: (row) => row.name ?? '–', isSortable: false, width: 190 },
  { field: 'channel', label: 'Channel', text: (row) => row.channel, isSortable: false, width: 110 },
  { field: 'mean', label: 'Response', text: (row) => formatPercent(row.mean), isSortable: false, isNumeric: true, width: 110 },
  { field: 'staleness', label: 'Stale', text: (row) => formatPercent(row.staleness, 0), isSortable: false, isNumeric: true, width: 90 },
  { field: 'age', label: 'Age', unit: 'days', text: (row) => formatCount(row.predictionAge), isSortable: false, isNumeric: true, width: 110 },
  { field: 'validated', label: 'Judged by an outcome', text: (row) => sayAge(row.validationAge), isSortable: false, width: 180 },
  { field: 'drift', label: 'Drift', text: (row) => formatPercent(row.drift, 0), isSortable: false, isNumeric: true, width: 90 },
];

const openContact = ({ contactId }: StalePrediction): void => goTo(`/signal-index?contact=${contactId}`);

/** Predictions that want a refresh, the stalest first; one opens its contact. */
export function StaleGrid() {
  const { api, client } = useCore();
  const fetchPage = ({ offset, limit, search }: GridRequest, signal: AbortSignal) => client.uncertainty.stale({ offset, limit, ...(search === '' ? {} : { search }) }, { signal });
  return (
    <ServerGrid<StalePrediction>
      id="stale-predictions"
      label="Stale predictions"
      noun={['stale prediction', 'stale predictions']}
      columns={columns}
      idOf={(row) => `${row.contactId} ${row.channel}`}
      queryKey={[...api.uncertainty.stale.key(), 'grid']}
      fetchPage={fetchPage}
      onOpen={openContact}
      searchLabel="Search contact"
      empty="No prediction is stale."
    />
  );
}
