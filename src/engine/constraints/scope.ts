import { parseDay } from '../base/day.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { Constraint } from '../model/constraint.ts';
import type { PlacedAction } from './placed-action.ts';
import { startDayOf } from './problem-frame.ts';

/** Which contacts, channels and days of a problem a rule speaks of. Days count from the horizon's start. */
export interface RuleScope {
  /** True where every contact is in scope. */
  readonly coversAllContacts: boolean;
  /** `rep` where another than the contact's own acts. */
  coversContact(contact: number, rep?: string): boolean;
  coversChannel(channel: number): boolean;
  coversDay(day: number): boolean;
  /** Contact, channel and day are in scope, and so is the campaign where the rule counts by campaigns. */
  covers(action: PlacedAction): boolean;
}

type ScopedRule = Pick<Constraint, 'channels' | 'segments' | 'territories' | 'contacts' | 'specialties' | 'reps' | 'campaigns'> & { readonly from?: string | null | undefined; readonly to?: string | null | undefined };
type Filter = readonly string[] | null | undefined;

/** Test of one label column; null where the filter is absent and everything passes. */
function createLabelTest(filter: Filter, labels: readonly string[] | undefined): ((at: number) => boolean) | null {
  if (filter == null) return null;
  const wanted = new Set(filter);
  return (at) => {
    const label = labels?.[at];
    return label !== undefined && wanted.has(label);
  };
}

/** Reads the scope filters of a rule: null or absent = all, an empty list = none, a missing label = not in scope. */
export function createScope(problem: AllocationProblem, rule: ScopedRule): RuleScope {
  const { ids, segment, territory, specialty, rep } = problem.contacts;
  const tests = [
    createLabelTest(rule.segments, segment),
    createLabelTest(rule.territories, territory),
    createLabelTest(rule.contacts, ids),
    createLabelTest(rule.specialties, specialty),
  ].filter((test) => test !== null);
  const isOwnRepIn = createLabelTest(rule.reps, rep);
  const isChannelIn = problem.channels.map((channel) => rule.channels == null || rule.channels.includes(channel.id));
  const startDay = startDayOf(problem);
  const first = rule.from == null ? -Infinity : (parseDay(rule.from) ?? Infinity) - startDay;
  const last = rule.to == null ? Infinity : (parseDay(rule.to) ?? -Infinity) - startDay;

  const isRepIn = (contact: number, acting: string | undefined): boolean => isOwnRepIn === null || (acting === undefined ? isOwnRepIn(contact) : rule.reps?.includes(acting) === true);
  const coversContact = (contact: number, acting?: string): boolean => {
    for (const test of tests) if (!test(contact)) return false;
    return isRepIn(contact, acting);
  };
  const coversChannel = (channel: number): boolean => isChannelIn[channel] === true;
  const coversDay = (day: number): boolean => day >= first && day <= last;
  const isCampaignIn = ({ campaign }: PlacedAction): boolean => rule.campaigns == null || (campaign !== undefined && rule.campaigns.includes(campaign));
  return {
    coversAllContacts: tests.length === 0 && isOwnRepIn === null,
    coversContact,
    coversChannel,
    coversDay,
    covers: (action) => coversChannel(action.channel) && coversDay(action.day) && isCampaignIn(action) && coversContact(action.contact, action.rep),
  };
}
