import type { CampaignRow } from '../../../contract/campaign.ts';
import type { GridRequest } from '../../shared/grid/grid-types.ts';

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
