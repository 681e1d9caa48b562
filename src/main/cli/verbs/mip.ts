import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { exitCodes } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

const Options = z.strictObject({
  file: z.string().regex(/\.(mps|lp)$/i, { error: 'expected a file that ends in .mps or .lp' }),
  solver: z.enum(['highs', 'glpk']).default('highs'),
  seconds: z.coerce.number().gt(0).max(86_400).default(60),
});

export const mipVerb: Verb = {
  name: 'mip',
  usage: 'mip FILE.mps|FILE.lp [--solver highs|glpk] [--seconds N]',
  summary: 'Solves any linear or mixed-integer model.',
  async run(words, { core, terminal, cancel }) {
    const options = readOptions(words, Options, { solver: 'text', seconds: 'text' }, ['file']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const { file, solver, seconds } = options.value;
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) return terminal.fault({ code: 'FILE_NOT_FOUND', message: `${file} is not a file.`, path: file }), exitCodes.badInput;
    const format = /\.mps$/i.test(file) ? 'mps' : 'lp';
    const solved = await core.context.engine.solveModel({ text: readFileSync(file, 'utf8'), format, solver, seconds }, { cancel, report: terminal.progress });
    if (!solved.ok) return terminal.fault({ ...solved.fault, message: `${file}: ${solved.fault.message}` }), exitCodes.badInput;
    terminal.answer(solved.value);
    if (solved.value.status === 'infeasible') return exitCodes.infeasible;
    return solved.value.status === 'interrupted' ? exitCodes.cancelled : exitCodes.done;
  },
};
