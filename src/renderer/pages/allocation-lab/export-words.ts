import type { ExportPreview, FindingGroup, PreviewProfile } from '../../../contract/export.ts';
import type { ExportProfile } from '../../../engine/model/export.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';

/** Targets in words, in the order they are offered. */
export const targetNames: Readonly<Record<ExportProfile, string>> = {
  csv: 'CSV or JSON file',
  'veeva-mccp': 'Veeva multichannel cycle plan',
  'veeva-suggestions': 'Veeva Suggestions',
  salesforce: 'Salesforce upsert',
  sfmc: 'Marketing Cloud import',
  ics: 'Calendar per rep (ICS)',
  orchestration: 'Orchestration (JSON)',
  mps: 'Exact model (MPS)',
};

/** What a row of a target is called. */
export const rowNouns: Readonly<Record<PreviewProfile, string>> = { 'veeva-mccp': 'row', 'veeva-suggestions': 'suggestion', salesforce: 'record', sfmc: 'row', ics: 'event', orchestration: 'action' };

/** "12 of 5,000 rows would be refused." */
export function sayPreview({ rows, refused, files }: ExportPreview, profile: PreviewProfile): string {
  const noun = rowNouns[profile];
  if (rows === 0) return `0 ${noun}s: no action of the plan goes to this target.`;
  const where = `in ${formatQuantity(files.length, 'file')}`;
  return refused === 0 ? `${formatQuantity(rows, noun)} ${where}. None would be refused.` : `${formatCount(refused)} of ${formatQuantity(rows, noun)} would be refused. ${formatCount(rows - refused)} ${where}.`;
}

/** "Account_vod__r.External_ID_vod__c: expected an email address" */
export const sayGroup = ({ object, column, expected }: FindingGroup): string => `${object}, ${column}: expected ${expected}.`;
