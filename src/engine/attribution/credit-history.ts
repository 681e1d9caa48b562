import type { HeuristicModel } from '../model/attribution.ts';
import type { TouchCredit } from './channel-credit.ts';
import type { CreditRules } from './credit-rules.ts';
import { createRunningSums } from './exact-sum.ts';
import { createPathView, heuristics } from './heuristics.ts';
import type { Lookbacks } from './lookbacks.ts';
import type { HistoryPaths } from './paths-of-lookbacks.ts';
import { spreadExactly } from './spread-exactly.ts';
import type { TouchHistory } from './touch-history.ts';
import { longestLookback, viewLookback } from './view-lookback.ts';

/** What each heuristic model credits to the channels of a history, all in one pass. O(pairs · models). */
export function creditHistory(history: TouchHistory, lookbacks: Lookbacks, rulesByKind: readonly CreditRules[], models: readonly HeuristicModel[], { table, pathOfOutcome }: HistoryPaths): Map<HeuristicModel, TouchCredit> {
  const longest = longestLookback(lookbacks);
  const view = createPathView(longest);
  const [weight, one, worth] = [new Float64Array(longest), new Float64Array(longest), new Float64Array(longest)];
  const sums = models.map((model) => ({
    weigh: heuristics[model],
    byTouch: new Float64Array(table.channel.length),
    conversions: createRunningSums(history.channels.length),
    value: createRunningSums(history.channels.length),
  }));
  for (let place = 0; place < lookbacks.outcome.length; place += 1) {
    if (lookbacks.start[place] === lookbacks.start[place + 1]) continue;
    viewLookback(history, lookbacks, place, view);
    const outcome = lookbacks.outcome[place]!;
    const rules = rulesByKind[history.outcomes.kind[outcome]!]!;
    const from = table.start[pathOfOutcome[place]!]!;
    for (const { weigh, byTouch, conversions, value } of sums) {
      weigh(view, rules, weight);
      spreadExactly(1, weight, view.length, one, 0);
      spreadExactly(history.outcomes.value[outcome]!, weight, view.length, worth, 0);
      for (let at = 0; at < view.length; at += 1) {
        if (one[at] === 0 && worth[at] === 0) continue;
        byTouch[from + at]! += one[at]!;
        conversions.add(view.channel[at]!, one[at]!);
        value.add(view.channel[at]!, worth[at]!);
      }
    }
  }
  return new Map(models.map((model, at) => [model, { byTouch: sums[at]!.byTouch, conversions: sums[at]!.conversions.read(), value: sums[at]!.value.read() }]));
}
