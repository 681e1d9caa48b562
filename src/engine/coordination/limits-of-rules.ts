import { isEnforced, type Constraint } from '../model/constraint.ts';
import type { FrequencyLimit } from '../model/campaign.ts';

/** Frequency rules as limits of touches. */
export interface RuleLimits {
  readonly limits: readonly FrequencyLimit[];
  /** Ids of enforced frequency rules that no limit can say: with dates, a segment or territory, several channels, or a max of 0. */
  readonly uncounted: readonly string[];
}

type FrequencyRule = Extract<Constraint, { kind: 'frequency' }>;

const isSayable = (rule: FrequencyRule): boolean =>
  rule.max >= 1 && rule.from == null && rule.to == null && rule.segments == null && rule.territories == null && (rule.channels == null || rule.channels.length === 1);

/** Takes the limits on touches from the enforced frequency rules; report-only rules are not asked. O(contacts named). */
export function limitsOfRules(constraints: readonly Constraint[]): RuleLimits {
  const rules = constraints.filter((rule): rule is FrequencyRule => rule.kind === 'frequency' && isEnforced(rule));
  const limits = rules.filter(isSayable).flatMap(({ contacts, channels, max, windowDays }) => (contacts ?? [null]).map((contact): FrequencyLimit => ({ contact, channel: channels?.[0] ?? null, max, windowDays })));
  return { limits, uncounted: rules.filter((rule) => !isSayable(rule)).map((rule) => rule.id) };
}
