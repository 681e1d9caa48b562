import { z } from 'zod';
import { formatDay, parseDay } from '../../../../engine/base/day.ts';
import type { Campaign, CampaignStatus } from '../../../../engine/model/campaign.ts';
import type { Sqlite } from '../connection.ts';
import type { EditRecorder } from './edit.ts';

const ChannelMix = z.record(z.string(), z.number());

interface CampaignRecord {
  id: string;
  name: string;
  description: string | null;
  brand: string | null;
  business_unit: string | null;
  priority: number;
  status: CampaignStatus;
  from_day: number | null;
  to_day: number | null;
  audience_id: number | null;
  channel_mix: string;
  budget: number | null;
}

const toCampaign = (row: CampaignRecord): Campaign => ({
  id: row.id,
  name: row.name,
  ...(row.description === null ? {} : { description: row.description }),
  ...(row.brand === null ? {} : { brand: row.brand }),
  ...(row.business_unit === null ? {} : { businessUnit: row.business_unit }),
  priority: row.priority,
  status: row.status,
  ...(row.from_day === null ? {} : { from: formatDay(row.from_day) }),
  ...(row.to_day === null ? {} : { to: formatDay(row.to_day) }),
  audience: row.audience_id === null ? null : String(row.audience_id),
  channelMix: ChannelMix.parse(JSON.parse(row.channel_mix)),
  ...(row.budget === null ? {} : { budget: row.budget }),
});

/** Every campaign, highest priority first, then by name. */
export const readCampaigns = (sqlite: Sqlite): Campaign[] => (sqlite.prepare('SELECT * FROM campaigns ORDER BY priority DESC, name, id').all() as CampaignRecord[]).map(toCampaign);

export function readCampaign(sqlite: Sqlite, id: string): Campaign | null {
  const row = sqlite.prepare('SELECT * FROM campaigns WHERE id = ?').get(id) as CampaignRecord | undefined;
  return row === undefined ? null : toCampaign(row);
}

/** Id for a new campaign: `c` and the number after the largest in use. */
export function nextCampaignId(sqlite: Sqlite): string {
  return `c${(sqlite.prepare("SELECT ifnull(max(CAST(substr(id, 2) AS INTEGER)), 0) + 1 FROM campaigns").pluck().get() as number)}`;
}

const dayOrNull = (date: string | undefined): number | null => (date === undefined ? null : parseDay(date));

export const putCampaign = (recorder: EditRecorder, campaign: Campaign): void =>
  recorder.put('campaigns', {
    id: campaign.id,
    name: campaign.name,
    description: campaign.description ?? null,
    brand: campaign.brand ?? null,
    business_unit: campaign.businessUnit ?? null,
    priority: campaign.priority,
    status: campaign.status,
    from_day: dayOrNull(campaign.from),
    to_day: dayOrNull(campaign.to),
    audience_id: campaign.audience === null ? null : Number(campaign.audience),
    channel_mix: JSON.stringify(campaign.channelMix),
    budget: campaign.budget ?? null,
  });

/** Names of the campaigns for an audience. */
export const readCampaignsOfAudience = (sqlite: Sqlite, audience: number): string[] => sqlite.prepare('SELECT name FROM campaigns WHERE audience_id = ? ORDER BY name').pluck().all(audience) as string[];
