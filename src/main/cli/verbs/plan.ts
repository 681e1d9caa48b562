import { join } from 'node:path';
import { z } from 'zod';
import type { Job } from '../../../engine/model/job.ts';
import { fail, succeed, type Fault, type Result } from '../../../engine/base/fault.ts';
import type { ImportReport, ImportTarget } from '../../../engine/model/import.ts';
import { SolveMethod, type Plan } from '../../../engine/model/plan.ts';
import type { FairShare } from '../../../contract/allocation.ts';
import type { PlanRangeAnswer } from '../../../contract/plan-range.ts';
import type { RulesFile } from '../../../engine/model/rules.ts';
import { defaultCsvFormat } from '../../core/export/csv-writer.ts';
import { defaultPlanColumns } from '../../core/export/plan-csv.ts';
import { makeFolder, writeFileSafely } from '../../core/export/write-file.ts';
import { loadRulesFile } from '../../core/services/rule.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { openForVerb } from '../open-for-verb.ts';
import { findCampaign } from '../find-campaign.ts';
import { readOptions } from '../options.ts';
import type { Verb, VerbContext } from '../verb.ts';
import { describeResult, exitCodeOf } from './solve.ts';

const solving = {
  method: SolveMethod.default('auto'),
  seconds: z.coerce.number().gt(0).max(86_400).default(30),
  gap: z.coerce.number().min(0).max(1).default(0.001),
  seed: z.coerce.number().int().min(0).default(1),
};
const solvingKinds = { method: 'text', seconds: 'text', gap: 'text', seed: 'text' } as const;

const PlanOptions = z.strictObject({
  contacts: z.string(),
  touches: z.string().optional(),
  outcomes: z.string().optional(),
  rules: z.string(),
  workspace: z.string().optional(),
  approver: z.string().trim().min(1),
  out: z.string(),
  /** Names or ids, commas between them. */
  campaigns: z.string().optional(),
  'fair-share': z.enum(['audience', 'budget']).optional(),
  ...solving,
});

/** A job of the main job: what to import, under which rules, how to solve, who approves, where to write. */
export interface PlanRequest {
  readonly files: readonly { readonly target: ImportTarget; readonly path: string }[];
  readonly rules: RulesFile;
  readonly solve: { readonly method: SolveMethod; readonly seconds: number; readonly gap: number; readonly seed: number };
  /** Names or ids of campaigns of the workspace that the plan is for. */
  readonly campaigns?: readonly string[] | undefined;
  readonly fairShare?: FairShare | undefined;
  readonly approver: string;
  readonly note: string;
  readonly out: string;
}

/** Follows a job to its end and hands Ctrl-C on to it. */
export async function followJob(jobId: string, { core, terminal, cancel }: VerbContext): Promise<Result<Job>> {
  const jobs = core.context.session?.jobs;
  if (jobs === undefined) return fail('NO_WORKSPACE', 'No workspace is open.');
  let isCancelSent = false;
  const poll = setInterval(() => {
    if (isCancelSent || Atomics.load(cancel, 0) === 0) return;
    isCancelSent = true;
    jobs.cancel(jobId);
  }, 50);
  try {
    for await (const job of jobs.watch(jobId)) if (job.progress !== null) terminal.progress(job.progress);
    const job = await jobs.wait(jobId);
    return job.fault === null ? succeed(job) : { ok: false, fault: job.fault };
  } finally {
    clearInterval(poll);
  }
}

/** Replications of the range in a summary. */
const RANGE_REPLICATIONS = 1000;

/** Plays a plan and answers what may come of it, null for a plan without actions or a run that was cancelled. */
async function playRange(planId: number, plan: Plan, seed: number, context: VerbContext): Promise<Result<z.infer<typeof PlanRangeAnswer> | null>> {
  const { core, cancel } = context;
  if (plan.actions.length === 0 || Atomics.load(cancel, 0) !== 0) return succeed(null);
  const started = core.planRange.start({ planId, replications: RANGE_REPLICATIONS, shared: 0, seed });
  if (!started.ok) return started;
  const played = await followJob(started.value.jobId, context);
  return played.ok || played.fault.code === 'CANCELLED' ? core.planRange.get(planId, []) : played;
}

const describeImport = ({ fileName, total, reasons }: ImportReport): Record<string, unknown> => ({ fileName, ...total, reasons });

/** Ids of campaigns by name or id. */
function findCampaigns({ core }: VerbContext, names: readonly string[]): Result<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const campaign = findCampaign(core, name);
    if (!campaign.ok) return campaign;
    ids.push(campaign.value);
  }
  return succeed(ids);
}

/** Share of its due that every campaign gets under --fair-share. */
const FAIR_SHARE = 0.8;

