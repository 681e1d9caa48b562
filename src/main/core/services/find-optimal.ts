import type { ParameterOffer } from '../../../contract/scenario.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { BatchGoal, BatchSpec } from '../../../engine/model/batch.ts';
import type { SearchParameter } from '../../../engine/model/search-space.ts';
import type { Measure } from '../../../engine/model/simulation.ts';

/** Measures of which less is better. */
const lessIsBetter: ReadonlySet<Measure> = new Set(['cost', 'refused', 'opt_outs']);

export const usualDirection = (metric: Measure): BatchGoal['direction'] => (lessIsBetter.has(metric) ? 'min' : 'max');

const SHARE = 'policy.shares.';

/** What the policy leaves open: its numbers and choices. The largest share takes what the others leave. */
function listOpen(offers: readonly ParameterOffer[]): ParameterOffer[] {
  const shares = offers.filter(({ name }) => name.startsWith(SHARE));
  const largest = shares.toSorted((a, b) => Number(b.value) - Number(a.value))[0];
  return offers.filter((offer) => offer.name.startsWith('policy.') && offer !== largest && (offer.choices !== null || (offer.from !== null && offer.to !== null && offer.from < offer.to)));
}

const toParameter = ({ name, from, to, choices }: ParameterOffer): SearchParameter => (choices === null ? { name, from: from ?? 0, to: to ?? 1 } : { name, choices });

/** A search with defaults: a Sobol design over what the policy leaves open, raced. BAD_INPUT where nothing is open. */
export function specOptimal(scenario: string, offers: readonly ParameterOffer[], { metric, count, seed }: { metric: Measure; count: number; seed: number }): Result<BatchSpec> {
  const open = listOpen(offers);
  if (open.length === 0) return fail('NOT_SUPPORTED', 'The policy of this scenario has no numbers to vary.', { hint: 'Branch it with a channel mix or a bandit.' });
  const shares = open.filter(({ name }) => name.startsWith(SHARE));
  const constraints = shares.length < 2 ? [] : [{ name: 'shares', terms: Object.fromEntries(shares.map(({ name }) => [name, 1])), max: 1 }];
  return succeed({
    name: `Best ${metric} of ${scenario}`.slice(0, 200),
    space: { parameters: open.map(toParameter), constraints },
    goal: { metric, direction: usualDirection(metric) },
    search: { strategy: 'sobol', count },
    racing: {},
    seed,
  });
}
