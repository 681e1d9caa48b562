import { z } from 'zod';
import { ImportSettings, ImportTarget } from '../../../engine/model/import.ts';
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

export const importVerb: Verb = {
  name: 'import',
  usage: 'import FILE [--as contacts|touches|outcomes] [--workspace W] [--mapping F] [--rejected F] [--dry-run]',
  summary: 'Checks ALL rows of a CSV, TSV or XLSX file, then writes them in one step; --dry-run only checks.',
  async run(words, { core, terminal, cancel }) {
    const options = readOptions(words, Options, { as: 'text', workspace: 'text', mapping: 'text', rejected: 'text', 'dry-run': 'flag' }, ['file']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const { file, as, workspace, mapping, rejected } = options.value;
    let settings: ImportSettings | undefined;
    if (mapping !== undefined) {
      const document = readJsonFile(mapping);
      if (!document.ok) return terminal.fault(document.fault), exitCodes.badInput;
      const read = readDocument(ImportSettings, document.value);
      if (!read.ok) return terminal.fault({ ...read.fault, message: `${mapping}: ${read.fault.message}` }), exitCodes.badInput;
      settings = read.value;
    }
    const opened = await openForVerb(core, workspace);
    if (!opened.ok) return terminal.fault(opened.fault), exitCodes.badInput;
    try {
      const imported = await core.imports.importFile({
        path: file,
        target: as,
        settings,
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
      });
      return exitCodes.done;
    } finally {
      await opened.value.close();
    }
  },
};
