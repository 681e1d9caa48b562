import type { ComparedPolicy, PolicyEvaluation } from '../../../contract/queue.ts';
import { formatFixed, formatQuantity } from '../../shared/format/number.ts';

/** Policies as the screen says them. */
export const policyNames: Readonly<Record<ComparedPolicy, string>> = {
  none: 'Never explore',
  thompson: 'Thompson sampling',
  ucb: 'Upper confidence bound',
  epsilon_greedy: 'Epsilon-greedy',
  uniform: 'Any open channel alike',
};

const warningNames: Readonly<Record<PolicyEvaluation['policies'][number]['warnings'][number], string>> = {
  few_effective_choices: 'too few choices tell of it',
  one_choice_dominates: 'one choice weighs over a tenth',
  weights_off_one: 'the log does not cover what it does',
  no_overlap: 'no choice of the log is one of its own',
};

/** Why an estimate may be far off, `–` where nothing speaks against it. */
export const sayWarnings = (warnings: PolicyEvaluation['policies'][number]['warnings']): string => (warnings.length === 0 ? '–' : warnings.map((warning) => warningNames[warning]).join('; '));

/** An estimate with its interval: `12.40 (10.15 to 14.80)`. */
export const sayEstimate = ({ value, low, high }: PolicyEvaluation['policies'][number]['estimate']): string => `${formatFixed(value)} (${formatFixed(low)} to ${formatFixed(high)})`;

/** What the comparison stands on. */
export const describeEvaluation = ({ judged, waiting, logged }: PolicyEvaluation): string =>
  `${formatQuantity(judged, 'logged choice')} earned ${formatFixed(logged)} each${waiting === 0 ? '' : `; ${formatQuantity(waiting, 'more', 'more')} wait for outcomes`}. What each policy would have earned, with its 90% interval.`;
