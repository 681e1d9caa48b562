import type { QueueLearning } from '../../../contract/queue.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import { adaptExplorationRate } from '../../../engine/exploration/adapt-rate.ts';
import { summariseExploration, type OutcomeSums } from '../../../engine/exploration/exploration-outcomes.ts';
import { saysNo } from '../../../engine/model/outcome.ts';
import type { Sqlite } from '../db/connection.ts';
import { hasExplored, readPlannedOutcomes, type PlannedOutcome } from '../db/repositories/planned-outcome.ts';
import { readProblem } from '../db/repositories/plan.ts';
import { countOutcomeKinds } from '../db/repositories/touch-history.ts';
import type { Predictions } from './predictions.ts';
import { responseWindowDays } from './response-fit.ts';

/** Variance of the response that each plan saw, by problem; a problem is unpacked once per call. */
function createVarianceReader(sqlite: Sqlite): (action: PlannedOutcome) => number | null {
  const known = new Map<number, (contact: string, channel: string) => number | null>();
  const open = (problemId: number): ((contact: string, channel: string) => number | null) => {
    const { contacts } = readProblem(sqlite, problemId);
    const rows = new Map(contacts.ids.map((id, row) => [id, row]));
    return (contact, channel) => {
      const sd = contacts.sd?.[channel]?.[rows.get(contact) ?? -1];
      return sd === undefined ? null : sd * sd;
    };
  };
  return ({ problemId, contact, channel }) => {
    const reader = known.get(problemId) ?? open(problemId);
    known.set(problemId, reader);
    return reader(contact, channel);
  };
}

const shortened = ({ actions, judged, cost, reward }: OutcomeSums): QueueLearning['explored'] => ({ actions, judged, cost, reward });

/**
 * What the explored actions of approved plans taught: variance of the response when they were planned against that of the
 * newest fit, over the actions that this fit could judge. Null where none explored.
 */
export function readLearning(sqlite: Sqlite, predictions: Predictions, rate: number): Result<QueueLearning | null> {
  if (!hasExplored(sqlite)) return succeed(null);
  const { channels, rowOf, sd, predictedDay } = predictions;
  const windowDays = Object.fromEntries(channels.map((channel) => [channel, responseWindowDays(channel)]));
  const kinds = countOutcomeKinds(sqlite).flatMap(({ name }) => (saysNo(name) ? [] : [name]));
  const actions = readPlannedOutcomes(sqlite, { untilDay: predictedDay, windowDays, kinds });
  const varianceThen = createVarianceReader(sqlite);
  const judged = actions.map((action) => {
    const row = rowOf.get(action.contactId);
    if (row === undefined || action.day + (windowDays[action.channel] ?? 0) > predictedDay) return null;
    const before = varianceThen(action);
    const deviation = sd[row * channels.length + channels.indexOf(action.channel)] ?? 0;
    return before === null ? null : { before, after: deviation * deviation };
  });
  const learning = summariseExploration({
    isExploration: Uint8Array.from(actions, ({ exploration }) => exploration),
    isJudged: Uint8Array.from(judged, (one) => (one === null ? 0 : 1)),
    reward: Float64Array.from(actions, ({ answered }) => answered),
    cost: Float64Array.from(actions, ({ cost }) => cost),
    varianceBefore: Float64Array.from(judged, (one) => one?.before ?? 0),
    varianceAfter: Float64Array.from(judged, (one) => one?.after ?? 0),
  });
  const adapted = adaptExplorationRate(rate, learning);
  if (!adapted.ok) return adapted;
  const { explored, exploited, learned, gainRatio, price } = learning;
  return succeed({ explored: shortened(explored), exploited: shortened(exploited), learned, gainRatio, price, rate, suggestedRate: adapted.value.rate, because: adapted.value.reason });
}
