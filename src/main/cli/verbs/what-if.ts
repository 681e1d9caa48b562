import { resolve } from 'node:path';
import { z } from 'zod';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { isCancelled } from '../../../engine/base/cancel.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import { readAllocationProblem } from '../../../engine/model/check-problem.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import { readDocument } from '../../../engine/model/read-document.ts';
import { ChangeSet } from '../../../engine/model/what-if.ts';
import { checkFilePlace, writeFileSafely } from '../../core/export/write-file.ts';
import { exitCodes } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import { readJsonFile } from '../read-json-file.ts';
import { readPlanFile } from '../read-plan-file.ts';
import type { Verb } from '../verb.ts';
import { describeResult, exitCodeOf } from './solve.ts';

const effort = { seconds: z.coerce.number().gt(0).max(86_400).default(20), seed: z.coerce.number().int().min(0).default(1) };
const WhatIfOptions = z.strictObject({ problem: z.string(), plan: z.string(), changes: z.string(), out: z.string(), 'problem-out': z.string().optional(), ...effort });
const DiagnoseOptions = z.strictObject({ problem: z.string(), ...effort });

/** Seconds a diagnosis takes at most, for each second of a solve. */
const DIAGNOSIS_SOLVES = 15;

function readProblemFile(path: string): Result<AllocationProblem> {
  const document = readJsonFile(path);
  return document.ok ? readAllocationProblem(document.value) : document;
}

function readChanges(path: string): Result<ChangeSet> {
  const document = readJsonFile(path);
  return document.ok ? readDocument(ChangeSet, document.value) : document;
}

/** A plan of another problem would be taken for actions to keep. */
function checkPlanOf(problem: AllocationProblem, plan: Plan): Result<void> {
  const contacts = new Set(problem.contacts.ids);
  const stranger = plan.actions.find(({ contact }) => !contacts.has(contact));
  return stranger === undefined ? succeed(undefined) : fail('UNKNOWN_REFERENCE', `The plan acts on ${stranger.contact}, who is not of problem ${problem.name}.`, { path: 'actions', hint: 'Give the plan of this problem.' });
}

export const whatIfVerb: Verb = {
  name: 'what-if',
  usage: 'what-if PROBLEM.json PLAN.json --changes F.json --out F [--problem-out F] [--seconds N] [--seed S]',
  summary: 'Solves a problem under omnivor.changes/1, starting from its plan, and answers what differs.',
  async run(words, { core, terminal, cancel }) {
    const options = readOptions(words, WhatIfOptions, { changes: 'text', out: 'text', 'problem-out': 'text', seconds: 'text', seed: 'text' }, ['problem', 'plan']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const { seconds, seed, out, 'problem-out': problemOut } = options.value;
    for (const path of [out, ...(problemOut === undefined ? [] : [problemOut])]) {
      const place = checkFilePlace(resolve(path));
      if (!place.ok) return terminal.fault(place.fault), exitCodes.badInput;
    }
    const [problem, plan, set] = [readProblemFile(options.value.problem), readPlanFile(options.value.plan), readChanges(options.value.changes)];
    for (const read of [problem, plan, set]) if (!read.ok) return terminal.fault(read.fault), exitCodes.badInput;
    if (!problem.ok || !plan.ok || !set.ok) return exitCodes.badInput;
    const fits = checkPlanOf(problem.value, plan.value);
    if (!fits.ok) return terminal.fault(fits.fault), exitCodes.badInput;
    const { changes } = set.value;
    const tried = await core.context.engine.tryChanges({ problem: problem.value, plan: plan.value, changes, seconds, seed }, { cancel, report: terminal.progress });
    if (!tried.ok) return terminal.fault(tried.fault), tried.fault.code === 'WORKER_DIED' ? exitCodes.bug : exitCodes.badInput;
    const changed = core.whatIf.changeProblem(problem.value, changes);
    const files = [[out, tried.value.plan] as const, ...(problemOut === undefined || !changed.ok ? [] : [[problemOut, changed.value] as const])];
    for (const [path, document] of files) {
      const written = writeFileSafely(path, `${JSON.stringify(document)}\n`);
      if (!written.ok) return terminal.fault(written.fault), exitCodes.badInput;
    }
    const { unchanged, words: said, comparison } = tried.value.whatIf;
    const { before, after, kept, added, removed, moved, channels } = comparison;
    terminal.answer({ changes: said, before, unchanged, after, kept, added, removed, moved, channels, plan: describeResult(tried.value.plan) });
    return exitCodeOf(tried.value.plan.status);
  },
};

export const diagnoseVerb: Verb = {
  name: 'diagnose',
  usage: 'diagnose PROBLEM.json [--seconds N] [--seed S]',
  summary: 'Says which rules of an infeasible problem clash, and the cheapest changes that mend it.',
  async run(words, { core, terminal, cancel }) {
    const options = readOptions(words, DiagnoseOptions, { seconds: 'text', seed: 'text' }, ['problem']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const { seconds, seed } = options.value;
    const problem = readProblemFile(options.value.problem);
    if (!problem.ok) return terminal.fault(problem.fault), exitCodes.badInput;
    const diagnosis = await core.context.engine.diagnose({ problem: problem.value, seconds, seed, totalSeconds: DIAGNOSIS_SOLVES * seconds }, { cancel, report: terminal.progress });
    if (!diagnosis.ok) return terminal.fault(diagnosis.fault), exitCodes.bug;
    terminal.answer(diagnosis.value);
    if (isCancelled(cancel)) return exitCodes.cancelled;
    return diagnosis.value.verdict === 'infeasible' ? exitCodes.infeasible : exitCodes.done;
  },
};
