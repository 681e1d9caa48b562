import type { CampaignRow } from '../../../contract/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { formatCount, formatMoney, formatPercent } from '../../shared/format/number.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../shared/grid/grid-types.ts';
import { humanize } from '../../shared/format/labels.ts';
import { arrangeCampaigns } from './arrange-campaigns.ts';
import { sayDates } from './campaign-words.ts';

interface CampaignGridProps {
  readonly asOf: string;
  readonly currency: string;
  readonly contacts: string;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}

/** Every campaign with what it holds and where it collides. */
export function CampaignGrid({ asOf, currency, contacts, openId, onOpen }: CampaignGridProps) {
  const { api, client } = useCore();
  const sayBudget = ({ campaign, held, used }: CampaignRow): string => `${formatMoney(held + used, currency, 0)}${campaign.budget === undefined ? '' : ` of ${formatMoney(campaign.budget, currency, 0)} · ${formatPercent(campaign.budget === 0 ? 1 : (held + used) / campaign.budget, 0)}`}`;
  const columns: readonly GridColumn<CampaignRow>[] = [
    { field: 'name', label: 'Campaign', text: (row) => row.campaign.name, width: 210 },
    { field: 'status', label: 'Status', text: (row) => humanize(row.campaign.status), width: 110 },
    { field: 'priority', label: 'Priority', text: (row) => String(row.campaign.priority), isNumeric: true, width: 90 },
    { field: 'conflicts', label: 'Conflicts', text: (row) => formatCount(row.conflicts), isNumeric: true, width: 100 },
    { field: 'dates', label: 'Dates', text: (row) => sayDates(row.campaign), width: 270 },
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
