import type { Client } from '../client.ts';
import type { RecordProvider } from './record-provider.ts';

const MOST = 10;

/** Finds campaigns for the palette by name, brand and business unit. */
export const findCampaigns = (client: Client): RecordProvider => ({
  id: 'campaigns',
  name: 'Campaigns',
  async search(text, signal) {
    const wanted = text.toLowerCase();
    const rows = await client.campaigns.list({}, { signal });
    return rows
      .filter(({ campaign }) => [campaign.name, campaign.brand, campaign.businessUnit].some((part) => part?.toLowerCase().includes(wanted)))
      .slice(0, MOST)
      .map(({ campaign }) => ({ id: `campaign-${campaign.id}`, title: campaign.name, detail: `${campaign.status} · priority ${campaign.priority}`, location: `/campaign-coordinator?campaign=${encodeURIComponent(campaign.id)}` }));
  },
});
