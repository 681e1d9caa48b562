import type { Held } from '../../../engine/allocation/held-problem.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { countHeldUsage, emptyProblem, followBudgets } from '../../../engine/allocation/held-usage.ts';
import { findCounted } from '../../../engine/constraints/counted-actions.ts';
import type { BudgetBurn, LedgerQuery, Utilisation } from '../../../contract/ledger.ts';
import { isEnforced } from '../../../engine/model/constraint.ts';
import { horizonDays } from '../../../engine/model/horizon-days.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { LedgerBalance, LedgerEntry } from '../../../engine/model/ledger.ts';
import { contraryEntry, entryOfMove, type LedgerMove } from '../../../engine/model/ledger-move.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { isReversed, postEntries, readBalance, readEntries, readHeld, readPosting, type HeldRow, type LedgerFilter, type StoredLedgerEntry } from '../db/repositories/ledger.ts';
import { readPlanActions } from '../db/repositories/plan-action.ts';
import { failOfStorageError } from '../db/sqlite-fault.ts';
import { unitOfKind } from './plan-view.ts';
import { completeMapping, createLabelReader } from './planning-columns.ts';
import type { RuleService } from './rule.ts';

const filterOf = ({ from, to, constraint: _constraint, period: _period, ...rest }: LedgerQuery): LedgerFilter => ({
  ...rest,
  ...(from === undefined ? {} : { fromDay: parseDay(from) ?? undefined }),
  ...(to === undefined ? {} : { toDay: parseDay(to) ?? undefined }),
});

/** Books every action of a plan and its cost, but for those it has done already; call inside the transaction that approves it. */
export const bookPlan = (sqlite: Sqlite, planId: number, nowMs: number): void => bookMissing(sqlite, planId, nowMs);

/** Books what of a plan stands nowhere in the ledger, neither booked nor used: nothing is booked twice. Call inside a transaction. */
export function bookMissing(sqlite: Sqlite, planId: number, nowMs: number): void {
  const placeOf = (held: { readonly contact: string | null; readonly channel: string; readonly date: string }): string => JSON.stringify([held.contact, held.channel, held.date]);
  const standing = new Set(readHeld(sqlite, { plan: planId }).filter(({ bookedActions, usedActions }) => bookedActions + usedActions > 0).map(placeOf));
  const missing = readPlanActions(sqlite, planId).filter((action) => !standing.has(placeOf(action)));
  const entries = missing.map(
    ({ contact, channel, date, rep, cost, campaign }): LedgerEntry => ({ kind: 'book', source: 'open', target: 'booked', actions: 1, amount: cost, date, channel, contact, rep, plan: planId, note: null, campaign }),
  );
  if (entries.length > 0) postEntries(sqlite, entries, nowMs);
}

/** Gives back what a plan still holds and has not used; call inside the transaction that withdraws it. */
export function releasePlan(sqlite: Sqlite, planId: number, nowMs: number): void {
  const entries = readHeld(sqlite, { plan: planId })
    .filter((held) => held.bookedActions > 0 || held.bookedAmount > 0)
    .map((held): LedgerEntry => ({ kind: 'release', source: 'booked', target: 'open', actions: held.bookedActions, amount: held.bookedAmount, date: held.date, channel: held.channel, contact: held.contact, rep: held.rep, plan: planId, note: null, campaign: held.campaign }));
  if (entries.length > 0) postEntries(sqlite, entries, nowMs);
}

const NO_LABELS = { segment: '', territory: '', rep: '', specialty: '', household: '', account: '' };

/** What stands in the ledger, with what rules ask of its contacts. */
export interface HeldInLedger {
  /** Plans with bookings that could be released. */
  readonly plans: readonly number[];
  readonly booked: readonly Held[];
  /** What is done, spent or promised by hand, and stays. */
  readonly lasting: readonly Held[];
}

