import { z } from 'zod';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import { dropUndefined } from '../../../engine/base/drop-undefined.ts';
import { ImportMapping, ImportTarget, type GivenSettings } from '../../../engine/model/import.ts';
import { readDocument } from '../../../engine/model/read-document.ts';
import { exitCodes } from '../exit-codes.ts';
import { openForVerb } from '../open-for-verb.ts';
import { readOptions } from '../options.ts';
import { readJsonFile } from '../read-json-file.ts';
import type { Verb } from '../verb.ts';

const Options = z.strictObject({
  file: z.string(),
  as: ImportTarget.optional(),
  workspace: z.string().optional(),
  mapping: z.string().optional(),
  rejected: z.string().optional(),
  'dry-run': z.boolean().default(false),
});

/** What an import answers beside its mapping, so that an answer can be given as it is to the next import. */
const answered = ['rows', 'created', 'updated', 'unchanged', 'duplicates', 'rejected', 'rejectedFile', 'skipped', 'targets', 'reasons', 'contactsCreatedFromReferences', 'channelsCreated'];

/** Reads a mapping: an import's answer, its parts that say how to read a file, or the list of targets alone. */
function readMapping(path: string): Result<GivenSettings> {
  const document = readJsonFile(path);
  if (!document.ok) return document;
  const { value } = document;
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  const written = isRecord ? Object.fromEntries(Object.entries(value).filter(([key]) => !answered.includes(key))) : { mapping: value };
  const read = readDocument(ImportMapping, written);
  if (!read.ok) return { ok: false, fault: { ...read.fault, message: `${path}: ${read.fault.message}` } };
  const { mapping: targets, dialect, ...rest } = read.value;
  return succeed({ ...dropUndefined(rest), targets, ...(dialect === undefined ? {} : { dialect: dropUndefined(dialect) }) });
}

export const importVerb: Verb = {
  name: 'import',
  usage: 'import FILE [--as contacts|touches|outcomes] [--workspace W] [--mapping F] [--rejected F] [--dry-run]',
  summary: 'Checks ALL rows of a CSV, TSV, XLSX or JSON lines file, then writes them in one step; --dry-run only checks.',
  async run(words, { core, terminal, cancel }) {
    const options = readOptions(words, Options, { as: 'text', workspace: 'text', mapping: 'text', rejected: 'text', 'dry-run': 'flag' }, ['file']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const { file, as, workspace, mapping, rejected } = options.value;
    const given = mapping === undefined ? succeed(undefined) : readMapping(mapping);
    if (!given.ok) return terminal.fault(given.fault), exitCodes.badInput;
    const opened = await openForVerb(core, workspace);
    if (!opened.ok) return terminal.fault(opened.fault), exitCodes.badInput;
    try {
      const imported = await core.imports.importFile({
        path: file,
        target: as,
        settings: given.value,
        dryRun: options.value['dry-run'],
        rejectedFile: rejected ?? `${file}.rejected.csv`,
        cancel,
        report: terminal.progress,
      });
      if (!imported.ok) {
        terminal.fault(imported.fault);
        return imported.fault.code === 'CANCELLED' ? exitCodes.cancelled : exitCodes.badInput;
      }
      const { report, rejectedFile } = imported.value;
      terminal.answer({
        ...report.total,
        rejectedFile,
        skipped: report.skipped,
        targets: report.targets,
        reasons: report.reasons,
        contactsCreatedFromReferences: report.contactsCreatedFromReferences,
        channelsCreated: report.channelsCreated,
        mapping: report.settings.targets,
        dialect: report.settings.dialect,
        encoding: report.settings.encoding,
        mode: report.settings.mode,
        matchOn: report.settings.matchOn,
        unknownContact: report.settings.unknownContact,
      });
      return exitCodes.done;
    } finally {
      await opened.value.close();
    }
  },
};
