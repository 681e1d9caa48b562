import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { answerFrom } from '../answer-from.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Verb } from '../verb.ts';

const ExportOptions = z.strictObject({ workspace: z.string(), plan: z.coerce.number().int(), out: z.string(), rep: z.string().optional(), all: z.boolean().default(false) });
const ImportOptions = z.strictObject({ workspace: z.string(), from: z.string(), 'dry-run': z.boolean().default(false), 'accept-stale': z.boolean().default(false) });

/** A sheet, or every sheet of a folder. */
function listSheets(path: string): Result<string[]> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return fail('FILE_NOT_FOUND', `${path} does not exist.`, { path });
  if (!stat.isDirectory()) return succeed([path]);
  const files = readdirSync(path).filter((name) => /\.(csv|tsv|txt|xlsx|xlsm)$/iu.test(name)).sort();
  return files.length === 0 ? fail('NOT_FOUND', `${path} holds no sheets.`, { path }) : succeed(files.map((name) => join(path, name)));
}

export const challengeVerb: Verb = {
  name: 'challenge',
  usage: 'challenge export --workspace W --plan N --out DIR [--rep R] [--all]; or challenge import --workspace W --from FILE|DIR [--dry-run] [--accept-stale]',
  summary: 'Writes a challenge sheet per rep, or reads sheets back: every line is a challenge, kept, or rejected with its reason. --all has lines for what could be added too.',
  async run(words, context) {
    const [action, ...rest] = words;
    const { feedback } = context.core;
    if (action === 'export') {
      return answerFrom(rest, context, ExportOptions, { workspace: 'text', plan: 'text', out: 'text', rep: 'text', all: 'flag' }, ({ plan, out, rep, all }) => feedback.exportSheets({ planId: plan, lines: all ? 'all' : 'planned', path: resolve(out), rep }));
    }
    if (action === 'import') {
      return answerFrom(rest, context, ImportOptions, { workspace: 'text', from: 'text', 'dry-run': 'flag', 'accept-stale': 'flag' }, (options) => {
        const files = listSheets(resolve(options.from));
        if (!files.ok) return files;
        return options['dry-run'] ? feedback.checkFiles(files.value) : feedback.importFiles(files.value, { acceptStale: options['accept-stale'] });
      });
    }
    context.terminal.fault({ code: 'BAD_INPUT', message: `Unknown action "${action ?? ''}". Expected export or import.`, hint: 'See omnivor help.' });
    return exitCodes.badInput;
  },
};
