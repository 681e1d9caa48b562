import { join } from 'node:path';
import type { z } from 'zod';
import type { ExportFinding, ExportPreview, PreviewProfile, WrittenExport } from '../../../contract/export.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { guessChannel } from '../../../engine/export/channel-roles.ts';
import type { ExportPlan } from '../../../engine/export/export-plan.ts';
import { isCheckedProfile } from '../../../engine/export/draft-export.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import { defaultExportSettings, ExportProfile, type ChannelExport, type ExportSettings } from '../../../engine/model/export.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { putExportSettings, readExportSettings } from '../db/repositories/export.ts';
import { readPlan, readProblem, type StoredPlan } from '../db/repositories/plan.ts';
import { makeBundle } from '../export/export-bundle.ts';
import { defaultCsvFormat, formatCsv, type CsvCell } from '../export/csv-writer.ts';
import { defaultPlanColumns, exportPlanCsv } from '../export/plan-csv.ts';
import { planOfDocuments } from '../export/plan-of-documents.ts';
import { packFiles, writeBundle, type BundlePlace } from '../export/write-bundle.ts';
import type { BundleFile } from '../export/write-folder.ts';
import { writeFileSafely } from '../export/write-file.ts';
import type { Session } from '../session.ts';
import type { EditService } from './edit.ts';
import { groupFindings, planKey, type ExportQuestion, type FaultGroup } from './export-reader.ts';
import { recordExport } from './plan-files.ts';
import type { PlanReading } from './plan-reading.ts';

type Target = Omit<ExportQuestion, 'nowMs'>;

interface Setup {
  readonly settings: Record<ExportProfile, ExportSettings>;
  readonly guesses: Record<PreviewProfile, Record<string, ChannelExport>>;
  readonly channels: string[];
  readonly reps: string[];
}

const previewProfiles: readonly PreviewProfile[] = ['veeva-mccp', 'veeva-suggestions', 'salesforce', 'sfmc', 'ics', 'orchestration'];

const recordOf = <Key extends string, Value>(keys: readonly Key[], valueOf: (key: Key) => Value): Record<Key, Value> => Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, Value>;

const PLAIN_COLUMNS = ['Contact ID', 'Channel', 'Date', 'Rep', 'Territory', 'Segment', 'Lift', 'Cost', 'Exploration', 'Reason', 'Campaign'];

function* listPlainRows({ actions }: ExportPlan): Generator<CsvCell[]> {
  for (const { contact, channel, day, rep, territory, segment, lift, cost, exploration, reason, campaignName } of actions) yield [contact, channel, { day }, rep, territory, segment, lift, cost, exploration ? 'yes' : 'no', reason, campaignName];
}

