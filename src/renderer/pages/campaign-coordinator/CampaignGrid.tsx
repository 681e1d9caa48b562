import type { CampaignRow } from '../../../contract/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { formatCount, formatMoney, formatPercent } from '../../shared/format/number.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../shared/grid/grid-types.ts';
import { humanize } from '../../shared/format/labels.ts';
import { sayDates } from './campaign-words.ts';

interface CampaignGridProps {
  readonly asOf: string;
  readonly currency: string;
  readonly contacts: string;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}

type SortKey = (row: CampaignRow) => string | number;

const sortKeys: Readonly<Record<string, SortKey>> = {
  name: (row) => row.campaign.name.toLowerCase(),
  brand: (row) => (row.campaign.brand ?? '').toLowerCase(),
  status: (row) => ['active', 'paused', 'draft', 'completed'].indexOf(row.campaign.status),
  priority: (row) => row.campaign.priority,
  dates: (row) => row.campaign.from ?? '',
  contacts: (row) => row.contacts,
  conflicts: (row) => row.conflicts,
};

const compare = (first: string | number, second: string | number): number => (first < second ? -1 : first > second ? 1 : 0);

/** The few campaigns of a workspace in the order and narrowness the grid asks for. */
export function arrangeCampaigns(rows: readonly CampaignRow[], { sort, search, offset, limit }: GridRequest): { total: number; rows: CampaignRow[] } {
  const wanted = search.toLowerCase();
  const found = rows.filter(({ campaign }) => [campaign.name, campaign.brand, campaign.businessUnit].some((text) => text?.toLowerCase().includes(wanted)));
  const [first] = sort;
  const keyOf = sortKeys[first?.column ?? ''];
  const sorted = keyOf === undefined ? found : found.toSorted((a, b) => compare(keyOf(a), keyOf(b)) * (first?.direction === 'desc' ? -1 : 1));
  return { total: found.length, rows: sorted.slice(offset, offset + limit) };
}

/** Every campaign with what it holds and where it collides. */
export function CampaignGrid({ asOf, currency, contacts, openId, onOpen }: CampaignGridProps) {
  const { api, client } = useCore();
  const sayBudget = ({ campaign, held, used }: CampaignRow): string => `${formatMoney(held + used, currency, 0)}${campaign.budget === undefined ? '' : ` of ${formatMoney(campaign.budget, currency, 0)} · ${formatPercent(campaign.budget === 0 ? 1 : (held + used) / campaign.budget, 0)}`}`;
  const columns: readonly GridColumn<CampaignRow>[] = [
    { field: 'name', label: 'Campaign', text: (row) => row.campaign.name, width: 210 },
    { field: 'status', label: 'Status', text: (row) => humanize(row.campaign.status), width: 110 },
    { field: 'priority', label: 'Priority', text: (row) => String(row.campaign.priority), isNumeric: true, width: 90 },
    { field: 'dates', label: 'Dates', text: (row) => sayDates(row.campaign), width: 270 },
    { field: 'conflicts', label: 'Conflicts', text: (row) => formatCount(row.conflicts), isNumeric: true, width: 100 },
    { field: 'contacts', label: `${contacts} held`, text: (row) => formatCount(row.contacts), isNumeric: true, width: 120 },
    { field: 'budget', label: 'Budget use', text: sayBudget, isSortable: false, width: 200 },
    { field: 'audience', label: 'Audience', text: (row) => (row.audience === null ? '–' : `${row.audience.name} · ${formatCount(row.audience.contacts)}`), isSortable: false, width: 180 },
    { field: 'brand', label: 'Brand', text: (row) => row.campaign.brand ?? '–', width: 130 },
    { field: 'businessUnit', label: 'Business unit', text: (row) => row.campaign.businessUnit ?? '–', isSortable: false, isHiddenAtFirst: true, width: 140 },
  ];
  const fetchPage = async (request: GridRequest, signal: AbortSignal) => arrangeCampaigns(await client.campaigns.list({ asOf }, { signal }), request);
  return (
    <ServerGrid<CampaignRow>
      id="campaigns"
      label="Campaigns"
      noun={['campaign', 'campaigns']}
      columns={columns}
      idOf={(row) => row.campaign.id}
      queryKey={[...api.campaigns.list.key(), 'grid', asOf]}
      fetchPage={fetchPage}
      onOpen={(row) => onOpen(row.campaign.id)}
      openId={openId}
    />
  );
}
