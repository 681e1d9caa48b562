import { fail, succeed, type Result } from '../base/fault.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import { estimatePairs, summariseChannel, summariseSaturation, summariseSegments, type FittedChannel } from './assemble-fit.ts';
import { chooseTrial, predictHeldBack, summariseBacktest, type Trial } from './backtest.ts';
import type { ChannelScope } from './channel-counts.ts';
import { estimateChannelHistory, estimateChannelPosterior, type ChannelHistory } from './channel-history.ts';
import { checkColumns, findOptionFault } from './check-response-input.ts';
import { holdBack } from './held-back.ts';
import { groupContacts } from './grouping.ts';
import { orderTouches } from './ordered-touches.ts';
import { recencyWeights } from './recency.ts';
import type { Backtest, ResponseFit, ResponseInput, ResponseOptions } from './response-model.ts';

/** Half-lives the backtest chooses from, in days; the longest counts ten years of history nearly alike. */
export const HALF_LIFE_CANDIDATES: readonly number[] = [14, 30, 90, 180, 365, 730, 3650];
const DEFAULT_HALF_LIFE_DAYS = 365;
/** Earlier touches of a pair within so many days make the order of a touch, unless set otherwise. */
export const POSITION_WINDOW_DAYS = 90;

/**
 * Fits the response model: P(response to a first touch) by contact and channel from the history of touches, as a
 * hierarchy of beta-binomials channel → segment → contact with recency weights, saturation by touch order, and a backtest
 * on the last period. Formulas and sources: docs/response-model.md. Deterministic, and equal for any order of the
 * touches. O(n log n) in touches. Cancel and deadline are polled between steps and answer CANCELLED; a setting outside
 * its range answers BAD_INPUT; columns that do not fit together throw RangeError.
 */
export function fitResponse(input: ResponseInput, options: ResponseOptions, control: RunControl): Result<ResponseFit> {
  const fault = findOptionFault(input, options);
  if (fault !== null) return { ok: false, fault };
  checkColumns(input);
  const candidates = options.halfLifeDays === undefined ? (options.halfLifeCandidates ?? HALF_LIFE_CANDIDATES) : [options.halfLifeDays];
  const total = 2 + 2 * input.channelCount + candidates.length;
  const steps = fitInSteps(input, options, candidates);
  for (let done = 0; ; done += 1) {
    const step = steps.next();
    if (step.done === true) {
      control.onProgress?.({ phase: 'estimates', done: total, total });
      return succeed(step.value);
    }
    control.onProgress?.({ phase: step.value, done: Math.min(done, total), total });
    const reason = stopReason(control);
    if (reason === 'interrupted') return fail('CANCELLED', `Fit cancelled after ${done} of ${total} steps.`, { hint: 'The last fit stays in use.' });
    if (reason === 'time_limit') return fail('CANCELLED', `Time limit reached after ${done} of ${total} steps.`, { hint: 'The last fit stays in use. Allow more time and fit again.' });
  }
}

/** Phases of a fit, in order. */
export type ResponsePhase = 'order' | 'backtest' | 'fit' | 'estimates';

/** The fit as a chain of steps: hands back the phase before each, so that the caller can report and stop there. */
function* fitInSteps(input: ResponseInput, options: ResponseOptions, candidates: readonly number[]): Generator<ResponsePhase, ResponseFit> {
  yield 'order';
  const ordered = orderTouches(input, options.positionWindowDays ?? POSITION_WINDOW_DAYS);
  const grouping = groupContacts(input);
  const matureAfterDays = options.matureAfterDays ?? [];
  const scopes = Array.from({ length: input.channelCount }, (_, channel): ChannelScope => {
    return { ordered, channel, asOfDay: input.asOfDay, throughDay: input.asOfDay - (matureAfterDays[channel] ?? 0) };
  });

  const held = holdBack(ordered, scopes, matureAfterDays, options.backtestDays);
  let halfLifeDays = options.halfLifeDays ?? DEFAULT_HALF_LIFE_DAYS;
  let backtest: Backtest | null = null;
  if (held !== null) {
    const earlier: ChannelHistory[] = [];
    for (const scope of held.training) {
      yield 'backtest';
      earlier.push(estimateChannelHistory(scope, grouping));
    }
    const trials: Trial[] = [];
    for (const candidate of candidates) {
      yield 'backtest';
      trials.push(predictHeldBack(held, ordered, grouping, earlier, candidate));
    }
    const chosen = chooseTrial(trials, held, ordered);
    halfLifeDays = chosen.halfLifeDays;
    backtest = summariseBacktest(held, ordered, chosen, trials);
  }

  const oldestAge = input.asOfDay - ordered.day.reduce((first, day) => Math.min(first, day), input.asOfDay);
  const weights = recencyWeights(halfLifeDays, oldestAge);
  const channels: FittedChannel[] = [];
  for (const scope of scopes) {
    yield 'fit';
    const history = estimateChannelHistory(scope, grouping);
    channels.push({ scope, history, posterior: estimateChannelPosterior(scope, grouping, history, weights) });
  }

  yield 'estimates';
  return {
    contactCount: input.contactCount,
    channelCount: input.channelCount,
    asOfDay: input.asOfDay,
    halfLifeDays,
    halfLifeSource: options.halfLifeDays !== undefined ? 'given' : backtest === null ? 'default' : 'backtest',
    futureTouches: ordered.futureTouches,
    ...estimatePairs(channels, grouping),
    channels: channels.map((channel) => summariseChannel(channel, grouping)),
    segments: channels.flatMap((channel) => summariseSegments(channel, grouping)),
    saturation: channels.map((channel, index) => summariseSaturation(channel, options.saturationSetting[index]!)),
    backtest,
  };
}
