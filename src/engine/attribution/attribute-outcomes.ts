import { succeed, type Result } from '../base/fault.ts';
import type { RunControl } from '../base/progress.ts';
import type { AttributionModel, AttributionReport, AttributionSettings, HeuristicModel } from '../model/attribution.ts';
import { attributeLookbacks, lookBack } from './compare-models.ts';
import { creditOutcomes, type OutcomeCredits } from './credit-outcomes.ts';
import type { Lookbacks } from './lookbacks.ts';
import type { TouchHistory } from './touch-history.ts';

/** All models side by side, and every outcome's credit under one of them. */
export interface AttributedOutcomes {
  readonly report: AttributionReport;
  readonly lookbacks: Pick<Lookbacks, 'outcome' | 'start' | 'touch'>;
  readonly credits: OutcomeCredits;
}

/** Compares models on a history and credits its outcomes under `model`. O(n log n + pairs · models), and what the path models need. */
export function attributeOutcomes(history: TouchHistory, choice: { models: readonly AttributionModel[]; model: HeuristicModel }, settings: AttributionSettings, control: RunControl): Result<AttributedOutcomes> {
  const found = lookBack(history, settings, control);
  if (!found.ok) return found;
  const report = attributeLookbacks(history, found.value, choice.models, settings, control);
  if (!report.ok) return report;
  control.onProgress?.({ phase: 'Crediting touches', done: 0, total: history.outcomes.contact.length });
  const { rulesByKind, lookbacks } = found.value;
  const { outcome, start, touch } = lookbacks;
  return succeed({ report: report.value, lookbacks: { outcome, start, touch }, credits: creditOutcomes(history, lookbacks, rulesByKind, choice.model) });
}
