import type { ResolvedConflict } from '../../../contract/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { formatDate, formatMoment } from '../../shared/format/date.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../shared/grid/grid-types.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { sayChannel } from './campaign-words.ts';

const columns: readonly GridColumn<ResolvedConflict>[] = [
  { field: 'at', label: 'When', text: (row) => formatMoment(row.resolvedAt), isSortable: false, width: 180 },
  { field: 'by', label: 'Who', text: (row) => row.resolvedBy, isSortable: false, width: 140 },
  { field: 'contact', label: 'Contact', text: (row) => row.contactName ?? row.contact, isSortable: false, width: 170 },
  { field: 'channel', label: 'Channel', text: (row) => sayChannel(row.channel), isSortable: false, width: 110 },
  { field: 'campaigns', label: 'Between', text: (row) => row.campaigns.join(', '), isSortable: false, width: 220 },
  { field: 'summary', label: 'Decision', text: (row) => `${row.summary}${row.isAutomatic ? ' By priority.' : ''}`, isSortable: false, width: 320 },
  { field: 'days', label: 'Days', text: (row) => `${formatDate(row.from)} – ${formatDate(row.to)}`, isSortable: false, width: 270 },
  { field: 'note', label: 'Note', text: (row) => (row.note === '' ? '–' : row.note), isSortable: false, width: 200 },
];

/** Decisions about conflicts, newest first. */
export function ResolvedGrid() {
  const { api, client } = useCore();
  const fetchPage = ({ offset, limit, search }: GridRequest, signal: AbortSignal) => client.campaigns.resolved({ offset, limit, ...(search === '' ? {} : { search }) }, { signal });
  return <ServerGrid<ResolvedConflict> id="resolved-conflicts" label="Resolved conflicts" noun={['decision', 'decisions']} columns={columns} idOf={(row) => row.id} queryKey={[...api.campaigns.resolved.key(), 'grid']} fetchPage={fetchPage} empty={emptyCopy.nothing} />;
}
