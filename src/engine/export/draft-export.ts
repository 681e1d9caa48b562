import type { ExportProfile, ExportSettings } from '../model/export.ts';
import type { ExportPlan } from './export-plan.ts';
import { draftCalendar } from './profiles/calendar.ts';
import { draftMarketingCloud } from './profiles/marketing-cloud.ts';
import { draftOrchestration } from './profiles/orchestration.ts';
import { draftSalesforce } from './profiles/salesforce.ts';
import { draftSuggestions } from './profiles/veeva-suggestions.ts';
import { draftMultichannelCyclePlan } from './profiles/veeva-mccp.ts';
import type { ExportDraft } from './table.ts';

/** Profiles whose rows are checked before they are written. */
export type CheckedProfile = Exclude<ExportProfile, 'csv' | 'mps'>;

const drafts: Record<CheckedProfile, (plan: ExportPlan, settings: ExportSettings) => ExportDraft> = {
  'veeva-mccp': draftMultichannelCyclePlan,
  'veeva-suggestions': draftSuggestions,
  salesforce: draftSalesforce,
  sfmc: draftMarketingCloud,
  ics: draftCalendar,
  orchestration: draftOrchestration,
};

/** True of profiles that have rules of a target. */
export const isCheckedProfile = (profile: ExportProfile): profile is CheckedProfile => profile in drafts;

/** Rows that a target would get of a plan, not checked yet. O(actions · log actions). */
export const draftExport = (profile: CheckedProfile, plan: ExportPlan, settings: ExportSettings): ExportDraft => drafts[profile](plan, settings);
