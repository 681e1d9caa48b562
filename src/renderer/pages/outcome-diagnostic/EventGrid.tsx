import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { OutcomeCounts } from '../../../contract/outcome.ts';
import { OutcomeStatus, type OutcomeEvent } from '../../../engine/model/outcome.ts';
import { useCore } from '../../app/core-context.ts';
import { useLocationParameter } from '../../app/location.ts';
import { formatDate, formatMoment } from '../../shared/format/date.ts';
import { formatNumber, formatQuantity, MISSING } from '../../shared/format/number.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest, RowId } from '../../shared/grid/grid-types.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { DayFilter } from './DayFilter.tsx';
import { EventInspector } from './EventInspector.tsx';
import { statusNames } from './outcome-words.ts';
import { StatusFilter } from './StatusFilter.tsx';
import { noStreamFilter, StreamFilter, toQuery } from './stream-filter.ts';
import { useOutcomeActions } from './use-outcome-actions.ts';

const columns: readonly GridColumn<OutcomeEvent>[] = [
  { field: 'status', label: 'Status', text: (event) => statusNames[event.status], isSortable: false, width: 120 },
  { field: 'contact', label: 'Contact', text: (event) => event.contact ?? MISSING, isSortable: false, width: 130 },
  { field: 'name', label: 'Name', text: (event) => event.contactName ?? MISSING, isSortable: false, width: 170 },
  { field: 'kind', label: 'Kind', text: (event) => event.kind ?? MISSING, isSortable: false, width: 130 },
  { field: 'channel', label: 'Channel', text: (event) => (event.channel === '' ? MISSING : event.channel), isSortable: false, width: 110 },
  { field: 'date', label: 'Happened', text: (event) => [formatDate(event.date), event.time].filter((part) => part !== null).join(' '), isSortable: false, width: 200 },
  { field: 'value', label: 'Value', text: (event) => formatNumber(event.value), isSortable: false, isNumeric: true, width: 90 },
  { field: 'source', label: 'Source', text: (event) => event.sourceSystem, isSortable: false, width: 110 },
  { field: 'eventId', label: 'Event ID', text: (event) => event.sourceEventId ?? MISSING, isSortable: false, width: 150 },
  { field: 'received', label: 'Came in', text: (event) => (event.receivedAt === 0 ? MISSING : formatMoment(event.receivedAt)), isSortable: false, isHiddenAtFirst: true, width: 190 },
  { field: 'reason', label: 'Reason', text: (event) => event.reason ?? MISSING, isSortable: false, width: 360 },
];

const isRejected = (id: string): boolean => id.startsWith('r');

/** Every event as it came in and what became of it. */
export function EventGrid({ counts }: { readonly counts: OutcomeCounts }) {
  const { api, client } = useCore();
  const { retry } = useOutcomeActions();
  const [statusParameter, setStatus] = useLocationParameter('status');
  const [filter, setFilter] = useUiState('outcomes.filter', StreamFilter, noStreamFilter);
  const [from, setFrom] = useLocationParameter('from');
  const [to, setTo] = useLocationParameter('to');
  const [opened, setOpened] = useState<OutcomeEvent | null>(null);
  const kinds = useQuery(api.attribution.setup.queryOptions()).data?.kinds ?? [];
  const status = OutcomeStatus.safeParse(statusParameter).data ?? null;
  // Days of a link stand before those that are kept.
  const days = { from: from ?? filter.from, to: to ?? filter.to };
  const setDay = (end: 'from' | 'to') => (day: string) => {
    setFilter({ ...filter, ...days, [end]: day });
    setFrom(null);
    setTo(null);
  };
  const query = { ...toQuery({ ...filter, ...days }), ...(status === null ? {} : { status }) };
  const fetchPage = ({ offset, limit, search }: GridRequest, signal: AbortSignal) => client.outcomes.list({ ...query, ...(search === '' ? {} : { search }), offset, limit }, { signal });
  const offerBulk = (ids: readonly RowId[], clear: () => void): ReactNode => {
    const rejected = ids.map(String).filter(isRejected);
    return (
      <Button size="small" variant="outlined" disabled={rejected.length === 0} startIcon={<RotateCcw size={16} />} onClick={() => void retry(rejected).then((isTaken) => isTaken && clear())}>
        {`Try ${formatQuantity(rejected.length, 'rejected event')} again`}
      </Button>
    );
  };
  const choice = (label: string, key: 'sourceSystem' | 'kind', all: string, options: readonly string[]): ReactNode => {
    const chosen = filter[key];
    return (
      <TextField select label={label} value={chosen} onChange={(event) => setFilter({ ...filter, [key]: event.target.value })} sx={{ width: 140 }} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
        <MenuItem value="">{all}</MenuItem>
        {[...new Set([...options, ...(chosen === '' ? [] : [chosen])])].map((option) => (
          <MenuItem key={option} value={option}>
            {option}
          </MenuItem>
        ))}
      </TextField>
    );
  };
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 2, alignItems: 'center', flexShrink: 0 }}>
        <StatusFilter counts={counts} status={status} onChange={setStatus} />
        {counts.rejected > 0 && (
          <Button size="small" variant="outlined" startIcon={<RotateCcw size={16} />} onClick={() => void retry()}>
            Try all rejected again
          </Button>
        )}
      </Box>
      <ServerGrid<OutcomeEvent>
        id="outcomes"
        label="Outcome events"
        noun={['event', 'events']}
        columns={columns}
        idOf={(event) => event.id}
        queryKey={[...api.outcomes.list.key(), 'grid', query]}
        fetchPage={fetchPage}
        onOpen={setOpened}
        openId={opened?.id ?? null}
        searchLabel="Search contact, kind, ID"
        empty={emptyCopy.signals}
        bulkActions={offerBulk}
        filters={
          <>
            {choice('Source', 'sourceSystem', 'every source', counts.systems.map((system) => system.sourceSystem))}
            {choice('Kind', 'kind', 'every kind', kinds.map(({ kind }) => kind))}
            <Box sx={{ width: 150 }}>
              <DayFilter label="From" value={days.from} onChange={setDay('from')} />
            </Box>
            <Box sx={{ width: 150 }}>
              <DayFilter label="To" value={days.to} onChange={setDay('to')} />
            </Box>
          </>
        }
      />
      {opened !== null && <EventInspector key={opened.id} event={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
