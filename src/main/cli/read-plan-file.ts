import type { Result } from '../../engine/base/fault.ts';
import { Plan } from '../../engine/model/plan.ts';
import { readDocument } from '../../engine/model/read-document.ts';
import { readJsonFile } from './read-json-file.ts';

/** Reads an omnivor.plan/1 file; the fault names the place that does not fit. */
export function readPlanFile(path: string): Result<Plan> {
  const document = readJsonFile(path);
  return document.ok ? readDocument(Plan, document.value) : document;
}
