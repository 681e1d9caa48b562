import { defaultExportSettings, ExportSettings, KeptExportSettings, type ExportProfile } from '../../../../engine/model/export.ts';
import type { ActionSlot, ExportAction } from '../../../../engine/export/export-plan.ts';
import type { Sqlite } from '../connection.ts';
import type { EditRecorder } from './edit.ts';

/** Settings of a target in this workspace; what nobody changed, or an older program did not know, is as it comes. */
export function readExportSettings(sqlite: Sqlite, profile: ExportProfile): ExportSettings {
  const body = sqlite.prepare('SELECT body FROM export_settings WHERE profile = ?').pluck().get(profile) as string | undefined;
  const kept: unknown = body === undefined ? {} : JSON.parse(body);
  return ExportSettings.parse({ ...defaultExportSettings(profile), ...KeptExportSettings.parse(kept) });
}

export const putExportSettings = (recorder: EditRecorder, profile: ExportProfile, settings: ExportSettings): void => recorder.put('export_settings', { profile, body: JSON.stringify(settings) });

type ActionRow = Omit<ExportAction, 'exploration' | 'slot'> & { readonly position: number; readonly exploration: number };

const SELECT_ACTIONS = `
  SELECT position, plan_actions.contact, coalesce(contacts.name, nullif(trim(ifnull(first_name, '') || ' ' || ifnull(last_name, '')), '')) AS name, first_name AS firstName, last_name AS lastName, email,
    plan_actions.channel, day, plan_actions.rep, plan_actions.territory, plan_actions.segment, lift, cost, exploration, reason, plan_actions.campaign,
    coalesce((SELECT campaigns.name FROM campaigns WHERE campaigns.id = plan_actions.campaign), plan_actions.campaign) AS campaignName
  FROM plan_actions LEFT JOIN contacts ON contacts.id = plan_actions.contact_id WHERE plan_id = ? ORDER BY position`;

/** Actions of a plan with names and addresses as they are now; `slotOf` says of a position when it is carried out. O(actions). */
export const readExportActions = (sqlite: Sqlite, planId: number, slotOf: (position: number, day: number) => ActionSlot): ExportAction[] =>
  (sqlite.prepare(SELECT_ACTIONS).all(planId) as ActionRow[]).map(({ position, ...row }) => ({ ...row, slot: slotOf(position, row.day), exploration: row.exploration === 1 }));