/** Writes the four files of a plan; the plan is approved unless it is infeasible or the run was cancelled. */
export async function runPlan(request: PlanRequest, context: VerbContext): Promise<ExitCode> {
  const { core, terminal, cancel } = context;
  const stop = (fault: Fault): ExitCode => {
    terminal.fault(fault);
    return fault.code === 'CANCELLED' ? exitCodes.cancelled : fault.code === 'WORKER_DIED' ? exitCodes.bug : exitCodes.badInput;
  };
  const folder = makeFolder(request.out);
  if (!folder.ok) return stop(folder.fault);
  const imports: Record<string, unknown>[] = [];
  for (const { target, path } of request.files) {
    terminal.log(`Consuming signals. ${path} as ${target}.`);
    const imported = await core.imports.importFile({ path, target, dryRun: false, rejectedFile: join(request.out, `rejected-${target}.csv`), cancel, report: terminal.progress });
    if (!imported.ok) return stop(imported.fault);
    const { total } = imported.value.report;
    terminal.log(`${total.rows} rows: ${total.created} created, ${total.updated} updated, ${total.unchanged} unchanged, ${total.duplicates} duplicates, ${total.rejected} rejected.`);
    imports.push({ target, ...describeImport(imported.value.report), rejectedFile: imported.value.rejectedFile });
  }
  const replaced = await core.rules.replace(request.rules);
  if (!replaced.ok) return stop(replaced.fault);
  const campaigns = findCampaigns(context, request.campaigns ?? []);
  if (!campaigns.ok) return stop(campaigns.fault);
  const started = core.allocation.solve({ ...request.solve, replace: true, campaigns: campaigns.value, fairShare: request.fairShare });
  if (!started.ok) return stop(started.fault);
  const job = await followJob(started.value.jobId, context);
  if (!job.ok) return stop(job.fault);
  const result = z.strictObject({ planId: z.int() }).safeParse(job.value.result);
  if (!result.success) return stop({ code: 'CANCELLED', message: 'Cancelled before a plan was found.' });
  const { planId } = result.data;
  const documents = core.allocation.documents(planId);
  if (!documents.ok) return stop(documents.fault);
  const { plan, problem } = documents.value;
  const isApproved = plan.status !== 'infeasible' && plan.conflicts === undefined && job.value.status !== 'cancelled';
  if (isApproved) {
    const approved = await core.allocation.approve({ planId, approver: request.approver, note: request.note, acceptStale: false, replace: true });
    if (!approved.ok) return stop(approved.fault);
    const exported = await core.allocation.exportCsv({ planId, options: { columns: campaigns.value.length === 0 ? defaultPlanColumns : [...defaultPlanColumns, 'campaign'], format: defaultCsvFormat }, path: join(request.out, 'plan.csv') });
    if (!exported.ok) return stop(exported.fault);
  }
  const range = await playRange(planId, plan, request.solve.seed, context);
  if (!range.ok) return stop(range.fault);
  const detail = core.allocation.get(planId);
  if (!detail.ok) return stop(detail.fault);
  const response = core.response.latest();
  const { byChannel, byDate, byRep, usage, campaigns: shares, settled } = detail.value;
  const summary = {
    ...describeResult(plan),
    approver: isApproved ? request.approver : null,
    state: detail.value.summary.state,
    contacts: detail.value.summary.contacts,
    reached: detail.value.summary.reached,
    lift: detail.value.summary.lift,
    imports,
    response: response.ok ? response.value : null,
    byChannel,
    byDate,
    byRep,
    usage,
    campaigns: shares,
    settled,
    range: range.value,
  };
  for (const [name, document] of [['plan.json', plan], ['problem.json', problem], ['summary.json', summary]] as const) {
    const written = writeFileSafely(join(request.out, name), `${JSON.stringify(document, null, name === 'summary.json' ? 2 : undefined)}\n`);
    if (!written.ok) return stop(written.fault);
  }
  terminal.answer(summarise(plan, request.out, isApproved));
  return job.value.status === 'cancelled' ? exitCodes.cancelled : exitCodeOf(plan.status);
}

const summarise = (plan: Plan, out: string, isApproved: boolean): Record<string, unknown> => ({ ...describeResult(plan), approved: isApproved, out });

export const planVerb: Verb = {
  name: 'plan',
  usage: 'plan --contacts F [--touches F] [--outcomes F] --rules F.json [--workspace W] --approver NAME --out DIR [--campaigns NAME,NAME [--fair-share audience|budget]] [--method M] [--seconds N] [--gap G] [--seed S]',
  summary: 'The main job: import, fit, solve, schedule, approve, export.',
  async run(words, context) {
    const { core, terminal } = context;
    const kinds = { contacts: 'text', touches: 'text', outcomes: 'text', rules: 'text', workspace: 'text', approver: 'text', out: 'text', campaigns: 'text', 'fair-share': 'text', ...solvingKinds } as const;
    const options = readOptions(words, PlanOptions, kinds);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const { contacts, touches, outcomes, rules: rulesPath, workspace, approver, out, campaigns, 'fair-share': by, ...solve } = options.value;
    const rules = loadRulesFile(rulesPath);
    if (!rules.ok) return terminal.fault({ ...rules.fault, message: `${rulesPath}: ${rules.fault.message}` }), exitCodes.badInput;
    const opened = await openForVerb(core, workspace);
    if (!opened.ok) return terminal.fault(opened.fault), exitCodes.badInput;
    try {
      const files = ([['contacts', contacts], ['touches', touches], ['outcomes', outcomes]] as const).flatMap(([target, path]) => (path === undefined ? [] : [{ target, path }]));
      return await runPlan({ files, rules: rules.value, solve, campaigns: campaigns?.split(',').map((name) => name.trim()), fairShare: by === undefined ? undefined : { by, of: 'actions', share: FAIR_SHARE }, approver, note: '', out }, context);
    } finally {
      await opened.value.close();
    }
  },
};
