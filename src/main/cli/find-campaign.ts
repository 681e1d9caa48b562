import { fail, succeed, type Result } from '../../engine/base/fault.ts';
import type { Core } from '../core/core.ts';

/** Id of the campaign of the open workspace that has a name or id. */
export function findCampaign(core: Core, name: string): Result<string> {
  const known = core.campaigns.list({});
  if (!known.ok) return known;
  const campaign = known.value.find((row) => row.campaign.name === name || row.campaign.id === name)?.campaign;
  return campaign === undefined ? fail('UNKNOWN_REFERENCE', `Campaign "${name}" does not exist. Known: ${known.value.map((row) => row.campaign.name).join(', ') || 'none'}.`, { path: 'campaign' }) : succeed(campaign.id);
}
