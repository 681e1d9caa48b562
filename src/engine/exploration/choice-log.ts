import type { Fault } from '../base/fault.ts';

/**
 * A log of choices as columns of equal length, and what the policy in question would have done with each. `propensity` is
 * the probability with which the logging policy took the arm it took, `target` that with which the policy in question
 * takes the same arm there.
 */
export interface ChoiceLog {
  readonly reward: Float64Array;
  readonly propensity: Float64Array;
  readonly target: Float64Array;
  /** Predicted rewards, for the doubly robust estimate; absent: it is not made. */
  readonly model?: RewardModel;
}

/** Rewards predicted without sight of the logged reward: of the arm taken, and on average over the arms of the policy in question. */
export interface RewardModel {
  readonly ofTaken: Float64Array;
  readonly underTarget: Float64Array;
}

export interface OffPolicyOptions {
  /** Share the intervals hold, in (0, 1) (default 0.9). */
  readonly level?: number;
  /** Resamples of the bootstrap (default 1000), at least 100. */
  readonly resamples?: number;
  readonly seed: number;
}

export const DEFAULT_LEVEL = 0.9;
const FEWEST_RESAMPLES = 100;

/** The first row that cannot be used, or null. */
export function findLogFault(log: ChoiceLog): Fault | null {
  const fault = (path: string, message: string, hint: string): Fault => ({ code: 'BAD_INPUT', message, hint, path });
  if (log.reward.length === 0) return fault('reward', 'The log holds no choices.', 'Log choices with their propensities first.');
  for (let row = 0; row < log.reward.length; row += 1) {
    const propensity = log.propensity[row]!;
    if (Number.isNaN(propensity)) return fault(`propensity[${row}]`, `Choice ${row} has no propensity.`, 'Leave out choices that were not made by a policy that logs its propensities.');
    if (propensity === 0) return fault(`propensity[${row}]`, `Choice ${row} has propensity 0: its policy could not have made it.`, 'Correct the logged propensity.');
    if (!(propensity > 0 && propensity <= 1)) return fault(`propensity[${row}]`, `Choice ${row} has propensity ${propensity}.`, 'A propensity is above 0 and at most 1.');
    const target = log.target[row]!;
    if (!(target >= 0 && target <= 1)) return fault(`target[${row}]`, `Choice ${row} has target probability ${target}.`, 'A probability is from 0 to 1.');
    if (!Number.isFinite(log.reward[row]!)) return fault(`reward[${row}]`, `Choice ${row} has reward ${log.reward[row]}.`, 'Leave out choices without a judged outcome.');
    if (log.model !== undefined && !(Number.isFinite(log.model.ofTaken[row]!) && Number.isFinite(log.model.underTarget[row]!))) {
      return fault(`model[${row}]`, `Choice ${row} has no predicted reward.`, 'Predict every choice, or leave the model out.');
    }
  }
  return null;
}

/** The first option out of range, or null. */
export function findOptionFault(options: OffPolicyOptions): Fault | null {
  const level = options.level ?? DEFAULT_LEVEL;
  if (!(level > 0 && level < 1)) return { code: 'BAD_INPUT', message: `level is ${level}.`, hint: 'Set it above 0 and below 1.', path: 'level' };
  const resamples = options.resamples ?? FEWEST_RESAMPLES;
  if (!(Number.isInteger(resamples) && resamples >= FEWEST_RESAMPLES)) {
    return { code: 'BAD_INPUT', message: `resamples is ${resamples}.`, hint: `Set it to a whole number, ${FEWEST_RESAMPLES} or more.`, path: 'resamples' };
  }
  return null;
}

/** Throws RangeError where columns differ in length: a mistake of the caller, not of the person. */
export function checkLengths(log: ChoiceLog): void {
  const columns = { propensity: log.propensity, target: log.target, ...(log.model === undefined ? {} : { ofTaken: log.model.ofTaken, underTarget: log.model.underTarget }) };
  for (const [name, column] of Object.entries(columns)) {
    if (column.length !== log.reward.length) throw new RangeError(`${name} holds ${column.length} of ${log.reward.length} choices`);
  }
}
