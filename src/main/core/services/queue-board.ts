import type { QueueCounts, QueueOption, QueueQuery, QueueRow, QueueSort, QueueState } from '../../../contract/queue.ts';
import { formatDay, parseDay } from '../../../engine/base/day.ts';
import { worthOf, type WorthWeights } from '../../../engine/exploration/channel-policy.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { readPair } from '../../../engine/uncertainty/calculate-batch.ts';
import { readContactIds, readContactLabels } from '../db/repositories/contact.ts';
import type { Sqlite } from '../db/connection.ts';
import { createPlanFinder, type QueueDecision } from '../db/repositories/queue.ts';
import type { CampaignMembership } from './queue-campaigns.ts';
import type { QueueChecker } from './queue-checker.ts';
import type { Ranking } from './queue-ranking.ts';
import { explainRecommended, explainReturn } from './queue-words.ts';

/** A dismissed recommendation comes back once its worth has moved by more than this share. */
const MOVED_FROM = 0.1;

/** The recommendations of a workspace with what was decided on them; rows are those of the ranking. */
export interface QueueBoard {
  readonly ranking: Ranking;
  readonly decisions: ReadonlyMap<string, QueueDecision>;
  readonly membership: CampaignMembership;
  /** First day an action may stand on. */
  readonly firstDate: string;
}

/** Standard deviation of what is not known of a response, as a share of its mean. */
const spreadOf = ({ mean, epistemic }: { readonly mean: number; readonly epistemic: number }): number => (mean === 0 ? 0 : Math.sqrt(epistemic) / mean);

/** First day an action may stand on: today, or the horizon's start where that comes later. */
export function firstDateOf({ horizon }: PlanningRules, today: number): string {
  return formatDay(Math.max(today, parseDay(horizon.start) ?? 0));
}

/** The state of a row, null where it has no recommendation and nothing was accepted. */
export function stateOf({ ranking, decisions }: QueueBoard, row: number): QueueState | null {
  const { ranked, keys, predictions } = ranking;
  const decision = decisions.get(keys[row] ?? '');
  if (decision?.state === 'accepted') return 'accepted';
  const channel = ranked.channel[row] ?? -1;
  if (channel < 0) return null;
  if (decision === undefined || decision.channel !== predictions.channels[channel]) return 'open';
  return Math.abs((ranked.worth[row] ?? 0) - decision.worth) > MOVED_FROM * Math.abs(decision.worth) ? 'open' : 'dismissed';
}

/** Recommendations by state; they add up. */
export function countBoard(board: QueueBoard): QueueCounts {
  const counts = { recommended: 0, open: 0, accepted: 0, dismissed: 0, exploring: 0 };
  for (let row = 0; row < board.ranking.keys.length; row += 1) {
    const state = stateOf(board, row);
    if (state === null) continue;
    counts.recommended += 1;
    counts[state] += 1;
    if (state === 'open' && board.ranking.ranked.isExploration[row] === 1) counts.exploring += 1;
  }
  return counts;
}

/** Channel a row is about: the accepted one, else the recommended one. */
function channelOf({ ranking, decisions }: QueueBoard, row: number): number {
  const decision = decisions.get(ranking.keys[row] ?? '');
  const accepted = decision?.state === 'accepted' ? ranking.predictions.channels.indexOf(decision.channel) : -1;
  return accepted >= 0 ? accepted : (ranking.ranked.channel[row] ?? -1);
}

const isExploring = ({ ranking, decisions }: QueueBoard, row: number): boolean => {
  const decision = decisions.get(ranking.keys[row] ?? '');
  return decision?.state === 'accepted' ? decision.exploration : ranking.ranked.isExploration[row] === 1;
};

function measureOf(board: QueueBoard, column: QueueSort): (row: number) => number {
  const { ranked, predictions, value } = board.ranking;
  const { columns } = predictions.assessment;
  const pair = (row: number): number => row * columns.channelCount + channelOf(board, row);
  const measures: Record<QueueSort, (row: number) => number> = {
    score: (row) => ranked.score[row] ?? 0,
    worth: (row) => ranked.worth[row] ?? 0,
    response: (row) => columns.mean[pair(row)] ?? 0,
    uncertainty: (row) => spreadOf({ mean: columns.mean[pair(row)] ?? 0, epistemic: columns.epistemic[pair(row)] ?? 0 }),
    staleness: (row) => columns.staleness[pair(row)] ?? 0,
    value: (row) => value[row] ?? 0,
  };
  return measures[column];
}

/** Rows of a query in its order; of equal ones the better ranked. O(contacts · log contacts). */
export function findRows(board: QueueBoard, sqlite: Sqlite, query: Omit<QueueQuery, 'offset' | 'limit'>): number[] {
  const { ranking, membership } = board;
  const { ranked, keys, predictions } = ranking;
  const search = query.search?.trim() ?? '';
  const found = search === '' ? null : new Set(readContactIds(sqlite, { join: 'and', conditions: [], search }));
  const { state, channel, exploration, campaign } = query;
  const isWanted = (row: number): boolean => {
    const now = stateOf(board, row);
    return (
      now !== null &&
      (state === undefined || now === state) &&
      (channel === undefined || predictions.channels[channelOf(board, row)] === channel) &&
      (exploration === undefined || isExploring(board, row) === exploration) &&
      (campaign === undefined || membership.isMember(campaign, keys[row] ?? '')) &&
      (found === null || found.has(predictions.contactIds[row] ?? 0))
    );
  };
  // Accepted ones whose contact has no open channel any more stand after the ranked ones.
  const unranked = [...keys.keys()].filter((row) => ranked.channel[row] === -1);
  const rows = [...ranked.order, ...unranked].filter(isWanted);
  const { column, direction } = query.sort ?? { column: 'score', direction: 'desc' };
  if (column === 'score' && direction === 'desc') return rows;
  const sign = direction === 'asc' ? 1 : -1;
  const measure = measureOf(board, column);
  return rows.map((row) => ({ row, by: measure(row) })).toSorted((one, other) => sign * (one.by - other.by)).map(({ row }) => row);
}