/** Reads what is held, but for some plans where any are named (with `keepsDone` only what they still have booked is left out); labels of contacts are those the rules' mapping names. */
export function readHeldInLedger(sqlite: Sqlite, filter: LedgerFilter, exceptPlan: number | readonly number[] | null, rules: Pick<PlanningRules, 'contacts' | 'channels' | 'horizon'>, { keepsDone = false } = {}): HeldInLedger {
  const except: ReadonlySet<number | null> = new Set(exceptPlan === null ? [] : typeof exceptPlan === 'number' ? [exceptPlan] : exceptPlan);
  const rows = readHeld(sqlite, filter)
    .filter((row) => row.plan === null || !except.has(row.plan) || (keepsDone && row.usedActions > 0))
    .map((row) => (row.plan !== null && except.has(row.plan) ? { ...row, bookedActions: 0, bookedAmount: 0 } : row));
  if (rows.length === 0) return { plans: [], booked: [], lasting: [] };
  const labelsOf = createLabelReader(sqlite, completeMapping(sqlite, rules), horizonDays(rules.horizon));
  const describe = ({ contact, channel, date, rep: booker, campaign }: HeldRow, part: Pick<Held, 'actions' | 'committed' | 'spent' | 'isDone'>): Held[] => {
    if (part.actions <= 0 && part.committed <= 0 && part.spent <= 0) return [];
    const labels = (contact === null ? null : labelsOf(contact, parseDay(date) ?? undefined)) ?? NO_LABELS;
    return [{ contact, channel, date, ...labels, rep: booker ?? labels.rep, ...(campaign === null ? {} : { campaign }), ...part }];
  };
  const describeBooked = (row: HeldRow): Held[] => describe(row, { actions: row.bookedActions, committed: row.bookedAmount, spent: 0 });
  return {
    plans: [...new Set(rows.flatMap((row) => (row.plan === null || row.bookedActions === 0 ? [] : [row.plan])))],
    booked: rows.flatMap((row) => (row.plan === null ? [] : describeBooked(row))),
    lasting: rows.flatMap((row) => [...(row.plan === null ? describeBooked(row) : []), ...describe(row, { actions: row.usedActions, committed: 0, spent: row.usedAmount, isDone: true })]),
  };
}

