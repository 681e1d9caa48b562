import { openActionChecker, type ActionCheck, type ActionChecker } from '../../../engine/constraints/check-action.ts';
import { toHeldEntries } from '../../../engine/allocation/held-problem.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readPlan, readPlanDocument } from '../db/repositories/plan.ts';
import { readLastEntry } from '../db/repositories/ledger.ts';
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
}

/** Opens a checker on the workspace's rules, contacts, history, ledger and, where one is named, a plan. */
function openChecker(sqlite: Sqlite, rules: PlanningRules, { planId, asOf }: ActionProposal): Result<ActionChecker> {
  const plan = planId === undefined ? null : readPlan(sqlite, planId);
  if (planId !== undefined && plan === null) return fail('NOT_FOUND', `Plan ${planId} does not exist.`, { path: 'planId' });
  const fromDay = parseDay(rules.horizon.start) ?? 0;
  const lastDay = asOf === undefined ? null : parseDay(asOf);
  const days = { fromDay, toDay: fromDay + rules.horizon.days - 1, ...(lastDay === null ? {} : { asOf: (lastDay + 1) * MS_PER_DAY - 1 }) };
  const { booked, lasting } = readHeldInLedger(sqlite, days, plan?.id ?? null, rules);
  const { problem } = readPlanningGround(sqlite, rules, { name: 'check', audience: null });
  return succeed(openActionChecker({ ...problem, held: toHeldEntries([...booked, ...lasting], rules) }, plan === null ? [] : readPlanDocument(sqlite, plan).actions));
}

/** Answers whether one more action may stand. */
export function createActionCheckService(context: CoreContext, rules: RuleService) {
  let opened: { readonly key: string; readonly checker: ActionChecker } | null = null;

  return {
    check(proposal: ActionProposal): Result<ActionCheck> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const current = rules.get();
      if (!current.ok) return current;
      const { sqlite } = session.value.database;
      const { planId = null, asOf = null, contact, channel, date, rep } = proposal;
      const key = hashJson([session.value.database.path, readInputs(sqlite, current.value, null), readLastEntry(sqlite), planId, asOf]);
      if (opened?.key !== key) {
        const checker = openChecker(sqlite, current.value, proposal);
        if (!checker.ok) return checker;
        opened = { key, checker: checker.value };
      }
      return opened.checker.check({ contact, channel, date, ...(rep === undefined ? {} : { rep }) });
    },
  };
}
export type ActionCheckService = ReturnType<typeof createActionCheckService>;
