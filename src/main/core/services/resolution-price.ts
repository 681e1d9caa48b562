import type { PriceAsked, ResolutionPrice } from '../../../contract/campaign.ts';
import { toHeldEntries } from '../../../engine/allocation/held-problem.ts';
import { isCancelled, type CancelFlag } from '../../../engine/base/cancel.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Conflict } from '../../../engine/model/campaign.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { cancelWithSignal } from '../jobs/cancel-with-signal.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { todayOf } from '../db/repositories/reservation.ts';
import type { Session } from '../session.ts';
import { buildProblem, type BuiltProblem } from './build-problem.ts';
import type { BoardReader, StandingBoard } from './campaign-board.ts';
import { readHeldInLedger } from './ledger.ts';
import { readWinnerPart, type Win } from './plan-campaigns.ts';
import type { ResponseService } from './response.ts';
import type { RuleService } from './rule.ts';

/** Longest that one of the two plans may take, s. */
const QUICK_SECONDS = 20;

/** Conflicts to be priced, between whom. */
interface Dispute {
  readonly first: string;
  readonly second: string;
  readonly conflicts: readonly Conflict[];
}

function findDispute(board: StandingBoard, asked: PriceAsked): Result<Dispute> {
  const all = Array.from({ length: board.found.count }, (_, at) => at);
  if ('first' in asked) {
    const { first, second } = asked;
    const unknown = [first, second].find((id) => !board.campaigns.some((campaign) => campaign.id === id));
    if (unknown !== undefined) return fail('NOT_FOUND', `Campaign ${unknown} does not exist.`, { path: unknown === first ? 'first' : 'second' });
    const conflicts = all.filter((at) => first !== second && board.campaignsOf(at).includes(first) && board.campaignsOf(at).includes(second)).map((at) => board.conflict(at));
    return conflicts.length === 0 ? fail('NOT_FOUND', `No conflicts between ${board.nameOf(first)} and ${board.nameOf(second)}.`) : succeed({ first, second, conflicts });
  }
  const members = JSON.stringify(asked.conflict.reservations);
  const conflict = all.map((at) => board.conflict(at)).find((one) => one.contact === asked.conflict.contact && JSON.stringify(one.reservations) === members);
  if (conflict === undefined) return fail('STALE', 'The conflict is no longer there.', { hint: 'Look at the list again.' });
  const [first, second] = conflict.campaigns;
  if (first === undefined || second === undefined) return fail('NOT_SUPPORTED', 'All of these reservations belong to one campaign: no other could win.');
  return succeed({ first, second, conflicts: [conflict] });
}

/** Targets of a whole plan say nothing about a few of its contacts, and what is pinned is not for these campaigns to decide. */
const withoutTargets = (rules: PlanningRules): PlanningRules => ({ ...rules, constraints: rules.constraints.filter(({ kind }) => kind !== 'coverage' && kind !== 'minimum'), fixed: [] });

/** Says what it costs in lift to let one campaign win over another. */
export function createResolutionPriceService(context: CoreContext, rules: RuleService, response: ResponseService, readBoard: BoardReader) {
  /** The problem of the contacts concerned where a campaign wins, beside what is done or promised by hand. */
  const buildWin = (sqlite: Sqlite, planning: PlanningRules, win: Win): Result<BuiltProblem> => {
    const part = readWinnerPart(sqlite, planning, win);
    if (!part.ok) return part;
    const fromDay = parseDay(planning.horizon.start) ?? 0;
    const { lasting } = readHeldInLedger(sqlite, { fromDay, toDay: fromDay + planning.horizon.days - 1 }, null, planning);
    return buildProblem(sqlite, planning, { name: 'price', audience: null, held: toHeldEntries(lasting, planning), campaigns: part.value });
  };

  const measure = async ({ problem }: BuiltProblem, cancel: CancelFlag): Promise<Result<Pick<ResolutionPrice['first'], 'lift' | 'actions' | 'cost'>>> => {
    if (isCancelled(cancel)) return fail('CANCELLED', 'Cancelled before the price was known.');
    const plan = await context.engine.solve(problem, { method: 'greedy', seconds: QUICK_SECONDS, gap: 0, seed: 1 }, { cancel, report: () => undefined });
    if (!plan.ok) return plan;
    if (isCancelled(cancel)) return fail('CANCELLED', 'Cancelled before the price was known.');
    return succeed({ lift: plan.value.actions.reduce((sum, { lift }) => sum + lift, 0), actions: plan.value.actions.length, cost: plan.value.cost });
  };

  const price = async (session: Session, asked: PriceAsked, cancel: CancelFlag): Promise<Result<ResolutionPrice>> => {
    const { sqlite } = session.database;
    const current = rules.get();
    if (!current.ok) return current;
    const asIs = findDispute(readBoard(sqlite, todayOf(asked.asOf)), asked);
    if (!asIs.ok) return asIs;
    const fitted = await response.ensureFresh(session, { cancel, report: () => undefined });
    if (!fitted.ok) return fitted;
    const board = readBoard(sqlite, todayOf(asked.asOf));
    const dispute = findDispute(board, asked);
    if (!dispute.ok) return dispute;
    const { first, second, conflicts } = dispute.value;
    const contacts = [...new Set(conflicts.map(({ contact }) => contact))];
    const involved = [...new Set(conflicts.flatMap(({ reservations }) => reservations))];
    const planning = withoutTargets(current.value);
    const winOf = (winner: string, loser: string): Result<BuiltProblem> =>
      buildWin(sqlite, planning, { campaign: winner, contacts, givenUp: new Set(involved.filter((id) => board.member(id).campaign === loser)), asOf: asked.asOf });
    // Both problems are read before either is solved: an edit in between cannot come between them.
    const [firstBuilt, secondBuilt] = [winOf(first, second), winOf(second, first)];
    if (!firstBuilt.ok) return firstBuilt;
    if (!secondBuilt.ok) return secondBuilt;
    const firstWorth = await measure(firstBuilt.value, cancel);
    if (!firstWorth.ok) return firstWorth;
    const secondWorth = await measure(secondBuilt.value, cancel);
    if (!secondWorth.ok) return secondWorth;
    return succeed({
      conflicts: conflicts.length,
      contacts: contacts.length,
      first: { campaign: first, campaignName: board.nameOf(first), ...firstWorth.value },
      second: { campaign: second, campaignName: board.nameOf(second), ...secondWorth.value },
      difference: firstWorth.value.lift - secondWorth.value.lift,
    });
  };

  return {
    /** Price of a conflict, or of all between two campaigns, on response estimates fitted anew where they are stale; ends early, with CANCELLED, once `signal` aborts. */
    async price(asked: PriceAsked, signal?: AbortSignal): Promise<Result<ResolutionPrice>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      return cancelWithSignal(signal, (cancel) => price(session.value, asked, cancel));
    },
  };
}
export type ResolutionPriceService = ReturnType<typeof createResolutionPriceService>;