/** Accounts of capacity and money: read as sums, written only as balanced entries. */
export function createLedgerService(context: CoreContext, rules: RuleService) {
  /** The horizon's days as a filter, with the rules that hold in it. */
  const withRules = <T>(work: (sqlite: Sqlite, current: PlanningRules, days: { fromDay: number; toDay: number }) => T): Result<T> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const current = rules.get();
    if (!current.ok) return current;
    return succeed(work(session.value.database.sqlite, current.value, horizonDays(current.value.horizon)));
  };

  /** The filter of a query; a rule it names is looked up among the present ones, and its rows are those its usage counts. */
  const readFilter = (query: LedgerQuery): Result<LedgerFilter> => {
    const { constraint: id, period, rep, ...rest } = query;
    if (id === undefined) return succeed(filterOf(query));
    const current = rules.get();
    if (!current.ok) return current;
    const rule = current.value.constraints.find((candidate) => candidate.id === id);
    if (rule === undefined) return fail('NOT_FOUND', `Rule ${id} does not exist.`, { path: 'constraint' });
    const { channels, days } = findCounted(rule, period, emptyProblem(current.value));
    const { contacts, segments, specialties, territories } = rule;
    const reps = rep === undefined ? rule.reps : [rep];
    return succeed({ ...filterOf(rest), counted: { channels, days, contacts, segments, specialties, territories, reps } });
  };

  const write = async (work: (sqlite: Sqlite) => Result<{ posting: number }>): Promise<Result<{ posting: number }>> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const { database, gate } = session.value;
    return gate.run(() => {
      try {
        const posted = database.sqlite.transaction(() => work(database.sqlite)).immediate();
        if (posted.ok) context.changes.publish(['ledger']);
        return posted;
      } catch (error) {
        return failOfStorageError(error, database.path);
      }
    });
  };

  /** What stands in the account the entries come from must cover them, place by place. */
  const checkCovered = (sqlite: Sqlite, entries: readonly LedgerEntry[]): Result<void> => {
    for (const entry of entries) {
      if (entry.source === 'open') continue;
      const day = parseDay(entry.date) ?? undefined;
      const held = readHeld(sqlite, { fromDay: day, toDay: day, channel: entry.channel }).find((row) => row.contact === entry.contact && row.rep === entry.rep && row.plan === entry.plan && row.campaign === entry.campaign);
      const [actions, amount] = entry.source === 'booked' ? [held?.bookedActions ?? 0, held?.bookedAmount ?? 0] : [held?.usedActions ?? 0, held?.usedAmount ?? 0];
      if (entry.actions > actions) return fail('CONFLICT', `${entry.actions} actions of ${entry.channel} on ${entry.date} asked, ${actions} ${entry.source}.`, { path: 'actions' });
      if (entry.amount > amount + 1e-9) return fail('CONFLICT', `${entry.amount} of ${entry.channel} on ${entry.date} asked, ${amount} ${entry.source}.`, { path: 'amount' });
    }
    return succeed(undefined);
  };

  return {
    utilisation: ({ asOf }: { asOf?: number | undefined }): Result<Utilisation[]> =>
      withRules((sqlite, current, days) => {
        const { booked, lasting } = readHeldInLedger(sqlite, { ...days, asOf }, null, current);
        const ruleOf = new Map(current.constraints.map((rule) => [rule.id, rule]));
        return countHeldUsage(current, [...booked, ...lasting]).map((usage) => {
          const rule = ruleOf.get(usage.constraint);
          const kind = rule?.kind ?? 'capacity';
          return { ...usage, kind, enforced: rule === undefined || isEnforced(rule), unit: unitOfKind[kind] };
        });
      }),
    burn: (): Result<BudgetBurn[]> =>
      withRules((sqlite, current, days) => {
        const { booked, lasting } = readHeldInLedger(sqlite, days, null, current);
        return followBudgets(current, [...booked, ...lasting]).map((burn) => ({ ...burn, days: [...burn.days] }));
      }),
    balance(query: LedgerQuery): Result<LedgerBalance> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const filter = readFilter(query);
      return filter.ok ? succeed(readBalance(session.value.database.sqlite, filter.value)) : filter;
    },
    entries(query: LedgerQuery & { offset: number; limit: number }): Result<{ total: number; rows: StoredLedgerEntry[] }> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const { offset, limit, ...wanted } = query;
      const filter = readFilter(wanted);
      return filter.ok ? succeed(readEntries(session.value.database.sqlite, filter.value, { offset, limit })) : filter;
    },
    record: (move: LedgerMove): Promise<Result<{ posting: number }>> =>
      write((sqlite) => {
        const entry = entryOfMove(move);
        const covered = checkCovered(sqlite, [entry]);
        return covered.ok ? succeed({ posting: postEntries(sqlite, [entry], context.clock.nowMs()) }) : covered;
      }),
    reverse: (posting: number): Promise<Result<{ posting: number }>> =>
      write((sqlite) => {
        const entries = readPosting(sqlite, posting);
        if (entries.length === 0) return fail('NOT_FOUND', `Posting ${posting} does not exist.`);
        const plan = entries.find((entry) => entry.plan !== null)?.plan;
        if (plan != null) return fail('CONFLICT', `Posting ${posting} belongs to plan ${plan}.`, { hint: 'Withdraw its approval to release it.' });
        if (isReversed(sqlite, posting)) return fail('CONFLICT', `Posting ${posting} has been taken back already.`);
        const contrary = entries.map(({ id: _id, posting: _posting, at: _at, ...entry }) => ({ ...contraryEntry(entry), note: `takes back ${posting}` }));
        const covered = checkCovered(sqlite, contrary);
        return covered.ok ? succeed({ posting: postEntries(sqlite, contrary, context.clock.nowMs(), posting) }) : covered;
      }),
  };
}
export type LedgerService = ReturnType<typeof createLedgerService>;
