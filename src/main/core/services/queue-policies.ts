import type { ComparedPolicy, PolicyEvaluation } from '../../../contract/queue.ts';
import { formatDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { channelProbabilities, worthOf, type ChannelChoice, type ChannelPolicy, type WorthWeights } from '../../../engine/exploration/channel-policy.ts';
import { evaluateOffPolicy, type ValueEstimate } from '../../../engine/exploration/off-policy.ts';
import { saysNo } from '../../../engine/model/outcome.ts';
import type { Sqlite } from '../db/connection.ts';
import { readPlannedOutcomes } from '../db/repositories/planned-outcome.ts';
import { readQueueChoices, type QueueChoiceRecord } from '../db/repositories/queue.ts';
import { countOutcomeKinds } from '../db/repositories/touch-history.ts';
import type { Ranking } from './queue-ranking.ts';
import { responseWindowDays } from './response-fit.ts';

/** Judged choices from which on an estimate is made. */
const FEWEST_JUDGED = 50;
/** Of the bootstrap's draws. */
const SEED = 1;

/** A logged choice of an approved plan with what came of it. */
interface JudgedChoice {
  readonly choice: QueueChoiceRecord;
  readonly answered: number;
}

const keyOf = (contact: string, channel: string, date: string): string => JSON.stringify([contact, channel, date]);

/** Logged choices that approved plans hold: those that the newest fit has judged, and how many wait. */
function readJudged(sqlite: Sqlite, { predictions }: Ranking): { judged: JudgedChoice[]; waiting: number } {
  const choices = new Map(readQueueChoices(sqlite).map((choice) => [keyOf(choice.contact, choice.channel, choice.date), choice]));
  const windowDays = Object.fromEntries(predictions.channels.map((channel) => [channel, responseWindowDays(channel)]));
  const kinds = countOutcomeKinds(sqlite).flatMap(({ name }) => (saysNo(name) ? [] : [name]));
  const judged: JudgedChoice[] = [];
  let waiting = 0;
  for (const { contact, channel, day, answered } of readPlannedOutcomes(sqlite, { untilDay: predictions.predictedDay, windowDays, kinds })) {
    const key = keyOf(contact, channel, formatDay(day));
    const choice = choices.get(key);
    if (choice === undefined) continue;
    // An action stands in one plan at a time; what replaced plans held counts once.
    choices.delete(key);
    if (day + (windowDays[channel] ?? 0) > predictions.predictedDay) waiting += 1;
    else judged.push({ choice, answered });
  }
  return { judged, waiting };
}

const shortened = ({ value, low, high }: ValueEstimate): { value: number; low: number; high: number } => ({ value, low, high });

/**
 * What each policy would have earned per action on the logged choices: worth as the queue counts it, every policy free to
 * explore without a share. O(choices · (channels² + resamples)). Answers CONFLICT where fewer than 50 choices are judged.
 */
export function evaluatePolicies(sqlite: Sqlite, ranking: Ranking, weights: WorthWeights): Result<PolicyEvaluation> {
  const { judged, waiting } = readJudged(sqlite, ranking);
  if (judged.length < FEWEST_JUDGED) {
    return fail('CONFLICT', `${judged.length} choices with a known probability are judged, ${waiting} wait for outcomes. A comparison needs ${FEWEST_JUDGED}.`, {
      hint: 'Let the queue explore by Thompson sampling or epsilon-greedy, plan and approve what you accept as recommended, then bring outcomes in and fit again.',
    });
  }
  const choices = judged.map(({ choice: { arms, value } }): ChannelChoice => ({ arms, value, weights }));
  const taken = judged.map(({ choice }) => choice.arms.findIndex(({ channel }) => channel === choice.channel));
  const costOf = (row: number): number => choices[row]?.arms[taken[row] ?? 0]?.unitCost ?? 0;
  const reward = Float64Array.from(judged, ({ choice, answered }, row) => worthOf(weights, choice.value, answered, costOf(row)));
  const propensity = Float64Array.from(judged, ({ choice }) => choice.propensity);
  const worths = choices.map(({ arms, value }) => arms.map(({ mean, unitCost }) => worthOf(weights, value, mean, unitCost)));
  const ofTaken = Float64Array.from(taken, (place, row) => worths[row]?.[place] ?? 0);
  const compared: readonly (readonly [ComparedPolicy, ChannelPolicy])[] = [
    ['none', { kind: 'none' }],
    ['thompson', { kind: 'thompson' }],
    ['ucb', { kind: 'ucb', bonus: ranking.bonus }],
    ['epsilon_greedy', { kind: 'epsilon_greedy', epsilon: ranking.settings.epsilon }],
    ['uniform', { kind: 'uniform' }],
  ];
  const policies: PolicyEvaluation['policies'] = [];
  let logged = 0;
  for (const [name, policy] of compared) {
    const probabilities = choices.map((choice) => channelProbabilities(policy, choice));
    const target = Float64Array.from(taken, (place, row) => Math.min(1, probabilities[row]?.[place] ?? 0));
    const underTarget = Float64Array.from(probabilities, (shares, row) => shares.reduce((sum, share, place) => sum + share * (worths[row]?.[place] ?? 0), 0));
    const found = evaluateOffPolicy({ reward, propensity, target, model: { ofTaken, underTarget } }, { seed: SEED });
    if (!found.ok) return found;
    const { ips, doublyRobust, effectiveChoices, warnings } = found.value;
    logged = found.value.logged;
    policies.push({ policy: name, estimate: shortened(doublyRobust ?? ips), weighted: shortened(ips), effectiveChoices, warnings: [...warnings] });
  }
  return succeed({ judged: judged.length, waiting, logged, policies });
}
