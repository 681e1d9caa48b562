import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { z } from 'zod';
import { makeFolder } from '../../core/export/write-file.ts';
import { loadRulesFile } from '../../core/services/rule.ts';
import { sampleFiles, sampleRulesPath } from '../../core/services/sample.ts';
import { exitCodes } from '../exit-codes.ts';
import { openForVerb } from '../open-for-verb.ts';
import { readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';
import { runPlan } from './plan.ts';

const Options = z.strictObject({ out: z.string(), seconds: z.coerce.number().gt(0).max(3600).default(20) });

export const demoVerb: Verb = {
  name: 'demo',
  usage: 'demo --out DIR [--seconds N]',
  summary: 'The main job on the bundled sample; keeps its workspace as DIR/demo.omnivor.',
  async run(words, context) {
    const { core, terminal } = context;
    const options = readOptions(words, Options, { out: 'text', seconds: 'text' });
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const { out, seconds } = options.value;
    const rules = loadRulesFile(sampleRulesPath());
    if (!rules.ok) return terminal.fault(rules.fault), exitCodes.bug;
    const folder = makeFolder(out);
    if (!folder.ok) return terminal.fault(folder.fault), exitCodes.badInput;
    const workspace = join(out, 'demo.omnivor');
    for (const suffix of ['', '-wal', '-shm']) rmSync(workspace + suffix, { force: true });
    const opened = await openForVerb(core, workspace);
    if (!opened.ok) return terminal.fault(opened.fault), exitCodes.badInput;
    try {
      return await runPlan({ files: sampleFiles(), rules: rules.value, solve: { method: 'auto', seconds, gap: 0.001, seed: 1 }, approver: 'Demo', note: 'Bundled sample', out }, context);
    } finally {
      await opened.value.close();
    }
  },
};
