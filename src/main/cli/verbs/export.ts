import { resolve } from 'node:path';
import { z } from 'zod';
import { PreviewProfile } from '../../../contract/export.ts';
import type { Result } from '../../../engine/base/fault.ts';
import { readAllocationProblem } from '../../../engine/model/check-problem.ts';
import { ExportProfile, ExportSettings } from '../../../engine/model/export.ts';
import { Plan } from '../../../engine/model/plan.ts';
import { readDocument } from '../../../engine/model/read-document.ts';
import { answerFrom } from '../answer-from.ts';
import { exitCodes } from '../exit-codes.ts';
import { readOptions, type OptionKind } from '../options.ts';
import { readJsonFile } from '../read-json-file.ts';
import type { Verb, VerbContext } from '../verb.ts';

const common = { profile: ExportProfile, out: z.string(), refused: z.boolean().default(false), zip: z.boolean().default(false) };
const FileOptions = z.strictObject({ ...common, plan: z.string(), problem: z.string(), settings: z.string().optional() });
const WorkspaceOptions = z.strictObject({ ...common, workspace: z.string(), plan: z.coerce.number().int() });
const kinds: Record<string, OptionKind> = { profile: 'text', out: 'text', refused: 'flag', zip: 'flag' };

function exportStored(words: readonly string[], context: VerbContext) {
  return answerFrom(words, context, WorkspaceOptions, { ...kinds, workspace: 'text', plan: 'text' }, async ({ profile, out, refused, zip, plan: planId }): Promise<Result<unknown>> => {
    const { core } = context;
    const path = resolve(out);
    const target = PreviewProfile.safeParse(profile);
    if (target.success) return core.exports.write({ planId, profile: target.data, as: 'folder', withRefused: refused, place: { as: zip ? 'zip' : 'folder', path } });
    return profile === 'mps' ? core.exports.writeModel({ planId, path }) : core.exports.writePlainCsv({ planId, path });
  });
}

/** Settings of a file, filled up with those that come with the profile. */
function readSettings(path: string | undefined, profile: ExportProfile, context: VerbContext): Result<ExportSettings> {
  const usual = context.core.exports.defaultSettings(profile);
  if (path === undefined) return { ok: true, value: usual };
  const document = readJsonFile(path);
  return document.ok ? readDocument(ExportSettings, typeof document.value === 'object' ? { ...usual, ...document.value } : document.value) : document;
}

export const exportVerb: Verb = {
  name: 'export',
  usage: 'export PLAN.json --problem PROBLEM.json --profile veeva-mccp|veeva-suggestions|salesforce|sfmc|ics|orchestration|mps|csv --out DIR [--settings FILE.json] [--zip] [--refused]; or export --workspace W --plan N --profile P --out DIR',
  summary: 'Writes a plan for another program and says which rows that program would refuse; --refused lists them beside the files.',
  async run(words, context) {
    if (words.includes('--workspace')) return exportStored(words, context);
    const { core, terminal } = context;
    const options = readOptions(words, FileOptions, { ...kinds, problem: 'text', settings: 'text' }, ['plan']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const { profile, out, refused, zip, ...files } = options.value;
    const [planText, problemText] = [readJsonFile(files.plan), readJsonFile(files.problem)];
    if (!planText.ok) return terminal.fault(planText.fault), exitCodes.badInput;
    if (!problemText.ok) return terminal.fault(problemText.fault), exitCodes.badInput;
    const plan = readDocument(Plan, planText.value);
    if (!plan.ok) return terminal.fault(plan.fault), exitCodes.badInput;
    const problem = readAllocationProblem(problemText.value);
    if (!problem.ok) return terminal.fault(problem.fault), exitCodes.badInput;
    const settings = readSettings(files.settings, profile, context);
    if (!settings.ok) return terminal.fault(settings.fault), exitCodes.badInput;
    const written = await core.exports.writeDocuments({ plan: plan.value, problem: problem.value, profile, settings: settings.value, place: { as: zip ? 'zip' : 'folder', path: resolve(out) }, withRefused: refused });
    if (!written.ok) return terminal.fault(written.fault), exitCodes.badInput;
    terminal.answer(written.value);
    return exitCodes.done;
  },
};
