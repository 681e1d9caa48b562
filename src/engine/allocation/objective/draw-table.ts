import type { RobustChoice } from '../../model/objective.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import type { PlanActions } from '../plan-actions.ts';
import { createResponseDraws } from './response-draws.ts';

/** Drawn responses of every contact × channel, draw by draw: pair · count + draw. */
export interface DrawTable {
  readonly count: number;
  readonly responses: Float32Array;
}

/** Draws every response. O(pairs · draws); four bytes each. */
export function fillDrawTable(compiled: CompiledProblem, robust: RobustChoice): DrawTable {
  const draws = createResponseDraws(compiled.problem, robust);
  const responses = new Float32Array(compiled.contactCount * compiled.channelCount * draws.count);
  for (let contact = 0; contact < compiled.contactCount; contact += 1) {
    for (let channel = 0; channel < compiled.channelCount; channel += 1) draws.fill(contact, channel, responses, (contact * compiled.channelCount + channel) * draws.count);
  }
  return { count: draws.count, responses };
}

/** Response of every pair at given weights of the draws. O(pairs · draws). */
export function mixResponses({ count, responses }: DrawTable, weights: Float64Array): Float64Array {
  const mixed = new Float64Array(responses.length / count);
  for (let pair = 0; pair < mixed.length; pair += 1) {
    let sum = 0;
    for (let draw = 0; draw < count; draw += 1) sum += weights[draw]! * responses[pair * count + draw]!;
    mixed[pair] = sum;
  }
  return mixed;
}

/** Lift of a plan in each draw. O(actions · draws). */
export function countDrawnLift({ problem, channelCount, contactCount, tierFactor, tierCount }: CompiledProblem, { count, responses }: DrawTable, actions: PlanActions): Float64Array {
  const lifts = new Float64Array(count);
  const taken = new Int32Array(contactCount * channelCount);
  for (const [at, contact] of actions.contact.entries()) {
    const channel = actions.channel[at]!;
    const pair = contact * channelCount + channel;
    const worth = problem.contacts.value[contact]! * tierFactor[channel * tierCount + taken[pair]!]!;
    taken[pair]! += 1;
    for (let draw = 0; draw < count; draw += 1) lifts[draw]! += worth * responses[pair * count + draw]!;
  }
  return lifts;
}