/** What a target would get of an approved plan, checked by the target's rules, and written. */
export function createExportService(context: CoreContext, edits: EditService, plans: PlanReading) {
  const withPlan = <T>(planId: number, work: (session: Session, plan: StoredPlan) => Result<T>): Result<T> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const plan = readPlan(session.value.database.sqlite, planId);
    return plan === null ? fail('NOT_FOUND', `Plan ${planId} does not exist.`) : work(session.value, plan);
  };

  const choosePlace = async ({ planId, profile }: Target, files: readonly { readonly name: string }[], as: 'folder' | 'zip'): Promise<Result<BundlePlace | null>> => {
    const name = `${planKey(planId)}-${profile}`;
    const [only, ...more] = files;
    if (only !== undefined && more.length === 0) {
      const extension = only.name.slice(only.name.lastIndexOf('.') + 1);
      const path = await context.shell.chooseSavePath({ title: 'Export plan', suggestedName: only.name, filters: [{ name: extension.toUpperCase(), extensions: [extension] }] });
      return path.ok ? succeed(path.value === null ? null : { as: 'file', path: path.value }) : path;
    }
    if (as === 'zip') {
      const path = await context.shell.chooseSavePath({ title: 'Export plan', suggestedName: `${name}.zip`, filters: [{ name: 'ZIP', extensions: ['zip'] }] });
      return path.ok ? succeed(path.value === null ? null : { as: 'zip', path: path.value }) : path;
    }
    const folder = await context.shell.chooseFolder({ title: `Folder for ${name}` });
    return folder.ok ? succeed(folder.value === null ? null : { as: 'folder', path: join(folder.value, name) }) : folder;
  };

  /** A file that has no rules of a target: the actions as they are, or the exact model. */
  const makePlainFile = async (profile: 'csv' | 'mps', plan: ExportPlan, problem: AllocationProblem): Promise<Result<{ file: BundleFile; rows: number }>> => {
    if (profile === 'csv') return succeed({ file: { name: `${plan.key}.csv`, content: () => formatCsv(PLAIN_COLUMNS, listPlainRows(plan), defaultCsvFormat) }, rows: plan.actions.length });
    const model = await context.engine.writeModel(problem);
    if (!model.ok) return model;
    const { text, rows } = model.value;
    return succeed({ file: { name: `${plan.key}.mps`, content: () => [text] }, rows });
  };

  return {
    defaultSettings: defaultExportSettings,
    /** Writes a plan that stands in files; nothing is logged, no workspace is needed. */
    async writeDocuments({ plan, problem, profile, settings, place, withRefused }: { plan: Plan; problem: AllocationProblem; profile: ExportProfile; settings: ExportSettings; place: BundlePlace; withRefused: boolean }): Promise<Result<WrittenExport & Pick<ExportPreview, 'leftOut' | 'groups' | 'notes'>>> {
      const exported = planOfDocuments(plan, problem, context.clock.nowMs());
      if (!exported.ok) return exported;
      if (!isCheckedProfile(profile)) {
        const plain = await makePlainFile(profile, exported.value, problem);
        if (!plain.ok) return plain;
        const written = packFiles([plain.value.file], place, exported.value.generatedMs);
        return written.ok ? succeed({ path: place.path, files: 1, rows: plain.value.rows, refused: 0, leftOut: [], groups: [], notes: [] }) : written;
      }
      const bundle = makeBundle(profile, exported.value, settings);
      const written = writeBundle(bundle, place, { withRefused });
      if (!written.ok) return written;
      return succeed({ path: written.value.path, files: bundle.files.length, rows: bundle.rows - bundle.refused, refused: bundle.refused, leftOut: [...bundle.draft.leftOut], groups: groupFindings(bundle), notes: [...bundle.draft.notes] });
    },
    /** Writes an approved plan as plain CSV with the usual columns. */
    async writePlainCsv({ planId, path }: { planId: number; path: string }): Promise<Result<WrittenExport>> {
      const written = withPlan(planId, ({ database: { sqlite } }, plan) => (plan.state === 'draft' ? fail('CONFLICT', `Plan ${plan.id} is a draft.`, { hint: 'Approve it, then export it.' }) : exportPlanCsv(sqlite, planId, path, { columns: defaultPlanColumns, format: defaultCsvFormat })));
      if (!written.ok) return written;
      const marked = await recordExport(context, planId, { format: 'csv', file: path, rows: written.value.rows });
      return marked.ok ? succeed({ path, files: 1, rows: written.value.rows, refused: 0 }) : marked;
    },
    setup: (planId: number): Result<Setup> =>
      withPlan(planId, ({ database: { sqlite } }): Result<Setup> => {
        const list = (column: 'channel' | 'rep'): string[] => sqlite.prepare(`SELECT DISTINCT ${column} FROM plan_actions WHERE plan_id = ? AND ${column} IS NOT NULL ORDER BY ${column}`).pluck().all(planId) as string[];
        const channels = list('channel');
        return succeed({ settings: recordOf(ExportProfile.options, (profile) => readExportSettings(sqlite, profile)), guesses: recordOf(previewProfiles, (profile) => recordOf(channels, (channel) => guessChannel(profile, channel))), channels, reps: list('rep') });
      }),
    configure({ profile, settings }: { profile: ExportProfile; settings: ExportSettings }): Promise<Result<ExportSettings>> {
      return edits.run(`Set export ${profile}`, (recorder, sqlite) => {
        putExportSettings(recorder, profile, settings);
        return succeed(readExportSettings(sqlite, profile));
      });
    },
    preview: (target: Target): Promise<Result<ExportPreview>> => plans.exportPreview({ ...target, nowMs: context.clock.nowMs() }),
    findings: (question: Target & { group: FaultGroup; offset: number; limit: number }): Promise<Result<{ total: number; rows: z.infer<typeof ExportFinding>[] }>> => plans.exportFindings({ ...question, nowMs: context.clock.nowMs() }),
    /** Writes what the target takes of an approved plan to a place, or asks where. */
    async write({ as, withRefused, place, ...target }: Target & { as: 'folder' | 'zip'; withRefused: boolean; place?: BundlePlace }): Promise<Result<WrittenExport | null>> {
      const ready = withPlan(target.planId, (_session, plan) => (plan.state === 'draft' ? fail('CONFLICT', `Plan ${plan.id} is a draft.`, { hint: 'Approve it, then export it.' }) : succeed(plan)));
      if (!ready.ok) return ready;
      const question = { ...target, nowMs: context.clock.nowMs() };
      const made = await plans.exportPreview(question);
      if (!made.ok) return made;
      const { rows, refused, files } = made.value;
      if (rows === refused) return fail('CONFLICT', rows === 0 ? 'No action of the plan goes to this target.' : `The target would refuse all ${rows} rows.`, { hint: 'Look at the findings, and set the target up.' });
      const chosen = place === undefined ? await choosePlace(target, files, as) : succeed(place);
      if (!chosen.ok) return chosen;
      if (chosen.value === null) return succeed(null);
      const written = await plans.exportWrite({ ...question, place: chosen.value, withRefused });
      if (!written.ok) return written;
      const answer = written.value;
      const marked = await recordExport(context, target.planId, { format: target.profile, file: answer.path, files: answer.files, rows: answer.rows, refused: answer.refused });
      return marked.ok ? succeed(answer) : marked;
    },
    /** Writes the exact model of a plan's problem as MPS to `path`, or asks where; drafts may be written too. */
    async writeModel({ planId, path }: { planId: number; path?: string }): Promise<Result<WrittenExport | null>> {
      const problem = withPlan(planId, ({ database: { sqlite } }, plan) => succeed(readProblem(sqlite, plan.problemId)));
      if (!problem.ok) return problem;
      const chosen = path === undefined ? await context.shell.chooseSavePath({ title: 'Export model', suggestedName: `plan-${planId}.mps`, filters: [{ name: 'MPS', extensions: ['mps'] }] }) : succeed(path);
      if (!chosen.ok) return chosen;
      if (chosen.value === null) return succeed(null);
      const model = await context.engine.writeModel(problem.value);
      if (!model.ok) return model;
      const written = writeFileSafely(chosen.value, model.value.text);
      if (!written.ok) return written;
      const marked = await recordExport(context, planId, { format: 'mps', file: chosen.value, rows: model.value.rows, columns: model.value.columns });
      return marked.ok ? succeed({ path: chosen.value, files: 1, rows: model.value.rows, refused: 0 }) : marked;
    },
  };
}
export type ExportService = ReturnType<typeof createExportService>;
