import type { AllocationProblem } from '../../model/allocation.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { countsContactsOnly, type Scalar } from './scalar.ts';

/** The parts of a compiled problem that hang on what is maximised. */
export type CompiledObjective = Pick<CompiledProblem, 'isReach' | 'reachWorth' | 'objectiveCost' | 'gainBase' | 'explorationGain'>;

/** Gain of an action of response 1 before saturation: lift and responses in one, because both fall by the same factor. */
const worthOfResponse = ({ lift, responses }: Scalar, value: number): number => lift * value + responses;

/**
 * Gains per contact × channel. `liftResponse` (contact · channels + channel) stands in for the responses where the lift counts others
 * than the estimates' means.
 */
function readGains({ channels, contacts }: AllocationProblem, scalar: Scalar, liftResponse: Float64Array | null): Float64Array {
  const gains = new Float64Array(contacts.ids.length * channels.length);
  if (scalar.lift === 0 && scalar.responses === 0) return gains;
  for (const [at, channel] of channels.entries()) {
    const response = contacts.response[channel.id];
    for (let contact = 0; contact < contacts.ids.length; contact += 1) {
      const pair = contact * channels.length + at;
      const mean = response?.[contact] ?? 0;
      gains[pair] = liftResponse === null ? worthOfResponse(scalar, contacts.value[contact]!) * mean : scalar.lift * contacts.value[contact]! * liftResponse[pair]! + scalar.responses * mean;
    }
  }
  return gains;
}

/** bonus · sd, times what a response is worth; null where nothing may be explored. */
function readExplorationGains({ channels, contacts, objective }: AllocationProblem, scalar: Scalar): Float64Array | null {
  const bonus = objective.explorationBonus ?? 1;
  if ((objective.explorationShare ?? 0) <= 0 || bonus <= 0 || contacts.sd === undefined) return null;
  const countsResponses = scalar.lift > 0 || scalar.responses > 0;
  const gains = new Float64Array(contacts.ids.length * channels.length);
  for (const [at, channel] of channels.entries()) {
    const deviation = contacts.sd[channel.id];
    for (let contact = 0; contact < contacts.ids.length; contact += 1) {
      gains[contact * channels.length + at] = bonus * (deviation?.[contact] ?? 0) * (countsResponses ? worthOfResponse(scalar, contacts.value[contact]!) : Math.max(1, scalar.reach));
    }
  }
  return gains;
}

/** What a weighted sum makes of a problem. O(contacts · channels). */
export function compileObjective(problem: AllocationProblem, scalar: Scalar, liftResponse: Float64Array | null = null): CompiledObjective {
  return {
    isReach: countsContactsOnly(scalar),
    reachWorth: scalar.reach,
    objectiveCost: Float64Array.from(problem.channels, (channel) => scalar.cost * channel.unitCost),
    gainBase: readGains(problem, scalar, liftResponse),
    explorationGain: readExplorationGains(problem, scalar),
  };
}

/** The compiled problem with another objective; its rules are shared. Without exploration, whose gains would stand beside what is asked for. */
export const withScalar = (compiled: CompiledProblem, scalar: Scalar, liftResponse: Float64Array | null = null): CompiledProblem => ({
  ...compiled,
  ...compileObjective(compiled.problem, scalar, liftResponse),
  explorationGain: null,
});
