import type { PolicyEvaluation, QueueChoice, QueueLearning, QueueOption, QueueOutcome, QueueQuery, QueueRow, QueueSummary } from '../../../contract/queue.ts';
import { formatDay, parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { ActionKey } from '../../../engine/model/allocation.ts';
import { worthWeights } from '../../../engine/exploration/channel-policy.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { QueueSettings } from '../../../engine/model/queue.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { createPlanFinder, putQueueChoice, putQueueDecision, putQueueSettings, readQueueDecisions, removeQueueChoice, removeQueueDecision, type QueueChoiceRecord, type QueueDecision } from '../db/repositories/queue.ts';
import { putPin, putSetting } from '../db/repositories/rule.ts';
import type { Session } from '../session.ts';
import type { EditService } from './edit.ts';
import type { PredictionReader } from './predictions.ts';
import { countBoard, describeOptions, describeRows, findRows, firstDateOf, stateOf, sumWorth, type QueueBoard } from './queue-board.ts';
import { createMembershipReader } from './queue-campaigns.ts';
import { readLoggedChoice } from './queue-choice.ts';
import { createQueueCheckers, type QueueChecker } from './queue-checker.ts';
import { readLearning } from './queue-learning.ts';
import { evaluatePolicies } from './queue-policies.ts';
import { isInHorizon, listToPlan, planAccepted } from './queue-plan.ts';
import { createRankingReader } from './queue-ranking.ts';
import type { RuleService } from './rule.ts';

/** What every call works on. */
interface Desk {
  readonly session: Session;
  readonly rules: PlanningRules;
  readonly board: QueueBoard;
}

const count = (number: number): string => `${number} ${number === 1 ? 'action' : 'actions'}`;

/** A decision to write: an accepted one with the log of its choice where a randomised policy made it, and whom it is for. */
type Decided = QueueDecision & { readonly logged?: QueueChoiceRecord | null; readonly campaign?: string | undefined };
const actionOf = ({ contact, channel, date }: QueueDecision): ActionKey => ({ contact, channel, date: date ?? '' });

/** Decisions that still hold: what was accepted and is pinned no more is open again. */
function dropUnpinned(decisions: Map<string, QueueDecision>, { fixed = [] }: PlanningRules): Map<string, QueueDecision> {
  const pins = new Set(fixed.map(({ contact, channel, date }) => JSON.stringify([contact, channel, date])));
  for (const decision of decisions.values()) if (decision.state === 'accepted' && !pins.has(JSON.stringify([decision.contact, decision.channel, decision.date]))) decisions.delete(decision.contact);
  return decisions;
}

/** Name of the undoable step. */
const nameStep = (verb: string, decisions: readonly { readonly contact: string; readonly channel: string }[]): string => {
  const [only] = decisions;
  return decisions.length === 1 && only !== undefined ? `${verb} ${only.channel} for ${only.contact}` : `${verb} ${count(decisions.length)}`;
};

/** Recommends the next action of every contact, keeps what the planner decides, and makes plans of what was accepted. */
export function createQueueService(context: CoreContext, edits: EditService, rules: RuleService, predictions: PredictionReader) {
  const rankings = createRankingReader(context, predictions);
  const checkers = createQueueCheckers();
  const readMembership = createMembershipReader();

  const openDesk = async (): Promise<Result<Desk | null>> => {
    const session = requireSession(context);
    if (!session.ok) return session;
    const current = rules.get();
    if (!current.ok) return current;
    const ranking = await rankings.read(session.value, current.value);
    if (!ranking.ok) return ranking;
    if (ranking.value === null) return succeed(null);
    const { sqlite } = session.value.database;
    if (!sqlite.open) return fail('NO_WORKSPACE', 'The workspace was closed.');
    const { today } = ranking.value.predictions;
    const board = { ranking: ranking.value, decisions: dropUnpinned(readQueueDecisions(sqlite), current.value), membership: readMembership(sqlite, today), firstDate: firstDateOf(current.value, today) };
    return succeed({ session: session.value, rules: current.value, board });
  };

  const withDesk = async <T>(work: (desk: Desk) => Result<T> | Promise<Result<T>>): Promise<Result<T>> => {
    const desk = await openDesk();
    if (!desk.ok) return desk;
    return desk.value === null ? fail('NOT_FOUND', 'No response estimates yet.', { hint: 'Fit the response model first.' }) : work(desk.value);
  };

  const openChecker = ({ session, rules: current, board }: Desk, without: readonly ActionKey[] = []): Result<QueueChecker> => checkers.read(session.database.sqlite, current, board.ranking.predictions.today, without);

  /** The decision that accepts a choice, or why it cannot be. */
  const settle = (desk: Desk, checker: QueueChecker, { contactId, channel: asked, date }: QueueChoice): Result<Decided> => {
    const { ranking, firstDate } = desk.board;
    const { channels, rowOf, assessment } = ranking.predictions;
    const row = rowOf.get(contactId);
    if (row === undefined) return fail('NOT_FOUND', `Contact ${contactId} has no recommendation.`);
    const recommendedAt = ranking.ranked.channel[row] ?? -1;
    const recommended = channels[recommendedAt] ?? '';
    const contact = ranking.keys[row] ?? '';
    const channel = asked ?? recommended;
    const at = channels.indexOf(channel);
    if (at < 0) return fail('UNKNOWN_REFERENCE', channel === '' ? 'No open channel.' : `Channel ${channel} has no prediction.`);
    if (date !== undefined && !isInHorizon(date, desk.rules)) return fail('BAD_INPUT', `${date} is outside the horizon.`);
    const checked = checker.check({ contact, channel, date: date ?? firstDate });
    if (!checked.ok) return checked;
    const { passes, failures, nextDate, reason } = checked.value;
    if (date !== undefined && !passes) return fail('CONFLICT', failures.find(({ enforced }) => enforced)?.message ?? `${date} does not fit.`);
    if (nextDate === null) return fail('CONFLICT', reason ?? 'No day fits.');
    const worth = ranking.ranked.worth[row] ?? 0;
    const exploration = channel === recommended && ranking.ranked.isExploration[row] === 1;
    const decidedAt = context.clock.nowMs();
    const logged = channel === recommended ? readLoggedChoice(ranking, row, { date: nextDate, chosenAt: decidedAt }) : null;
    const campaign = desk.board.membership.campaignOf({ contact, channel, date: nextDate });
    return succeed({ contact, channel, state: 'accepted', date: nextDate, exploration, recommended, response: assessment.columns.mean[row * channels.length + at] ?? 0, worth, reason: '', decidedAt, logged, campaign });
  };

  /** Writes decisions as one step; pins of accepted ones come, those of earlier decisions on the same contacts go. */
  const write = async (desk: Desk, name: string, decisions: readonly (Decided | { readonly contact: string; readonly state: 'open' })[]): Promise<Result<void>> => {
    const findPlan = createPlanFinder(desk.session.database.sqlite);
    const written = await edits.run(name, (recorder) => {
      for (const decision of decisions) {
        const before = desk.board.decisions.get(decision.contact);
        if (before?.state === 'accepted') {
          const action = actionOf(before);
          recorder.remove('pinned_actions', { ...action });
          // What an approved plan holds takes place: its choice stays in the log.
          if (findPlan({ ...action, day: parseDay(action.date) ?? -1 }) === null) removeQueueChoice(recorder, action);
        }
        if (decision.state === 'open') {
          removeQueueDecision(recorder, decision.contact);
          continue;
        }
        const { logged = null, campaign, ...decided } = decision;
        putQueueDecision(recorder, decided);
        if (decision.state === 'accepted') putPin(recorder, 'fixed', { ...actionOf(decision), exploration: decision.exploration, campaign });
        if (logged !== null) putQueueChoice(recorder, logged);
      }
      // A horizon nobody set moves with the history; from the first pinned action on it stays.
      if (decisions.some(({ state }) => state === 'accepted')) putSetting(recorder, 'horizon', desk.rules.horizon);
      return succeed(undefined);
    });
    if (!written.ok) checkers.forget();
    return written;
  };

  const rowsOf = ({ board }: Desk, contactIds: readonly number[]): number[] => contactIds.flatMap((id) => board.ranking.predictions.rowOf.get(id) ?? []);

  return {
    async summary(): Promise<Result<QueueSummary | null>> {
      const desk = await openDesk();
      if (!desk.ok || desk.value === null) return desk.ok ? succeed(null) : desk;
      const { board, session, rules: current } = desk.value;
      const { ranked, settings, share, predictions: found } = board.ranking;
      return succeed({
        counts: countBoard(board),
        settings,
        explorationShare: share,
        cost: ranked.cost,
        explorationCost: ranked.explorationCost,
        asOf: formatDay(found.today),
        channels: [...found.channels],
        campaigns: [...board.membership.campaigns],
        toPlan: listToPlan(session.database.sqlite, current, board.decisions).length,
      });
    },

    page: (query: QueueQuery): Promise<Result<{ total: number; worth: number; rows: QueueRow[] }>> =>
      withDesk((desk) => {
        const { board, session, rules: current } = desk;
        const checker = openChecker(desk);
        if (!checker.ok) return checker;
        const { sqlite } = session.database;
        const rows = findRows(board, sqlite, query);
        const weights = worthWeights(current.objective);
        return succeed({ total: rows.length, worth: sumWorth(board, weights, rows), rows: describeRows(board, sqlite, weights, checker.value, rows.slice(query.offset, query.offset + query.limit)) });
      }),

    contact: (contactId: number): Promise<Result<{ row: QueueRow; options: QueueOption[]; propensity: number | null }>> =>
      withDesk((desk) => {
        const { board, session, rules: current } = desk;
        const at = board.ranking.predictions.rowOf.get(contactId);
        if (at === undefined || stateOf(board, at) === null) return fail('NOT_FOUND', `Contact ${contactId} has no recommendation.`);
        const decision = board.decisions.get(board.ranking.keys[at] ?? '');
        const checker = openChecker(desk, decision?.state === 'accepted' ? [actionOf(decision)] : []);
        if (!checker.ok) return checker;
        const weights = worthWeights(current.objective);
        const [row] = describeRows(board, session.database.sqlite, weights, checker.value, [at]);
        return row === undefined ? fail('NOT_FOUND', `Contact ${contactId} has no recommendation.`) : succeed({ row, options: describeOptions(board, weights, checker.value, at), propensity: readLoggedChoice(board.ranking, at, { date: '', chosenAt: 0 })?.propensity ?? null });
      }),

    accept: (choices: readonly QueueChoice[]): Promise<Result<QueueOutcome>> =>
      withDesk(async (desk) => {
        const { keys } = desk.board.ranking;
        const earlier = rowsOf(desk, choices.map(({ contactId }) => contactId)).flatMap((row) => {
          const decision = desk.board.decisions.get(keys[row] ?? '');
          return decision?.state === 'accepted' ? [actionOf(decision)] : [];
        });
        const checker = openChecker(desk, earlier);
        if (!checker.ok) return checker;
        const decisions = new Map<string, Decided>();
        const refused: QueueOutcome['refused'] = [];
        for (const choice of choices) {
          const row = desk.board.ranking.predictions.rowOf.get(choice.contactId);
          const contact = row === undefined ? String(choice.contactId) : (keys[row] ?? '');
          const settled = decisions.has(contact) ? fail('CONFLICT', 'It stands twice in the choice.') : settle(desk, checker.value, choice);
          if (!settled.ok) {
            refused.push({ contact, reason: settled.fault.message });
            continue;
          }
          decisions.set(contact, settled.value);
          checker.value.add(actionOf(settled.value));
        }
        if (decisions.size === 0) return succeed({ done: 0, refused });
        const written = await write(desk, nameStep('Accept', [...decisions.values()]), [...decisions.values()]);
        return written.ok ? succeed({ done: decisions.size, refused }) : written;
      }),

    dismiss: ({ contactIds, reason }: { contactIds: readonly number[]; reason: string }): Promise<Result<QueueOutcome>> =>
      withDesk(async (desk) => {
        const { ranked, keys, predictions: found } = desk.board.ranking;
        const decisions = rowsOf(desk, [...new Set(contactIds)]).flatMap((row): QueueDecision[] => {
          const at = ranked.channel[row] ?? -1;
          const channel = found.channels[at];
          if (channel === undefined) return [];
          const response = found.assessment.columns.mean[row * found.channels.length + at] ?? 0;
          return [{ contact: keys[row] ?? '', channel, state: 'dismissed', date: null, exploration: false, recommended: channel, response, worth: ranked.worth[row] ?? 0, reason, decidedAt: context.clock.nowMs() }];
        });
        if (decisions.length === 0) return fail('NOT_FOUND', 'None of these contacts has a recommendation.');
        const written = await write(desk, nameStep('Dismiss', decisions), decisions);
        return written.ok ? succeed({ done: decisions.length, refused: [] }) : written;
      }),

    reopen: (contactIds: readonly number[]): Promise<Result<QueueOutcome>> =>
      withDesk(async (desk) => {
        const decided = rowsOf(desk, [...new Set(contactIds)]).flatMap((row) => desk.board.decisions.get(desk.board.ranking.keys[row] ?? '') ?? []);
        if (decided.length === 0) return fail('NOT_FOUND', 'Nothing was decided on these contacts.');
        const written = await write(desk, nameStep('Reopen', decided), decided.map(({ contact }) => ({ contact, state: 'open' as const })));
        return written.ok ? succeed({ done: decided.length, refused: [] }) : written;
      }),

    configure: (settings: QueueSettings): Promise<Result<QueueSettings>> =>
      edits.run('Set exploration', (recorder) => {
        putQueueSettings(recorder, settings);
        return succeed(settings);
      }),

    async learning(): Promise<Result<QueueLearning | null>> {
      const desk = await openDesk();
      if (!desk.ok || desk.value === null) return desk.ok ? succeed(null) : desk;
      const { session, board } = desk.value;
      return readLearning(session.database.sqlite, board.ranking.predictions, board.ranking.share);
    },

    evaluate: (): Promise<Result<PolicyEvaluation>> => withDesk(({ session, rules: current, board }) => evaluatePolicies(session.database.sqlite, board.ranking, worthWeights(current.objective))),

    planAccepted: (): Promise<Result<{ planId: number; actions: number }>> => withDesk(({ session, rules: current, board }) => planAccepted(context, session, current, { decisions: board.decisions, today: board.ranking.predictions.today })),
  };
}
export type QueueService = ReturnType<typeof createQueueService>;
