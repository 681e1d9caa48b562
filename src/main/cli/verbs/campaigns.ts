import { z } from 'zod';
import { LoserPolicy, type ReserveAsked } from '../../../contract/campaign.ts';
import { fail } from '../../../engine/base/fault.ts';
import { ReservationKind } from '../../../engine/model/campaign.ts';
import type { ContactFilter } from '../../../engine/model/filter.ts';
import { IsoDate } from '../../../engine/model/text.ts';
import { answerFrom } from '../answer-from.ts';
import { findCampaign } from '../find-campaign.ts';
import type { Verb } from '../verb.ts';

/** Conflicts a listing names. */
const LISTED_CONFLICTS = 1000;

const workspaceAndDay = { workspace: z.string(), 'as-of': IsoDate.optional() };
const dayKinds = { workspace: 'text', 'as-of': 'text' } as const;

const asOfDay = (day: string | undefined): { asOf?: string } => (day === undefined ? {} : { asOf: day });

export const campaignsVerb: Verb = {
  name: 'campaigns',
  usage: 'campaigns --workspace W [--as-of DAY]',
  summary: 'Lists the campaigns with what they hold, their conflicts and the use of their budgets.',
  run: (words, context) => answerFrom(words, context, z.strictObject(workspaceAndDay), dayKinds, (options) => context.core.campaigns.list(asOfDay(options['as-of']))),
};

const ConflictOptions = z.strictObject({ ...workspaceAndDay, 'resolve-by-priority': z.boolean().default(false), policy: LoserPolicy.default('preempt'), actor: z.string().trim().min(1).max(120).optional(), note: z.string().max(2000).default('') });

export const conflictsVerb: Verb = {
  name: 'conflicts',
  usage: 'conflicts --workspace W [--as-of DAY] [--resolve-by-priority [--policy preempt|defer] [--actor NAME [--note TEXT]]]',
  summary: 'Lists the conflicts of all active campaigns, or reports how priority would resolve them; with --actor it is done under that name.',
  run: (words, context) =>
    answerFrom(words, context, ConflictOptions, { ...dayKinds, 'resolve-by-priority': 'flag', policy: 'text', actor: 'text', note: 'text' }, async ({ policy, actor, note, ...options }) => {
      const { conflicts } = context.core;
      const asOf = asOfDay(options['as-of']);
      if (!options['resolve-by-priority']) return conflicts.page({ ...asOf, offset: 0, limit: LISTED_CONFLICTS });
      const report = conflicts.autoResolve({ policy, ...asOf });
      if (!report.ok || actor === undefined) return report;
      const started = conflicts.applyReport({ policy, fingerprint: report.value.fingerprint, actor, note, ...asOf });
      if (!started.ok) return started;
      const job = await context.core.context.session?.jobs.wait(started.value.jobId);
      return job?.fault == null ? report : { ok: false, fault: job.fault };
    }),
};

const ReserveOptions = z.strictObject({
  ...workspaceAndDay,
  campaign: z.string(),
  channel: z.string().optional(),
  kind: ReservationKind.default('exclusive'),
  from: IsoDate,
  to: IsoDate,
  contact: z.string().optional(),
  audience: z.string().optional(),
  all: z.boolean().default(false),
  firm: z.boolean().default(false),
  expires: IsoDate.optional(),
  'dry-run': z.boolean().default(false),
  preempt: z.boolean().default(false),
  actor: z.string().trim().min(1).max(120).optional(),
});
const reserveKinds = { ...dayKinds, campaign: 'text', channel: 'text', kind: 'text', from: 'text', to: 'text', contact: 'text', audience: 'text', all: 'flag', firm: 'flag', expires: 'text', 'dry-run': 'flag', preempt: 'flag', actor: 'text' } as const;

const everybody: ContactFilter = { join: 'and', conditions: [] };

export const reserveVerb: Verb = {
  name: 'reserve',
  usage: 'reserve --workspace W --campaign NAME --from DAY --to DAY (--contact ID | --audience NAME | --all) [--channel C] [--kind exclusive|priority|soft] [--firm] [--expires DAY] [--preempt --actor NAME] [--as-of DAY] [--dry-run]',
  summary: 'Reserves contacts for a campaign where they are free; --firm forbids preemption, --dry-run only reports.',
  run: (words, context) =>
    answerFrom(words, context, ReserveOptions, reserveKinds, (options) => {
      const { core } = context;
      const campaign = findCampaign(core, options.campaign);
      if (!campaign.ok) return campaign;
      const audiences = core.contacts.listAudiences();
      if (!audiences.ok) return audiences;
      const audience = audiences.value.find((one) => one.name === options.audience);
      if (options.audience !== undefined && audience === undefined) return fail('UNKNOWN_REFERENCE', `Audience "${options.audience}" does not exist. Known: ${audiences.value.map((one) => one.name).join(', ') || 'none'}.`);
      const targets = [...(options.contact === undefined ? [] : [{ contact: options.contact }]), ...(audience === undefined ? [] : [{ audience: String(audience.id) }]), ...(options.all ? [{ filter: everybody }] : [])];
      const [target] = targets;
      if (target === undefined || targets.length > 1) return fail('BAD_INPUT', `${targets.length} of --contact, --audience and --all given. Expected exactly one.`);
      const asked: ReserveAsked = {
        campaign: campaign.value,
        target,
        channel: options.channel ?? null,
        kind: options.kind,
        from: options.from,
        to: options.to,
        canPreempt: !options.firm,
        preempt: options.preempt,
        ...(options.expires === undefined ? {} : { expiresAt: options.expires }),
        ...asOfDay(options['as-of']),
      };
      return options['dry-run'] ? core.reservations.checkAvailability(asked) : core.reservations.reserve({ ...asked, actor: options.actor });
    }),
};

export const executeTouchesVerb: Verb = {
  name: 'execute-touches',
  usage: 'execute-touches --workspace W [--dry-run]',
  summary: 'Records which reservations of active campaigns the imported touches used; --dry-run only reports.',
  run: (words, context) =>
    answerFrom(words, context, z.strictObject({ workspace: z.string(), 'dry-run': z.boolean().default(false) }), { workspace: 'text', 'dry-run': 'flag' }, async (options) => {
      const { executions } = context.core;
      const report = executions.report();
      if (!report.ok || options['dry-run'] || report.value.reservations === 0) return report;
      const done = await executions.apply({ expected: report.value.reservations });
      return done.ok ? report : done;
    }),
};
