import { fail, succeed, type Result } from '../base/fault.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import { createRandom } from '../base/rng.ts';
import { isHeuristic, orderOfMarkov } from './model-kind.ts';
import type { AttributionModel, HeuristicModel } from '../model/attribution.ts';
import { shapeChain, type ChainShape } from './chain-shape.ts';
import type { TouchCredit } from './channel-credit.ts';
import { removalEffects } from './credit-markov.ts';
import { drawPoisson } from './draw-poisson.ts';
import { createMarkovChain } from './markov-chain.ts';
import type { PathTable } from './path-table.ts';
import { rankChannels } from './rank-channels.ts';
import { creditShapley } from './shapley.ts';

/** Drawn paths are only ranked: chains of many states need not be swept further. */
const RANKING_ERROR = 1e-9;

/** What a resample is drawn from. */
export interface ResampledModels {
  readonly paths: PathTable;
  readonly heuristics: ReadonlyMap<HeuristicModel, TouchCredit>;
  /** Each model's ranks on the paths themselves. */
  readonly ranks: ReadonlyMap<AttributionModel, Int32Array>;
  readonly usesNullPaths: boolean;
}

/**
 * How often each channel keeps its rank when the paths are drawn anew: every path occurs a Poisson number of times around
 * what was seen, with and without outcome (Poisson bootstrap), and every model is computed on the drawn paths. Shares by
 * channel. Same seed, same shares. A fault where the run is cancelled. O(resamples · models · touches).
 */
export function measureStability(input: ResampledModels, options: { readonly resamples: number; readonly seed: number }, control: RunControl): Result<Map<AttributionModel, Float64Array>> {
  const { paths, ranks } = input;
  const random = createRandom(options.seed);
  const drawn = { ...paths, conversions: new Float64Array(paths.conversions.length), value: new Float64Array(paths.conversions.length), nulls: new Float64Array(paths.conversions.length) };
  const shapes = new Map([...ranks.keys()].flatMap((model) => (orderOfMarkov(model) === null ? [] : [[model, shapeChain(paths, orderOfMarkov(model)!)] as const])));
  const kept = new Map([...ranks.keys()].map((model) => [model, new Float64Array(paths.channels.length)]));
  for (let resample = 0; resample < options.resamples; resample += 1) {
    if (stopReason(control) !== null) return fail('CANCELLED', 'Attribution was cancelled.');
    control.onProgress?.({ phase: 'Resampling paths', done: resample, total: options.resamples });
    for (let path = 0; path < paths.conversions.length; path += 1) {
      drawn.conversions[path] = drawPoisson(paths.conversions[path]!, random);
      drawn.nulls[path] = drawPoisson(paths.nulls[path]!, random);
    }
    for (const [model, own] of ranks) {
      const again = rankChannels(creditDrawn(input, model, drawn, shapes.get(model)));
      const counts = kept.get(model)!;
      for (let channel = 0; channel < own.length; channel += 1) if (again[channel] === own[channel]) counts[channel]! += 1;
    }
  }
  return succeed(new Map([...kept].map(([model, counts]) => [model, counts.map((count) => count / Math.max(1, options.resamples))])));
}

function creditDrawn({ paths, heuristics, usesNullPaths }: ResampledModels, model: AttributionModel, drawn: PathTable, shape: ChainShape | undefined): Float64Array {
  if (isHeuristic(model)) return creditAgain(paths, heuristics.get(model)!.byTouch, drawn);
  if (shape !== undefined) return removalEffects(createMarkovChain(drawn, shape, drawn, usesNullPaths), paths.channels.length, RANKING_ERROR).conversions;
  const credit = creditShapley(drawn);
  if (!credit.ok) throw new RangeError(credit.fault.message);
  return credit.value.conversions;
}

/** A heuristic's credit is the same for each walk of a path: what the path got, by how much more often it was drawn. */
function creditAgain(paths: PathTable, byTouch: Float64Array, drawn: PathTable): Float64Array {
  const credit = new Float64Array(paths.channels.length);
  for (let path = 0; path < paths.conversions.length; path += 1) {
    if (drawn.conversions[path] === 0) continue;
    const factor = drawn.conversions[path]! / paths.conversions[path]!;
    for (let touch = paths.start[path]!; touch < paths.start[path + 1]!; touch += 1) credit[paths.channel[touch]!]! += factor * byTouch[touch]!;
  }
  return credit;
}
