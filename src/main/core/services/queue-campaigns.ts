import { formatDay, type DayNumber } from '../../../engine/base/day.ts';
import type { ActionKey } from '../../../engine/model/allocation.ts';
import type { Campaign } from '../../../engine/model/campaign.ts';
import type { QueueRow } from '../../../contract/queue.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAudience } from '../db/repositories/audience.ts';
import { readCampaigns } from '../db/repositories/campaign.ts';
import { readContactKeys, readReservationsOf } from '../db/repositories/reservation.ts';
import { readRevisions } from '../db/repositories/revision.ts';

/** Active campaigns by the contacts they are for. */
export interface CampaignMembership {
  readonly campaigns: readonly { readonly id: string; readonly name: string }[];
  /** True where the contact is of the campaign's audience. */
  isMember(campaign: string, contact: string): boolean;
  /** The campaign an action is for: the one of the contact's that may act by the channel on the day, undefined where none or several may. */
  campaignOf(action: ActionKey): string | undefined;
  /** Campaigns of one contact, and whether they hold it today or later. */
  describe(contact: string): QueueRow['campaigns'];
}

/** Reads audiences once per state of campaigns and contacts. */
export function createMembershipReader() {
  let known: { readonly key: string; readonly members: ReadonlyMap<string, { readonly campaign: Campaign; readonly keys: ReadonlySet<string> }> } | null = null;
  return (sqlite: Sqlite, today: DayNumber): CampaignMembership => {
    const { campaigns, contacts } = readRevisions(sqlite);
    const active = readCampaigns(sqlite).filter(({ status }) => status === 'active');
    const key = JSON.stringify([sqlite.name, campaigns, contacts, active.map(({ id, audience }) => [id, audience === null ? null : readAudience(sqlite, Number(audience))?.filter])]);
    if (known?.key !== key) {
      const keysOf = ({ audience }: Campaign): string[] => readContactKeys(sqlite, (audience === null ? null : readAudience(sqlite, Number(audience)))?.filter ?? { join: 'and', conditions: [] });
      known = { key, members: new Map(active.map((campaign) => [campaign.id, { campaign, keys: new Set(keysOf(campaign)) }])) };
    }
    const { members } = known;
    const date = formatDay(today);
    return {
      campaigns: active.map(({ id, name }) => ({ id, name })),
      campaignOf({ contact, channel, date: day }) {
        const mayAct = ({ id, from, to, channelMix }: Campaign): boolean =>
          members.get(id)?.keys.has(contact) === true && (from === undefined || from <= day) && (to === undefined || to >= day) && (Object.keys(channelMix).length === 0 || (channelMix[channel] ?? 0) > 0);
        const able = active.filter(mayAct);
        return able.length === 1 ? able[0]?.id : undefined;
      },
      isMember: (campaign, contact) => members.get(campaign)?.keys.has(contact) === true,
      describe(contact) {
        const holders = new Set(readReservationsOf(sqlite, contact, today).flatMap(({ status, to, campaign }) => (status === 'active' && to >= date ? [campaign] : [])));
        return active.flatMap(({ id, name }) => (holders.has(id) || members.get(id)?.keys.has(contact) === true ? [{ id, name, isHeld: holders.has(id) }] : []));
      },
    };
  };
}
export type MembershipReader = ReturnType<typeof createMembershipReader>;
