import type { ExecutionDetail, Forecast, Suggestion } from '../../../../contract/execution.ts';
import type { ActionStage } from '../../../../engine/model/execution.ts';
import type { PlanChange, RebalanceTrigger } from '../../../../engine/model/rebalance.ts';
import { formatDate } from '../../../shared/format/date.ts';
import { formatCount, formatNumber, formatPercent, formatQuantity, formatSigned } from '../../../shared/format/number.ts';

export const stageNames: Readonly<Record<ActionStage, string>> = { planned: 'planned', due: 'due', late: 'late', done: 'done', failed: 'failed', skipped: 'skipped' };

export const triggerNames: Readonly<Record<RebalanceTrigger['kind'], string>> = { capacity: 'Capacity lost', rule: 'Rule changed', forecast: 'Outcomes off forecast', campaign: 'Campaign holds the days', hand: 'By hand', schedule: 'By schedule' };

export const changeNames: Readonly<Record<PlanChange['kind'], string>> = { moved: 'moved', added: 'added', dropped: 'dropped', rep: 'other rep' };

export const causeNames: Readonly<Record<PlanChange['cause'], string>> = { capacity: 'lost capacity', rule: 'rule changed', late: 'its day went by', value: 'better value' };

const pad = (value: number): string => String(value).padStart(2, '0');

/** Minutes after midnight as a time: `09:30`. */
export const formatMinute = (minute: number): string => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;

/** Minutes after midnight of a typed time; null where the text is none. */
export function readMinute(text: string): number | null {
  const match = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text.trim());
  const minute = match === null ? null : Number(match[1]) * 60 + Number(match[2]);
  return minute === null || minute > 1440 ? null : minute;
}

const stateWords: Readonly<Record<ExecutionDetail['state'], string>> = { ready: 'Approved and booked, not begun', running: 'Running', paused: 'Paused' };

/** Where a plan is, in one sentence. */
export function describeExecution({ state, pausedFrom, today, progress }: ExecutionDetail): string {
  const { stages, actions } = progress;
  const since = pausedFrom === null ? '' : ` from ${formatDate(pausedFrom)} on`;
  return `${stateWords[state]}${since}. ${formatCount(stages.done ?? 0)} of ${formatQuantity(actions, 'action')} done, ${formatCount(stages.due ?? 0)} due ${formatDate(today)}, ${formatCount(stages.late ?? 0)} late.`;
}

/** What value realised against expected says. */
export function describeForecast({ judged, low, high, verdict }: Forecast): string {
  if (judged === 0) return 'no done action judged yet';
  if (verdict === 'too_few') return `${formatQuantity(judged, 'action')} judged, too few for a verdict`;
  const words = { as_expected: 'as expected', below: 'below forecast', above: 'above forecast' }[verdict];
  return `${words}: ${formatNumber(low, 1)} to ${formatNumber(high, 1)} expected of ${formatQuantity(judged, 'judged action')}`;
}

/** What would be marked by what was reported. */
export function describeMatches({ matches, failed }: { readonly matches: number; readonly failed: number }): string {
  if (failed === 0) return `${formatQuantity(matches, 'action')} done by touches`;
  return matches === failed ? `${formatQuantity(failed, 'action')} failed by reports` : `${formatQuantity(matches - failed, 'action')} done, ${formatCount(failed)} failed by reports`;
}

/** What a suggestion gains and disturbs: what becomes of the actions before, which add up, what comes, and its price. */
export function describeSuggestion({ summary }: Suggestion): string {
  const { counts, gain, disruption, charged, changeCost, late } = summary;
  const { kept, moved, dropped, rep, added, changed } = counts;
  const before = `Of ${formatQuantity(kept + moved + dropped + rep, 'action')}: ${formatCount(kept)} stay, ${formatCount(moved)} moved, ${formatCount(dropped)} dropped, ${formatCount(rep)} to other reps. ${formatCount(added)} added.`;
  const lateWords = late === undefined ? '' : ` ${formatQuantity(late.actions, 'late action')}: ${formatCount(late.kept)} kept, ${formatCount(late.moved)} moved, ${formatCount(late.dropped)} dropped.`;
  return `${formatSigned(gain)} value. ${before}${lateWords} ${formatQuantity(changed, 'change')} (${formatPercent(disruption)}), ${formatCount(charged)} priced at ${formatNumber(changeCost, 1)} together.`;
}

export const describeWindow = ({ options }: Suggestion): string => `Nothing before ${formatDate(options.frozenUntil)} changes; up to ${formatDate(options.publishedUntil)} a change costs ${formatNumber(options.changePrice)}.`;
