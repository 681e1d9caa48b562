import { fail, succeed, type Result } from '../base/fault.ts';
import { absorbDirect, type Absorption } from './absorb-direct.ts';
import { absorbBySweeps } from './absorb-sweeps.ts';
import { shapeChain } from './chain-shape.ts';
import type { ChannelCredit } from './channel-credit.ts';
import { exactSum } from './exact-sum.ts';
import { createMarkovChain, type MarkovChain } from './markov-chain.ts';
import type { PathTable } from './path-table.ts';
import { spreadExactly } from './spread-exactly.ts';

/** Up to so many states the chain is eliminated state by state; beyond, sweeps are quicker and no less exact. */
const MOST_DIRECT_STATES = 64;

/** A result whose proven error is larger is not given. */
const LARGEST_ERROR = 1e-10;

/** Which channels the walk loses, and with what effect. */
export interface RemovalEffects {
  /** P(a walk ends with an outcome), all channels in place. */
  readonly conversionProbability: number;
  /** By channel: the share of the outcomes, and of their value, that is lost where walks die on touching the channel. In [0, 1]. */
  readonly conversions: Float64Array;
  readonly value: Float64Array;
  /** Largest proven error of the probabilities behind them. */
  readonly error: number;
}

/** Credit by removal effects, with what it was computed from. */
export interface MarkovCredit extends ChannelCredit {
  readonly effects: RemovalEffects;
  readonly stateCount: number;
}

/** Absorption by the method that fits the chain's size. */
export function absorb(chain: MarkovChain, isRemoved: Uint8Array, settled?: number): Absorption {
  return chain.shape.stateCount <= MOST_DIRECT_STATES ? absorbDirect(chain, isRemoved) : absorbBySweeps(chain, isRemoved, settled);
}

/** Removal effect of every channel (Anderl et al. 2016): 1 − P(outcome without it) / P(outcome). `settled` = the error to stop at where the chain is swept. */
export function removalEffects(chain: MarkovChain, channelCount: number, settled?: number): RemovalEffects {
  const isRemoved = new Uint8Array(channelCount);
  const whole = absorb(chain, isRemoved, settled);
  const conversions = new Float64Array(channelCount);
  const value = new Float64Array(channelCount);
  let error = whole.missing;
  for (let channel = 0; channel < channelCount; channel += 1) {
    isRemoved[channel] = 1;
    const without = absorb(chain, isRemoved, settled);
    isRemoved[channel] = 0;
    if (whole.conversion > 0) conversions[channel] = Math.max(0, 1 - without.conversion / whole.conversion);
    if (whole.value > 0) value[channel] = Math.max(0, 1 - without.value / whole.value);
    error = Math.max(error, without.missing);
  }
  return { conversionProbability: whole.conversion, conversions, value, error };
}

/** Divides totals in proportion to effects; nothing where there is nothing to divide. */
export function shareByEffects(total: number, effects: Float64Array): Float64Array {
  const parts = new Float64Array(effects.length);
  if (effects.some((effect) => effect > 0)) spreadExactly(total, effects, effects.length, parts, 0);
  return parts;
}

/**
 * Credits the outcomes in proportion to the removal effects of an order-k chain; value in proportion to those on expected
 * value, which an outcome brings by the state it follows. Exact: solved, not simulated. A fault where no path has an
 * outcome, or where walks are so long that the error cannot be brought below 1e−10.
 */
export function creditMarkov(paths: PathTable, order: number, usesNullPaths: boolean): Result<MarkovCredit> {
  const conversions = exactSum(paths.conversions);
  if (conversions === 0) return fail('BAD_INPUT', `Markov: none of ${paths.conversions.length} paths has an outcome.`, { path: 'total_conversions', hint: 'Give paths that led to outcomes.' });
  const shape = shapeChain(paths, order);
  const effects = removalEffects(createMarkovChain(paths, shape, paths, usesNullPaths), paths.channels.length);
  if (effects.error > LARGEST_ERROR) return fail('NOT_SUPPORTED', `Markov of order ${order}: walks through ${shape.stateCount} states do not end; the error stays at ${effects.error.toExponential(1)}.`, { path: 'models', hint: 'Choose a lower order.' });
  return succeed({ conversions: shareByEffects(conversions, effects.conversions), value: shareByEffects(exactSum(paths.value), effects.value), effects, stateCount: shape.stateCount });
}
