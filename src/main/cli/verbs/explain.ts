import { z } from 'zod';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import { readAllocationProblem } from '../../../engine/model/check-problem.ts';
import type { ActionExplanation } from '../../../engine/model/explanation.ts';
import { Plan } from '../../../engine/model/plan.ts';
import { readDocument } from '../../../engine/model/read-document.ts';
import { Identifier, IsoDate } from '../../../engine/model/text.ts';
import type { Core } from '../../core/core.ts';
import { exitCodes } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import { readJsonFile } from '../read-json-file.ts';
import type { Verb } from '../verb.ts';

const Options = z.strictObject({ problem: z.string(), plan: z.string(), contact: Identifier, channel: Identifier.optional(), date: IsoDate.optional() });
type Question = Pick<z.infer<typeof Options>, 'contact' | 'channel' | 'date'>;

/** A plan that is ready for questions, with its problem. */
interface OpenFiles {
  readonly problem: AllocationProblem;
  readonly explainer: Extract<ReturnType<Core['explanations']['openDocuments']>, { ok: true }>['value'];
}

/** Reads problem and plan, and prepares the plan; a plan of another problem is refused. */
function openFiles(core: Core, { problem: problemFile, plan: planFile }: z.infer<typeof Options>): Result<OpenFiles> {
  const document = readJsonFile(problemFile);
  if (!document.ok) return document;
  const problem = readAllocationProblem(document.value);
  if (!problem.ok) return problem;
  const planDocument = readJsonFile(planFile);
  if (!planDocument.ok) return planDocument;
  const plan = readDocument(Plan, planDocument.value);
  if (!plan.ok) return fail(plan.fault.code, `${planFile}: ${plan.fault.message}`, plan.fault.hint === undefined ? {} : { hint: plan.fault.hint });
  const explainer = core.explanations.openDocuments(problem.value, plan.value);
  return explainer.ok ? succeed({ problem: problem.value, explainer: explainer.value }) : explainer;
}

/** A cell where channel and date are named, every channel of a date, a channel with its best day, or the whole contact. */
function answer({ problem, explainer }: OpenFiles, { contact, channel, date }: Question): Result<unknown> {
  if (channel !== undefined && date !== undefined) return explainer.explainAction({ contact, channel, date });
  if (date !== undefined) {
    const actions: ActionExplanation[] = [];
    for (const { id } of problem.channels) {
      const explained = explainer.explainAction({ contact, channel: id, date });
      if (!explained.ok) return explained;
      actions.push(explained.value);
    }
    return succeed({ contact, date, actions });
  }
  const whole = explainer.explainContact(contact);
  if (!whole.ok || channel === undefined) return whole;
  const mine = whole.value.channels.find((one) => one.channel === channel);
  if (mine === undefined) return fail('UNKNOWN_REFERENCE', `Channel ${channel} does not exist. Known: ${problem.channels.map(({ id }) => id).join(', ')}.`, { path: 'channel' });
  const best = explainer.explainAction({ contact, channel, date: mine.best.date });
  return best.ok ? succeed({ contact, ...mine, best: best.value }) : best;
}

export const explainVerb: Verb = {
  name: 'explain',
  usage: 'explain PROBLEM.json PLAN.json --contact ID [--channel C] [--date D]',
  summary: 'Says why a contact gets what it gets and not something else: a cell by channel and date, a channel with its best day, or every channel and day.',
  async run(words, { core, terminal }) {
    const options = readOptions(words, Options, { contact: 'text', channel: 'text', date: 'text' }, ['problem', 'plan']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const opened = openFiles(core, options.value);
    if (!opened.ok) return terminal.fault(opened.fault), exitCodes.badInput;
    const explained = answer(opened.value, options.value);
    if (!explained.ok) return terminal.fault(explained.fault), exitCodes.badInput;
    terminal.answer(explained.value);
    return exitCodes.done;
  },
};
