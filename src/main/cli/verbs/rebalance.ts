import { resolve } from 'node:path';
import { z } from 'zod';
import { readAllocationProblem } from '../../../engine/model/check-problem.ts';
import { Plan } from '../../../engine/model/plan.ts';
import { readDocument } from '../../../engine/model/read-document.ts';
import { IsoDate } from '../../../engine/model/text.ts';
import { checkFilePlace, writeFileSafely } from '../../core/export/write-file.ts';
import { exitCodes } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import { readJsonFile } from '../read-json-file.ts';
import type { Verb } from '../verb.ts';
import { describeResult } from './solve.ts';

const Options = z.strictObject({
  problem: z.string(),
  plan: z.string(),
  out: z.string(),
  'frozen-until': IsoDate.optional(),
  'published-until': IsoDate.optional(),
  'change-price': z.coerce.number().min(0).default(0),
  seconds: z.coerce.number().gt(0).max(86_400).default(20),
  seed: z.coerce.number().int().min(0).default(1),
  diff: z.string().optional(),
});

/** Rebalances a plan file under a problem file that changed. */
export const rebalanceVerb: Verb = {
  name: 'rebalance',
  usage: 'rebalance PROBLEM.json PLAN.json --out F [--frozen-until D] [--published-until D] [--change-price X] [--diff F] [--seconds N] [--seed S]',
  summary: 'Fits a plan to a problem that changed: days before D stay, each change to the published part costs X; --diff writes what moved and why.',
  async run(words, { core, terminal, cancel }) {
    const options = readOptions(words, Options, { out: 'text', 'frozen-until': 'text', 'published-until': 'text', 'change-price': 'text', seconds: 'text', seed: 'text', diff: 'text' }, ['problem', 'plan']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const { out, diff, seconds, seed } = options.value;
    for (const file of [out, ...(diff === undefined ? [] : [diff])]) {
      const place = checkFilePlace(resolve(file));
      if (!place.ok) return terminal.fault(place.fault), exitCodes.badInput;
    }
    const problemText = readJsonFile(options.value.problem);
    if (!problemText.ok) return terminal.fault(problemText.fault), exitCodes.badInput;
    const problem = readAllocationProblem(problemText.value);
    if (!problem.ok) return terminal.fault(problem.fault), exitCodes.badInput;
    const planText = readJsonFile(options.value.plan);
    if (!planText.ok) return terminal.fault(planText.fault), exitCodes.badInput;
    const plan = readDocument(Plan, planText.value);
    if (!plan.ok) return terminal.fault(plan.fault), exitCodes.badInput;
    const asked = { frozenUntil: options.value['frozen-until'], publishedUntil: options.value['published-until'], changePrice: options.value['change-price'], seconds, seed };
    const rebalanced = await core.context.engine.rebalance({ problem: problem.value, before: plan.value.actions, options: asked }, { cancel, report: terminal.progress });
    if (!rebalanced.ok) return terminal.fault(rebalanced.fault), rebalanced.fault.code === 'CONFLICT' ? exitCodes.infeasible : exitCodes.badInput;
    const { summary, changes } = rebalanced.value;
    const files = [[out, rebalanced.value.plan], ...(diff === undefined ? [] : [[diff, { ...asked, summary, changes }] as const])] as const;
    for (const [file, document] of files) {
      const written = writeFileSafely(file, `${JSON.stringify(document)}\n`);
      if (!written.ok) return terminal.fault(written.fault), exitCodes.badInput;
    }
    terminal.answer({ ...describeResult(rebalanced.value.plan), ...summary });
    return rebalanced.value.plan.status === 'interrupted' ? exitCodes.cancelled : exitCodes.done;
  },
};
