import type { UncertaintyColumns } from './calculate-batch.ts';
import { dataProblems, type DataProblem } from '../model/uncertainty.ts';
import { isKnown, measureCompleteness, type FeatureTable } from './feature-table.ts';

/** Where a problem begins. */
export interface DataQualityLimits {
  /** Fewer judged touches over all channels than this are few (default 5). */
  readonly fewTouches: number;
  /** A last touch more than so many days ago is old (default 180). */
  readonly oldAfterDays: number;
  /** A smaller share of known features is thin (default 0.5). */
  readonly leastCompleteness: number;
}

export const DATA_QUALITY_LIMITS: DataQualityLimits = { fewTouches: 5, oldAfterDays: 180, leastCompleteness: 0.5 };

/** The data behind one contact's predictions. */
export interface ContactDataQuality {
  /** Judged touches over all channels. */
  readonly touches: number;
  /** Days since the last of them, null without one. */
  readonly recency: number | null;
  readonly completeness: number;
  readonly missingFeatures: readonly string[];
  /** Channels without a judged touch. */
  readonly untouchedChannels: readonly number[];
  readonly problems: readonly DataProblem[];
}

/** Data quality of one contact: counts, gaps and the problems that follow from the limits. O(channels + features). */
export function assessContact(columns: UncertaintyColumns, profiles: FeatureTable, contact: number, limits: DataQualityLimits = DATA_QUALITY_LIMITS): ContactDataQuality {
  const missingFeatures = profiles.features.filter((feature) => !isKnown(feature, contact)).map((feature) => feature.name);
  const completeness = profiles.features.length === 0 ? 1 : 1 - missingFeatures.length / profiles.features.length;
  const channels = Array.from({ length: columns.channelCount }, (_, channel) => channel);
  const counts = countContact(columns, contact);
  return {
    touches: counts.touches,
    recency: counts.recency < 0 ? null : counts.recency,
    completeness,
    missingFeatures,
    untouchedChannels: channels.filter((channel) => columns.sampleSize[contact * columns.channelCount + channel] === 0),
    problems: dataProblems.filter((problem) => hasProblem(problem, counts, completeness, limits)),
  };
}

/** Data quality of all contacts. */
export interface DataQualityReport {
  readonly contacts: number;
  readonly pairs: number;
  /** Pairs with at least one judged touch. */
  readonly touchedPairs: number;
  /** Mean share of known features. */
  readonly completeness: number;
  /** Share of contacts that have each feature, in the table's order. */
  readonly features: readonly { readonly name: string; readonly known: number }[];
  /** Median days since a contact's last judged touch, over those that have one; null where none has. */
  readonly medianRecency: number | null;
  /** Contacts with each problem; a contact can have several. */
  readonly problems: Readonly<Record<DataProblem, number>>;
}

/** Data quality over all contacts. O(contacts · (channels + features)). */
export function reportDataQuality(columns: UncertaintyColumns, profiles: FeatureTable, limits: DataQualityLimits = DATA_QUALITY_LIMITS): DataQualityReport {
  const contacts = columns.contactCount;
  if (profiles.rowCount !== contacts) throw new RangeError(`profiles hold ${profiles.rowCount} of ${contacts} contacts`);
  const completeness = measureCompleteness(profiles);
  const problems: Record<DataProblem, number> = { no_touches: 0, few_touches: 0, old_history: 0, thin_profile: 0, never_validated: 0 };
  const recencies: number[] = [];
  for (let contact = 0; contact < contacts; contact += 1) {
    const counts = countContact(columns, contact);
    if (counts.recency >= 0) recencies.push(counts.recency);
    for (const problem of dataProblems) if (hasProblem(problem, counts, completeness[contact]!, limits)) problems[problem] += 1;
  }
  recencies.sort((a, b) => a - b);
  const share = (count: number): number => (contacts === 0 ? 1 : count / contacts);
  return {
    contacts,
    pairs: contacts * columns.channelCount,
    touchedPairs: columns.sampleSize.reduce((count, touches) => count + (touches > 0 ? 1 : 0), 0),
    completeness: share(completeness.reduce((sum, known) => sum + known, 0)),
    features: profiles.features.map((feature) => {
      let known = 0;
      for (let contact = 0; contact < contacts; contact += 1) if (isKnown(feature, contact)) known += 1;
      return { name: feature.name, known: share(known) };
    }),
    medianRecency: medianOf(recencies),
    problems,
  };
}

interface ContactCounts {
  readonly touches: number;
  /** −1 without touches. */
  readonly recency: number;
  readonly isValidated: boolean;
}

function countContact(columns: UncertaintyColumns, contact: number): ContactCounts {
  let touches = 0;
  let recency = -1;
  let isValidated = false;
  for (let channel = 0; channel < columns.channelCount; channel += 1) {
    const pair = contact * columns.channelCount + channel;
    touches += columns.sampleSize[pair]!;
    const days = columns.recency[pair]!;
    if (days >= 0 && (recency < 0 || days < recency)) recency = days;
    isValidated ||= columns.validationAge[pair]! >= 0;
  }
  return { touches, recency, isValidated };
}

function hasProblem(problem: DataProblem, counts: ContactCounts, completeness: number, limits: DataQualityLimits): boolean {
  switch (problem) {
    case 'no_touches':
      return counts.touches === 0;
    case 'few_touches':
      return counts.touches > 0 && counts.touches < limits.fewTouches;
    case 'old_history':
      return counts.recency > limits.oldAfterDays;
    case 'thin_profile':
      return completeness < limits.leastCompleteness;
    case 'never_validated':
      return !counts.isValidated;
  }
}

function medianOf(rising: readonly number[]): number | null {
  if (rising.length === 0) return null;
  const middle = rising.length >> 1;
  return rising.length % 2 === 1 ? rising[middle]! : (rising[middle - 1]! + rising[middle]!) / 2;
}
