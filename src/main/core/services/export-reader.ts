import type { z } from 'zod';
import type { ExportFinding, ExportPreview, FindingGroup, PreviewProfile, WrittenExport } from '../../../contract/export.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import { FALLS_WITH_PARENT, type Finding } from '../../../engine/export/check-tables.ts';
import type { ExportPlan } from '../../../engine/export/export-plan.ts';
import { readStepStamp } from '../db/repositories/edit.ts';
import { readExecutionSettings } from '../db/repositories/execution.ts';
import { readExportActions, readExportSettings } from '../db/repositories/export.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { readWorkspace } from '../db/repositories/workspace.ts';
import { makeBundle, type ExportBundle } from '../export/export-bundle.ts';
import { writeBundle, type BundlePlace } from '../export/write-bundle.ts';
import { readTimes } from './execution-board.ts';
import { findPlan, type PlanFile, type ProblemReader } from './plan-file.ts';

/** A plan for a target; `nowMs` is the instant that files say they were made at. */
export interface ExportQuestion {
  readonly planId: number;
  readonly profile: PreviewProfile;
  readonly nowMs: number;
}

/** Name of a plan in the files of a target. */
export const planKey = (planId: number): string => `plan-${planId}`;

/** Faults counted by what was expected, the most rows first. O(findings). */
export function groupFindings({ checked }: ExportBundle): FindingGroup[] {
  const objectOf = new Map(checked.tables.map(({ table }) => [table.id, table.object]));
  const groups = new Map<string, FindingGroup>();
  for (const { table, column, expected } of checked.findings) {
    const key = JSON.stringify([table, column, expected]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { table, object: objectOf.get(table) ?? '', column, expected, rows: 1 });
    else known.rows += 1;
  }
  /** Rows that only fall with their parents come last: the cause is elsewhere. */
  const follows = ({ expected }: FindingGroup): number => Number(expected.endsWith(FALLS_WITH_PARENT));
  return [...groups.values()].sort((one, other) => follows(one) - follows(other) || other.rows - one.rows);
}

/** What the rows of a fault have in common. */
export type FaultGroup = Pick<FindingGroup, 'table' | 'column' | 'expected'>;

const isOf = (group: FaultGroup) => (finding: Finding): boolean => finding.table === group.table && finding.column === group.column && finding.expected === group.expected;

/** What a target would get of a stored plan, checked by the target's rules, and written. The last bundle is kept: a preview, its rows and the writing are about the same one. */
export function createExportReader(problemOf: ProblemReader) {
  let kept: { readonly key: string; readonly bundle: ExportBundle } | null = null;

  const readBundle = (file: PlanFile, { planId, profile, nowMs }: ExportQuestion): Result<ExportBundle> => {
    const found = findPlan(file, planId);
    if (!found.ok) return found;
    const { sqlite, path } = file;
    const plan = found.value;
    const settings = readExportSettings(sqlite, profile);
    const key = JSON.stringify([path, planId, profile, settings, readRevisions(sqlite).contacts, plan.problemHash, readStepStamp(sqlite)]);
    if (kept?.key === key) return succeed(kept.bundle);
    const slots = new Map(readTimes(sqlite, planId, readExecutionSettings(sqlite)).map(({ position, day, window: { start, end } }) => [position, { day, start, end }]));
    const { horizon } = problemOf(file, plan);
    const firstDay = parseDay(horizon.start) ?? 0;
    const exported: ExportPlan = { key: planKey(plan.id), name: plan.problem, firstDay, lastDay: firstDay + horizon.days - 1, currency: readWorkspace(sqlite).currency, generatedMs: nowMs, actions: readExportActions(sqlite, planId, (position, day) => slots.get(position) ?? { day, start: 0, end: 0 }) };
    const bundle = makeBundle(profile, exported, settings);
    kept = { key, bundle };
    return succeed(bundle);
  };

  return {
    exportPreview(file: PlanFile, question: ExportQuestion): Result<ExportPreview> {
      const made = readBundle(file, question);
      if (!made.ok) return made;
      const { files, rows, refused, checked, draft } = made.value;
      return succeed({ files: files.map(({ name, object, rows: count }) => ({ name, object, rows: count })), rows, refused, shortened: checked.shortened, leftOut: [...draft.leftOut], notes: [...draft.notes], groups: groupFindings(made.value) });
    },
    exportFindings(file: PlanFile, { group, offset, limit, ...question }: ExportQuestion & { readonly group: FaultGroup; readonly offset: number; readonly limit: number }): Result<{ total: number; rows: z.infer<typeof ExportFinding>[] }> {
      const made = readBundle(file, question);
      if (!made.ok) return made;
      const all = made.value.checked.findings.filter(isOf(group));
      return succeed({ total: all.length, rows: all.slice(offset, offset + limit).map(({ row, contact, value, detail }) => ({ row: row + 2, contact, value, detail: detail ?? null })) });
    },
    exportWrite(file: PlanFile, { place, withRefused, ...question }: ExportQuestion & { readonly place: BundlePlace; readonly withRefused: boolean }): Result<WrittenExport> {
      const made = readBundle(file, question);
      if (!made.ok) return made;
      const { rows, refused, files } = made.value;
      const written = writeBundle(made.value, place, { withRefused });
      return written.ok ? succeed({ path: written.value.path, files: files.length, rows: rows - refused, refused }) : written;
    },
  };
}
