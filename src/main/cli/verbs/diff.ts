import { z } from 'zod';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { Plan } from '../../../engine/model/plan.ts';
import { exitCodes } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import { readJsonFile } from '../read-json-file.ts';
import type { Verb } from '../verb.ts';

const Options = z.strictObject({ before: z.string(), after: z.string() });

/** Reads an `omnivor.plan/1` file. */
function readPlanFile(path: string): Result<Plan> {
  const document = readJsonFile(path);
  if (!document.ok) return document;
  const plan = Plan.safeParse(document.value);
  if (plan.success) return succeed(plan.data);
  const issue = plan.error.issues[0];
  return fail('BAD_FORMAT', `${path} is no omnivor.plan/1: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(), { path });
}

const figures = ({ problem, status, objective, bound, gap }: Plan) => ({ problem, status, objective, bound, gap });

export const diffVerb: Verb = {
  name: 'diff',
  usage: 'diff BEFORE.json AFTER.json',
  summary: 'Compares two omnivor.plan/1 files action by action: kept, moved, added and dropped, by channel, rule and contact.',
  run(words, { core, terminal }) {
    const options = readOptions(words, Options, {}, ['before', 'after']);
    if (!options.ok) return Promise.resolve((terminal.fault(options.fault), exitCodes.badInput));
    const before = readPlanFile(options.value.before);
    if (!before.ok) return Promise.resolve((terminal.fault(before.fault), exitCodes.badInput));
    const after = readPlanFile(options.value.after);
    if (!after.ok) return Promise.resolve((terminal.fault(after.fault), exitCodes.badInput));
    const { before: sumBefore, after: sumAfter, ...diff } = core.plans.compare(before.value, after.value);
    const actions = diff.actions.filter(({ change }) => change !== 'kept').map(({ change, contact, channel, before: one, after: other }) => ({ change, contact, channel, ...(one === null ? {} : { from: one.date }), ...(other === null ? {} : { to: other.date }) }));
    terminal.answer({ before: { ...figures(before.value), ...sumBefore }, after: { ...figures(after.value), ...sumAfter }, ...diff, actions });
    return Promise.resolve(exitCodes.done);
  },
};
