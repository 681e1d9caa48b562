import { parseDay } from '../base/day.ts';
import type { Constraint } from '../model/constraint.ts';
import type { PlacedAction } from './placed-action.ts';
import type { ProblemFrame } from './problem-frame.ts';

/** Which contacts, channels and days of a problem a rule speaks of. Days count from the horizon's start. */
export interface RuleScope {
  /** True where every contact is in scope. */
  readonly coversAllContacts: boolean;
  /** True where the rule asks for reps and some contact's rep changes: being in scope then is a matter of `coversRepOn` too. */
  readonly changesByDay: boolean;
  /** True where the contact may be in scope on some day; `rep` where one acts who is not the contact's. */
  coversContact(contact: number, rep?: string): boolean;
  /** True where who acts on the contact on a day is in scope, whatever else stands against it. */
  coversRepOn(contact: number, day: number): boolean;
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
export function createScope(frame: ProblemFrame, rule: ScopedRule): RuleScope {
  const { problem, startDay, reps, repPattern, repPatternCount } = frame;
  const { ids, segment, territory, specialty, rep } = problem.contacts;
  const tests = [
    createLabelTest(rule.segments, segment),
    createLabelTest(rule.territories, territory),
    createLabelTest(rule.contacts, ids),
    createLabelTest(rule.specialties, specialty),
  ].filter((test) => test !== null);
  const isOwnRepIn = createLabelTest(rule.reps, rep);
  const isChannelIn = problem.channels.map((channel) => rule.channels == null || rule.channels.includes(channel.id));
  const first = rule.from == null ? -Infinity : (parseDay(rule.from) ?? Infinity) - startDay;
  const last = rule.to == null ? Infinity : (parseDay(rule.to) ?? -Infinity) - startDay;

  const wanted = Uint8Array.from(reps, (name) => (rule.reps?.includes(name) === true ? 1 : 0));
  const isEverIn = (contact: number): boolean => isOwnRepIn === null || isOwnRepIn(contact) || (repPattern[contact]! > 0 && frame.repsEver(contact).some((at) => wanted[at] === 1));
  const coversRepOn = (contact: number, day: number): boolean => isOwnRepIn === null || (repPattern[contact]! > 0 ? wanted[frame.repOn(contact, day)] === 1 : isOwnRepIn(contact));
  const coversLabels = (contact: number): boolean => {
    for (const test of tests) if (!test(contact)) return false;
    return true;
  };
  const isActingIn = (acting: string): boolean => isOwnRepIn === null || rule.reps?.includes(acting) === true;
  const coversChannel = (channel: number): boolean => isChannelIn[channel] === true;
  const coversDay = (day: number): boolean => day >= first && day <= last;
  const isCampaignIn = ({ campaign }: PlacedAction): boolean => rule.campaigns == null || (campaign !== undefined && rule.campaigns.includes(campaign));
  return {
    coversAllContacts: tests.length === 0 && isOwnRepIn === null,
    changesByDay: isOwnRepIn !== null && repPatternCount > 1,
    coversContact: (contact, acting) => coversLabels(contact) && (acting === undefined ? isEverIn(contact) : isActingIn(acting)),
    coversRepOn,
    coversChannel,
    coversDay,
    covers: (action) => coversChannel(action.channel) && coversDay(action.day) && isCampaignIn(action) && coversLabels(action.contact) && (action.rep === undefined ? coversRepOn(action.contact, action.day) : isActingIn(action.rep)),
  };
}
