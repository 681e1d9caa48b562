import { resolve } from 'node:path';
import { z } from 'zod';
import { succeed } from '../../../engine/base/fault.ts';
import { readAllocationProblem } from '../../../engine/model/check-problem.ts';
import { SolveMethod, type Plan } from '../../../engine/model/plan.ts';
import { checkFilePlace, writeFileSafely } from '../../core/export/write-file.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import { readJsonFile } from '../read-json-file.ts';
import { readPlanFile } from '../read-plan-file.ts';
import type { Verb } from '../verb.ts';

const Options = z.strictObject({
  problem: z.string(),
  out: z.string(),
  method: SolveMethod.default('auto'),
  seconds: z.coerce.number().gt(0).max(86_400).default(60),
  gap: z.coerce.number().min(0).max(1).default(0.001),
  seed: z.coerce.number().int().min(0).default(1),
  start: z.string().optional(),
  alternatives: z.boolean().default(false),
});

export const exitCodeOf = (status: Plan['status']): ExitCode => (status === 'infeasible' ? exitCodes.infeasible : status === 'interrupted' ? exitCodes.cancelled : exitCodes.done);

/** Figures of a plan without its lists. */
export const describeResult = (plan: Plan): Record<string, unknown> => {
  const { status, method, seed, objective, bound, gap, cost, elapsedMs, actions, conflicts, goal } = plan;
  return { status, method, seed, objective, bound, gap, cost, elapsedMs, actions: actions.length, ...(goal === undefined ? {} : { goal }), ...(conflicts === undefined ? {} : { conflicts }) };
};

export const solveVerb: Verb = {
  name: 'solve',
  usage: 'solve PROBLEM.json --out PLAN.json [--method auto|greedy|local|prices|highs|glpk] [--seconds N] [--gap G] [--seed S] [--start PLAN.json] [--alternatives]',
  summary: 'Allocates an omnivor.allocation/1 problem and writes omnivor.plan/1; --start names a plan of it, or of one near it, to start from.',
  async run(words, { core, terminal, cancel }) {
    const options = readOptions(words, Options, { out: 'text', method: 'text', seconds: 'text', gap: 'text', seed: 'text', start: 'text', alternatives: 'flag' }, ['problem']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const place = checkFilePlace(resolve(options.value.out));
    if (!place.ok) return terminal.fault(place.fault), exitCodes.badInput;
    const document = readJsonFile(options.value.problem);
    if (!document.ok) return terminal.fault(document.fault), exitCodes.badInput;
    const problem = readAllocationProblem(document.value);
    if (!problem.ok) return terminal.fault(problem.fault), exitCodes.badInput;
    const start = options.value.start === undefined ? succeed(undefined) : readPlanFile(options.value.start);
    if (!start.ok) return terminal.fault(start.fault), exitCodes.badInput;
    const plan = await core.context.engine.solve(problem.value, { ...options.value, warmStart: start.value }, { cancel, report: terminal.progress });
    if (!plan.ok) return terminal.fault(plan.fault), exitCodes.bug;
    const written = writeFileSafely(options.value.out, `${JSON.stringify(plan.value)}\n`);
    if (!written.ok) return terminal.fault(written.fault), exitCodes.badInput;
    terminal.answer(describeResult(plan.value));
    return exitCodeOf(plan.value.status);
  },
};
