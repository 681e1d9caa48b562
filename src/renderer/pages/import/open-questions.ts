import type { FileInspection, ImportSettings } from '../../../engine/model/import.ts';
import { nameField, namePlace, targetNames, targetPlurals } from './import-words.ts';
import { missingFields } from './mapping-edit.ts';

/** What keeps a file from being checked, in words. */
export function openQuestions(inspection: FileInspection | null, settings: ImportSettings | null): string[] {
  if (inspection === null || settings === null) return [];
  const missing = settings.targets.flatMap((mapping) => missingFields(mapping).map((field) => `${targetNames[mapping.target]} needs its ${nameField(field)}. Choose the column that holds it, or untick ${targetPlurals[mapping.target]}.`));
  const undecided = settings.targets.flatMap((mapping) =>
    Object.entries(mapping.fields).flatMap(([field, source]) =>
      source.column !== undefined && (source.dateOrder ?? inspection.columns.find((column) => column.name === source.column)?.dateOrder) === 'unknown' ? [`${source.column} (${namePlace(mapping.target, field)}) fits day/month and month/day. Choose the order.`] : [],
    ),
  );
  return [...missing, ...undecided];
}
