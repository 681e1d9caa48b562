import { dropUndefined } from '../base/drop-undefined.ts';
import type { FrequencyLimit } from '../model/campaign.ts';
import { isEnforced, type Constraint } from '../model/constraint.ts';

/** Labels of a contact that a rule's scope reads. */
export interface ContactLabels {
  readonly segment: string;
  readonly territory: string;
  readonly specialty: string;
  readonly rep: string;
}

/** Frequency rules as limits of touches. */
export interface RuleLimits {
  /** Limits for everybody, and for contacts that rules name. */
  readonly limits: readonly FrequencyLimit[];
  /** Rules for whoever has certain labels: limits once labels are known. */
  readonly byLabel: readonly LabelledLimit[];
  /** Ids of enforced frequency rules that no limit can say: those with a max of 0 or no channel. */
  readonly uncounted: readonly string[];
}

/** Limit of the contacts that a rule's scope finds by label. */
export interface LabelledLimit {
  covers(contact: string, labels: ContactLabels): boolean;
  limitOf(contact: string): FrequencyLimit;
}

type FrequencyRule = Extract<Constraint, { kind: 'frequency' }>;

const isSayable = ({ max, channels }: FrequencyRule): boolean => max >= 1 && channels?.length !== 0;
const readsLabels = ({ segments, territories, specialties, reps }: FrequencyRule): boolean => [segments, territories, specialties, reps].some((names) => names != null);

function limitOf({ channels, max, windowDays, from, to }: FrequencyRule, contact: string | null): FrequencyLimit {
  const several = channels != null && channels.length > 1;
  return dropUndefined({ contact, channel: several ? null : (channels?.[0] ?? null), channels: several ? [...channels] : undefined, max, windowDays, from: from ?? undefined, to: to ?? undefined });
}

/** Test of one label; nothing asked for = everybody. */
const among = (names: readonly string[] | null | undefined): ((label: string) => boolean) => {
  if (names == null) return () => true;
  const wanted = new Set(names);
  return (label) => wanted.has(label);
};

function labelledLimit(rule: FrequencyRule): LabelledLimit {
  const [isContact, isSegment, isTerritory, isSpecialty, isRep] = [among(rule.contacts), among(rule.segments), among(rule.territories), among(rule.specialties), among(rule.reps)];
  return {
    covers: (contact, { segment, territory, specialty, rep }) => isContact(contact) && isSegment(segment) && isTerritory(territory) && isSpecialty(specialty) && isRep(rep),
    limitOf: (contact) => limitOf(rule, contact),
  };
}

/** Takes the limits on touches from the enforced frequency rules; report-only rules are not asked. O(contacts named). */
export function limitsOfRules(constraints: readonly Constraint[]): RuleLimits {
  const rules = constraints.filter((rule): rule is FrequencyRule => rule.kind === 'frequency' && isEnforced(rule));
  const counted = rules.filter(isSayable);
  return {
    limits: counted.filter((rule) => !readsLabels(rule)).flatMap((rule) => (rule.contacts ?? [null]).map((contact) => limitOf(rule, contact))),
    byLabel: counted.filter(readsLabels).map(labelledLimit),
    uncounted: rules.filter((rule) => !isSayable(rule)).map((rule) => rule.id),
  };
}