const worthOfPair = ({ ranking }: QueueBoard, weights: WorthWeights, row: number, channel: number): number =>
  worthOf(weights, ranking.value[row] ?? 0, ranking.predictions.assessment.columns.mean[row * ranking.predictions.channels.length + channel] ?? 0, ranking.unitCost[channel] ?? 0);

/** Worth of all rows, each of the channel it is about. */
export const sumWorth = (board: QueueBoard, weights: WorthWeights, rows: readonly number[]): number => rows.reduce((sum, row) => sum + worthOfPair(board, weights, row, channelOf(board, row)), 0);

/** When an action may stand. */
function askCheck(checker: QueueChecker, action: { contact: string; channel: string; date: string }): Pick<QueueRow, 'date' | 'blocked'> {
  const answer = checker.check(action);
  if (!answer.ok) return { date: null, blocked: answer.fault.message };
  const { passes, failures, nextDate, reason } = answer.value;
  return { date: nextDate, blocked: passes ? null : (reason ?? failures.find(({ enforced }) => enforced)?.message ?? null) };
}

/** Writes rows for the window: numbers, words, the check and what was decided. */
export function describeRows(board: QueueBoard, sqlite: Sqlite, weights: WorthWeights, checker: QueueChecker, rows: readonly number[]): QueueRow[] {
  const { ranking, decisions, membership, firstDate } = board;
  const { predictions, ranked, keys, value, unitCost, isClosed } = ranking;
  const { channels, contactIds, assessment, sd } = predictions;
  const labels = readContactLabels(sqlite, rows.map((row) => contactIds[row] ?? 0));
  const findPlan = createPlanFinder(sqlite);
  return rows.map((row): QueueRow => {
    const contactId = contactIds[row] ?? 0;
    const contact = keys[row] ?? '';
    const decision = decisions.get(contact);
    const state = stateOf(board, row) ?? 'open';
    const at = channelOf(board, row);
    const channel = channels[at] ?? decision?.channel ?? '';
    const pair = readPair(assessment.columns, row, at);
    const worth = worthOfPair(board, weights, row, at);
    const exploration = isExploring(board, row);
    const score = exploration && at === ranked.channel[row] ? (ranked.score[row] ?? worth) : worth;
    const others = [...channels.keys()].filter((other) => other !== at && isClosed[row * channels.length + other] === 0).map((other) => ({ channel: channels[other] ?? '', worth: worthOfPair(board, weights, row, other) }));
    const other = others.toSorted((one, two) => two.worth - one.worth)[0] ?? null;
    const accepted = state === 'accepted' ? (decision ?? null) : null;
    const eligibility = accepted === null ? askCheck(checker, { contact, channel, date: firstDate }) : { date: accepted.date, blocked: null };
    const isReturned = state === 'open' && decision !== undefined;
    return {
      contactId,
      contact,
      name: labels.get(contactId)?.name ?? null,
      value: value[row] ?? 0,
      state,
      channel,
      response: pair.mean,
      low: pair.low,
      high: pair.high,
      worth,
      score,
      uncertainty: spreadOf(pair),
      staleness: pair.staleness,
      recommendation: pair.recommendation,
      exploration,
      campaigns: membership.describe(contact),
      ...eligibility,
      reason: explainRecommended({ channel, value: value[row] ?? 0, mean: pair.mean, sd: sd[row * channels.length + at] ?? 0, worth, score, isExploration: exploration, cost: weights.cost * (unitCost[at] ?? 0), other }),
      note: isReturned ? explainReturn(decision, { channel, worth }) : (decision?.reason ?? ''),
      planId: accepted === null ? null : findPlan({ contact, channel, day: parseDay(accepted.date ?? '') ?? -1 }),
    };
  });
}

/** Every open channel of a contact, most worth first, for a change by hand. */
export function describeOptions(board: QueueBoard, weights: WorthWeights, checker: QueueChecker, row: number): QueueOption[] {
  const { ranking, firstDate } = board;
  const { predictions, keys, isClosed } = ranking;
  const { channels, assessment } = predictions;
  const open = [...channels.keys()].filter((at) => isClosed[row * channels.length + at] === 0);
  const options = open.map((at): QueueOption => {
    const { mean, low, high, epistemic } = readPair(assessment.columns, row, at);
    const channel = channels[at] ?? '';
    return { channel, response: mean, low, high, worth: worthOfPair(board, weights, row, at), uncertainty: spreadOf({ mean, epistemic }), ...askCheck(checker, { contact: keys[row] ?? '', channel, date: firstDate }) };
  });
  return options.toSorted((one, other) => other.worth - one.worth);
}
