import { openActionChecker, type ActionCheck, type ActionChecker } from '../../../engine/constraints/check-action.ts';
import { toHeldEntries } from '../../../engine/allocation/held-problem.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { indexHolds } from '../../../engine/coordination/hold-index.ts';
import { horizonDays } from '../../../engine/model/horizon-days.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readCampaigns } from '../db/repositories/campaign.ts';
import { readPlan, readPlanDocument } from '../db/repositories/plan.ts';
import { readLastEntry } from '../db/repositories/ledger.ts';
import { readActive, todayOf } from '../db/repositories/reservation.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { readInputs, readPlanningGround } from './build-problem.ts';
import { hashJson } from './hash-json.ts';
import { readHeldInLedger } from './ledger.ts';
import type { RuleService } from './rule.ts';

const MS_PER_DAY = 86_400_000;

/** One more action that somebody proposes. */
export interface ActionProposal {
  readonly contact: string;
  readonly channel: string;
  readonly date: string;
  /** Who would carry it out; the contact's own rep where left out. */
  readonly rep?: string | undefined;
  /** Plan it would stand in beside what others hold; its own bookings do not count twice. */
  readonly planId?: number | undefined;
  /** Bookings count that were made by the end of this day (UTC); all where left out. */
  readonly asOf?: string | undefined;
  /** Campaign it is for; the campaigns of the plan where left out. */
  readonly campaign?: string | undefined;
  /** Day on which reservations are looked at; that of `asOf` where left out, as stored where both are. */
  readonly today?: string | undefined;
}

/** A checker, and the campaigns that a plan it stands in is for. */
interface OpenChecker {
  readonly checker: ActionChecker;
  readonly campaigns: readonly string[];
}

/** Opens a checker on the workspace's rules, contacts, history, ledger, reservations and, where one is named, a plan. */
function openChecker(sqlite: Sqlite, rules: PlanningRules, { planId, asOf, today = asOf }: ActionProposal): Result<OpenChecker> {
  const plan = planId === undefined ? null : readPlan(sqlite, planId);
  if (planId !== undefined && plan === null) return fail('NOT_FOUND', `Plan ${planId} does not exist.`, { path: 'planId' });
  const lastDay = asOf === undefined ? null : parseDay(asOf);
  const days = { ...horizonDays(rules.horizon), ...(lastDay === null ? {} : { asOf: (lastDay + 1) * MS_PER_DAY - 1 }) };
  const { booked, lasting } = readHeldInLedger(sqlite, days, plan?.id ?? null, rules);
  const { problem } = readPlanningGround(sqlite, rules, { name: 'check', audience: null });
  const holds = indexHolds(readCampaigns(sqlite), readActive(sqlite, days, todayOf(today)));
  return succeed({
    checker: openActionChecker({ ...problem, held: toHeldEntries([...booked, ...lasting], rules) }, plan === null ? [] : readPlanDocument(sqlite, plan).actions, holds),
    campaigns: plan?.inputs.planned?.campaigns.map(({ id }) => id) ?? [],
  });
}

/** Answers whether one more action may stand. */
export function createActionCheckService(context: CoreContext, rules: RuleService) {
  let opened: { readonly key: string; readonly open: OpenChecker } | null = null;

  return {
    check(proposal: ActionProposal): Result<ActionCheck> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const current = rules.get();
      if (!current.ok) return current;
      const { sqlite } = session.value.database;
      const { planId = null, asOf = null, today = null, campaign, contact, channel, date, rep } = proposal;
      const key = hashJson([session.value.database.path, readInputs(sqlite, current.value, null), readLastEntry(sqlite), readRevisions(sqlite).campaigns, planId, asOf, today]);
      if (opened?.key !== key) {
        const open = openChecker(sqlite, current.value, proposal);
        if (!open.ok) return open;
        opened = { key, open: open.value };
      }
      const { checker, campaigns } = opened.open;
      return checker.check({ contact, channel, date, ...(rep === undefined ? {} : { rep }) }, campaign === undefined ? campaigns : [campaign]);
    },
  };
}
export type ActionCheckService = ReturnType<typeof createActionCheckService>;
