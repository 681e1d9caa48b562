import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import { CampaignDraft, CampaignStatus, ReservationKind } from '../../../engine/model/campaign.ts';
import { ContactFilter } from '../../../engine/model/filter.ts';
import { Identifier, IsoDate } from '../../../engine/model/text.ts';
import type { Sqlite } from '../db/connection.ts';
import { nextAudienceId } from '../db/repositories/audience.ts';
import { nextCampaignId, putCampaign } from '../db/repositories/campaign.ts';
import type { EditRecorder } from '../db/repositories/edit.ts';
import { createReservationIds, putReservation, readContactKeys } from '../db/repositories/reservation.ts';
import { resolveAppFile } from '../app-files.ts';

const SampleReservation = z.strictObject({ filter: ContactFilter, channel: Identifier, kind: ReservationKind, from: IsoDate, to: IsoDate, canPreempt: z.boolean() });

/** Campaigns of the bundled sample; audiences by name, reservations by who they hold. */
const SampleCampaigns = z.strictObject({
  format: z.literal('omnivor.sample-campaigns/1'),
  audiences: z.array(z.strictObject({ name: z.string(), filter: ContactFilter })),
  campaigns: z.array(z.strictObject({ ...CampaignDraft.shape, status: CampaignStatus, reservations: z.array(SampleReservation) })),
});

/** Writes the campaigns of the bundled sample, their audiences and reservations into a workspace that has its contacts. */
export function putSampleCampaigns(recorder: EditRecorder, sqlite: Sqlite): Result<void> {
  const sample = SampleCampaigns.parse(JSON.parse(readFileSync(resolveAppFile('resources/sample/campaigns.json'), 'utf8')));
  const audienceIds = new Map<string, number>();
  for (const { name, filter } of sample.audiences) {
    const id = nextAudienceId(sqlite);
    recorder.put('audiences', { id, name, filter: JSON.stringify(filter) });
    audienceIds.set(name, id);
  }
  const nextId = createReservationIds(sqlite);
  for (const { reservations, audience, ...draft } of sample.campaigns) {
    const id = nextCampaignId(sqlite);
    putCampaign(recorder, { ...draft, id, audience: audience === null ? null : String(audienceIds.get(audience)) });
    for (const { filter, ...held } of reservations) {
      for (const contact of readContactKeys(sqlite, filter)) putReservation(recorder, { ...held, id: nextId(), campaign: id, contact, priority: draft.priority, status: 'active' });
    }
  }
  return succeed(undefined);
}
