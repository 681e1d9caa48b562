import { resolve } from 'node:path';
import { z } from 'zod';
import { dropUndefined } from '../../../engine/base/drop-undefined.ts';
import { fail, succeed, type Fault, type Result } from '../../../engine/base/fault.ts';
import { AttributionModel, AttributionSettingsFile, defaultAttributionSettings, usualModels, type AttributionReport, type AttributionSettings } from '../../../engine/model/attribution.ts';
import { readDocument } from '../../../engine/model/read-document.ts';
import { readHistoryFiles, readPathsFile } from '../../core/attribution/read-files.ts';
import { checkFilePlace, writeFileSafely } from '../../core/export/write-file.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import { readJsonFile } from '../read-json-file.ts';
import type { Verb, VerbContext } from '../verb.ts';

const Options = z.strictObject({
  paths: z.string().optional(),
  touches: z.string().optional(),
  outcomes: z.string().optional(),
  models: z.string().default('all'),
  config: z.string().optional(),
  out: z.string(),
});
type Options = z.infer<typeof Options>;

type Source = { readonly kind: 'paths'; readonly paths: string } | { readonly kind: 'history'; readonly touches: string; readonly outcomes: string };

function chooseSource({ paths, touches, outcomes }: Options): Result<Source> {
  if (paths !== undefined && touches === undefined && outcomes === undefined) return succeed({ kind: 'paths', paths });
  if (paths === undefined && touches !== undefined && outcomes !== undefined) return succeed({ kind: 'history', touches, outcomes });
  return fail('BAD_INPUT', 'Expected --paths alone, or --touches with --outcomes.', { hint: 'See omnivor help.' });
}

function chooseModels(text: string): Result<readonly AttributionModel[]> {
  if (text === 'all') return succeed(usualModels);
  const models: AttributionModel[] = [];
  for (const name of text.split(',').map((each) => each.trim())) {
    const model = AttributionModel.safeParse(name);
    if (!model.success) return fail('BAD_INPUT', `--models ${JSON.stringify(text)}: no model ${JSON.stringify(name)}.`, { hint: `Models: all, ${AttributionModel.options.join(', ')}.` });
    if (!models.includes(model.data)) models.push(model.data);
  }
  return succeed(models);
}

function readSettings(path: string | undefined): Result<AttributionSettings> {
  if (path === undefined) return succeed(defaultAttributionSettings);
  const document = readJsonFile(path);
  if (!document.ok) return document;
  const settings = readDocument(AttributionSettingsFile, document.value);
  if (!settings.ok) return { ok: false, fault: { ...settings.fault, message: `${path}: ${settings.fault.message}` } };
  return succeed({ ...defaultAttributionSettings, ...dropUndefined(settings.value) });
}

async function attribute(source: Source, models: readonly AttributionModel[], settings: AttributionSettings, { core, terminal, cancel }: VerbContext): Promise<Result<AttributionReport>> {
  const run = { cancel, report: terminal.progress };
  const { engine } = core.context;
  if (source.kind === 'paths') {
    const paths = await readPathsFile(resolve(source.paths), cancel);
    return paths.ok ? await engine.attribute({ paths: paths.value, models, settings }, run) : paths;
  }
  const files = await readHistoryFiles(resolve(source.touches), resolve(source.outcomes), cancel);
  if (!files.ok) return files;
  const { history, costs } = files.value;
  const report = await engine.attribute({ history, models, settings }, run);
  return report.ok && costs !== null ? succeed({ ...report.value, costs }) : report;
}

const exitOf = (fault: Fault): ExitCode => (fault.code === 'CANCELLED' ? exitCodes.cancelled : exitCodes.badInput);

export const attributeVerb: Verb = {
  name: 'attribute',
  usage: 'attribute --paths F | --touches F --outcomes F [--models all|A,B] [--config F.json] --out F.json',
  summary: 'Divides outcomes among channels by every attribution model, side by side.',
  async run(words, context) {
    const { terminal } = context;
    const options = readOptions(words, Options, { paths: 'text', touches: 'text', outcomes: 'text', models: 'text', config: 'text', out: 'text' });
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const source = chooseSource(options.value);
    if (!source.ok) return terminal.fault(source.fault), exitCodes.badInput;
    const models = chooseModels(options.value.models);
    if (!models.ok) return terminal.fault(models.fault), exitCodes.badInput;
    const out = resolve(options.value.out);
    const place = checkFilePlace(out);
    if (!place.ok) return terminal.fault(place.fault), exitCodes.badInput;
    const settings = readSettings(options.value.config);
    if (!settings.ok) return terminal.fault(settings.fault), exitCodes.badInput;
    const report = await attribute(source.value, models.value, settings.value, context);
    if (!report.ok) return terminal.fault(report.fault), exitOf(report.fault);
    const [missing] = report.value.unavailable;
    if (missing !== undefined && options.value.models !== 'all') return terminal.fault({ code: 'NOT_SUPPORTED', message: missing.reason }), exitCodes.badInput;
    const written = writeFileSafely(out, `${JSON.stringify(report.value, null, 2)}\n`);
    if (!written.ok) return terminal.fault(written.fault), exitCodes.badInput;
    terminal.answer(report.value);
    return exitCodes.done;
  },
};
