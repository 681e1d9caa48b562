import { fail, succeed, type Result } from '../base/fault.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import type { AttributionModel, AttributionReport, AttributionSettings, HeuristicModel } from '../model/attribution.ts';
import type { ChannelCredit, TouchCredit } from './channel-credit.ts';
import { creditHistory } from './credit-history.ts';
import { creditMarkov, type MarkovCredit } from './credit-markov.ts';
import { creditPaths } from './credit-paths.ts';
import { compileCreditRules, type CreditRules } from './credit-rules.ts';
import { describeLimits } from './describe-limits.ts';
import { exactSum } from './exact-sum.ts';
import { measureIncrementality } from './incrementality.ts';
import { findLookbacks, type Lookbacks } from './lookbacks.ts';
import { isHeuristic, orderOfMarkov } from './model-kind.ts';
import type { PathTable } from './path-table.ts';
import { pathsOfLookbacks } from './paths-of-lookbacks.ts';
import { kendallTau, rankChannels } from './rank-channels.ts';
import { measureStability } from './rank-stability.ts';
import { creditShapley } from './shapley.ts';
import type { TouchHistory } from './touch-history.ts';

/** All asked models side by side on paths without times. */
export function attributePaths(paths: PathTable, models: readonly AttributionModel[], settings: AttributionSettings, control: RunControl): Result<AttributionReport> {
  const rules = compileCreditRules(settings, paths.channels, null);
  const heuristics = new Map(models.filter(isHeuristic).map((model) => [model, creditPaths(paths, model, rules, settings.stepDays)]));
  return compareModels({ paths, heuristics, unattributed: 0 }, models, settings, control);
}

/** A history with the touches that each of its outcomes looks back on, under the rules of its kind. */
export interface HistoryLookbacks {
  readonly rulesByKind: readonly CreditRules[];
  readonly lookbacks: Lookbacks;
}

/** Reads the rules of every kind of outcome and finds what its outcomes look back on. */
export function lookBack(history: TouchHistory, settings: AttributionSettings, control: RunControl): Result<HistoryLookbacks> {
  const rulesByKind = history.kinds.map((kind) => compileCreditRules(settings, history.channels, kind));
  control.onProgress?.({ phase: 'Looking back from outcomes', done: 0, total: history.outcomes.contact.length });
  const lookbacks = findLookbacks(history, rulesByKind);
  return lookbacks.ok ? succeed({ rulesByKind, lookbacks: lookbacks.value }) : lookbacks;
}

/** All asked models side by side on touches and outcomes with their times. */
export function attributeHistory(history: TouchHistory, models: readonly AttributionModel[], settings: AttributionSettings, control: RunControl): Result<AttributionReport> {
  const found = lookBack(history, settings, control);
  return found.ok ? attributeLookbacks(history, found.value, models, settings, control) : found;
}

/** The same where the look-backs are known. */
export function attributeLookbacks(history: TouchHistory, { rulesByKind, lookbacks }: HistoryLookbacks, models: readonly AttributionModel[], settings: AttributionSettings, control: RunControl): Result<AttributionReport> {
  const paths = pathsOfLookbacks(history, lookbacks);
  if (stopReason(control) !== null) return fail('CANCELLED', 'Attribution was cancelled.');
  const heuristics = creditHistory(history, lookbacks, rulesByKind, models.filter(isHeuristic), paths);
  const unattributed = paths.pathOfOutcome.reduce((sum, path) => (path < 0 ? sum + 1 : sum), 0);
  return compareModels({ paths: paths.table, heuristics, unattributed }, models, settings, control);
}

/** What is attributed under which models: paths without times, or touches and outcomes with them. */
export type AttributionRequest = { readonly models: readonly AttributionModel[]; readonly settings: AttributionSettings } & ({ readonly paths: PathTable } | { readonly history: TouchHistory });

/** All asked models side by side, whatever is given. */
export function attribute(request: AttributionRequest, control: RunControl): Result<AttributionReport> {
  const { models, settings } = request;
  return 'paths' in request ? attributePaths(request.paths, models, settings, control) : attributeHistory(request.history, models, settings, control);
}

interface Compared {
  readonly paths: PathTable;
  readonly heuristics: ReadonlyMap<HeuristicModel, TouchCredit>;
  readonly unattributed: number;
}

function compareModels({ paths, heuristics, unattributed }: Compared, models: readonly AttributionModel[], settings: AttributionSettings, control: RunControl): Result<AttributionReport> {
  const credits = new Map<AttributionModel, ChannelCredit>();
  const markov = new Map<AttributionModel, MarkovCredit>();
  const unavailable: AttributionReport['unavailable'] = [];
  for (const [at, model] of models.entries()) {
    if (stopReason(control) !== null) return fail('CANCELLED', 'Attribution was cancelled.');
    control.onProgress?.({ phase: 'Crediting channels', done: at, total: models.length });
    if (isHeuristic(model)) {
      credits.set(model, heuristics.get(model)!);
      continue;
    }
    const order = orderOfMarkov(model);
    const chain = order === null ? null : creditMarkov(paths, order, settings.usesNullPaths);
    if (chain?.ok) markov.set(model, chain.value);
    const credit = chain ?? creditShapley(paths);
    if (credit.ok) credits.set(model, credit.value);
    else unavailable.push({ model, reason: credit.fault.message });
  }
  const ranks = new Map([...credits].map(([model, { conversions }]) => [model, rankChannels(conversions)]));
  const stability = measureStability({ paths, heuristics, ranks, usesNullPaths: settings.usesNullPaths }, settings, control);
  if (!stability.ok) return stability;

  const attributed = exactSum(paths.conversions);
  const nameNumbers = (numbers: ArrayLike<number>): Record<string, number> => Object.fromEntries(paths.channels.map((channel, place) => [channel, numbers[place]!]));
  const nameCredits = ({ conversions, value }: ChannelCredit) => Object.fromEntries(paths.channels.map((channel, place) => [channel, { conversions: conversions[place]!, value: value[place]! }]));
  const report: Omit<AttributionReport, 'limits'> = {
    format: 'omnivor.attribution/1',
    models: mapModels(credits, nameCredits),
    totals: {
      outcomes: attributed + unattributed,
      attributed,
      unattributed,
      value: exactSum(paths.value),
      nulls: exactSum(paths.nulls),
      singleTouch: exactSum(paths.conversions.filter((_, path) => paths.start[path + 1]! - paths.start[path]! === 1)),
      channels: paths.channels.length,
    },
    ranks: mapModels(ranks, nameNumbers),
    agreement: mapModels(ranks, (own) => mapModels(ranks, (other) => kendallTau(own, other))),
    stability: settings.resamples === 0 ? {} : mapModels(stability.value, nameNumbers),
    resamples: settings.resamples,
    markov: mapModels(markov, ({ effects, stateCount }) => ({ conversionProbability: effects.conversionProbability, states: stateCount, error: effects.error, removalEffects: nameCredits(effects) })),
    unavailable,
    incrementality: settings.experiment === undefined ? [] : measureIncrementality(settings.experiment),
  };
  return succeed({ ...report, limits: describeLimits({ ...report, usesNullPaths: settings.usesNullPaths }) });
}

function mapModels<From, To>(numbers: ReadonlyMap<AttributionModel, From>, convert: (from: From) => To): Partial<Record<AttributionModel, To>> {
  const named: Partial<Record<AttributionModel, To>> = {};
  for (const [model, from] of numbers) named[model] = convert(from);
  return named;
}
