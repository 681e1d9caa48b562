import { describeRule } from '../../constraints/registry.ts';
import { countOf } from '../../constraints/words.ts';
import { rulesOf, type AllocationProblem } from '../../model/allocation.ts';
import { isEnforced } from '../../model/constraint.ts';
import type { Channel } from '../../model/channel.ts';
import type { ProblemChange } from '../../model/what-if.ts';

/** One rule of a problem that could be given up: in words, and the problem without it. */
export interface Loosening {
  readonly words: string;
  /** Rule that is given up; null for channel settings, consent and lists. */
  readonly rule: string | null;
  /** Changes that give it up; none where a planner cannot. */
  readonly changes: readonly ProblemChange[];
  apply(problem: AllocationProblem): AllocationProblem;
}

function changeChannel(id: string, change: (channel: Channel) => Channel): Loosening['apply'] {
  return (problem) => ({ ...problem, channels: problem.channels.map((channel) => (channel.id === id ? change(channel) : channel)) });
}

function loosenChannel(channel: Channel, days: number): Loosening[] {
  const found: Loosening[] = [];
  if (channel.weekdays !== undefined) {
    const words = `${channel.id}: only on weekdays ${channel.weekdays.join(', ')}`;
    found.push({ words, rule: null, changes: [{ kind: 'channel', channel: channel.id, setting: 'weekdays' }], apply: changeChannel(channel.id, ({ weekdays: _dropped, ...rest }) => rest) });
  }
  if (channel.cooldownDays > 1) {
    const words = `${channel.id}: cooldown of ${countOf(channel.cooldownDays, 'day')}`;
    found.push({ words, rule: null, changes: [{ kind: 'channel', channel: channel.id, setting: 'cooldownDays' }], apply: changeChannel(channel.id, (settings) => ({ ...settings, cooldownDays: 0 })) });
  }
  if (channel.maxPerContact < days) {
    const words = `${channel.id}: at most ${countOf(channel.maxPerContact, 'action')} per contact`;
    found.push({ words, rule: null, changes: [{ kind: 'channel', channel: channel.id, setting: 'maxPerContact', to: days }], apply: changeChannel(channel.id, (settings) => ({ ...settings, maxPerContact: days })) });
  }
  return found;
}

/** Opt-outs cannot be given up, only named: by the fixed actions against them, else by how many there are. */
function loosenConsent(problem: AllocationProblem): Loosening[] {
  const { optOut, ids } = problem.contacts;
  if (optOut === undefined) return [];
  const against = (problem.fixed ?? []).filter((pin) => optOut[pin.channel]?.[ids.indexOf(pin.contact)] === true);
  const count = Object.values(optOut).reduce((sum, flags) => sum + flags.filter((flag) => flag).length, 0);
  const words = against.length > 0 ? `fixed ${against.map((pin) => `${pin.contact} ${pin.channel} ${pin.date}`).join(', ')} against an opt-out` : countOf(count, 'opt-out');
  const apply = (changed: AllocationProblem): AllocationProblem => {
    const { optOut: _dropped, ...contacts } = changed.contacts;
    return { ...changed, contacts };
  };
  const changes = against.map(({ contact, channel, date }): ProblemChange => ({ kind: 'force_out', contact, channel, date }));
  return [{ words: `consent: ${words}`, rule: null, changes, apply }];
}

/** Everything that could be given up, channel settings first, the rules that ask for more last. */
export function listLoosenings(problem: AllocationProblem): Loosening[] {
  const asksForMore = (kind: string): boolean => kind === 'coverage' || kind === 'minimum';
  const rules = rulesOf(problem).filter(isEnforced).map((rule) => ({
    kind: rule.kind,
    words: describeRule(rule),
    rule: rule.id,
    changes: [{ kind: 'drop', rule: rule.id }] satisfies ProblemChange[],
    apply: (changed: AllocationProblem): AllocationProblem => ({
      ...changed,
      constraints: changed.constraints.filter((other) => other.id !== rule.id),
      ...(changed.terms === undefined ? {} : { terms: changed.terms.filter((other) => other.id !== rule.id) }),
    }),
  }));
  const found: Loosening[] = problem.channels.flatMap((channel) => loosenChannel(channel, problem.horizon.days));
  found.push(...loosenConsent(problem));
  if ((problem.forbidden ?? []).length > 0) found.push({ words: `forbidden: ${countOf(problem.forbidden!.length, 'action')}`, rule: null, changes: [], apply: ({ forbidden: _dropped, ...rest }) => rest });
  const heldActions = (problem.held ?? []).reduce((sum, { actions }) => sum + actions, 0);
  if (heldActions > 0) found.push({ words: `held by others: ${countOf(heldActions, 'action')}`, rule: null, changes: [], apply: ({ held: _dropped, ...rest }) => rest });
  found.push(...rules.filter((rule) => !asksForMore(rule.kind)));
  const freed = (problem.fixed ?? []).map(({ contact, channel, date }): ProblemChange => ({ kind: 'free', contact, channel, date }));
  if (freed.length > 0) found.push({ words: `fixed: ${countOf(freed.length, 'action')}`, rule: null, changes: freed, apply: ({ fixed: _dropped, ...rest }) => rest });
  found.push(...rules.filter((rule) => asksForMore(rule.kind)));
  return found;
}
