import { isoWeekday, parseDay } from '../base/day.ts';
import type { MixPolicy, PlanPolicy } from '../model/scenario.ts';
import type { CompiledScenario } from './compile-scenario.ts';
import { counterOf, placeOf } from './draw-keys.ts';
import { targetContacts } from './target-contacts.ts';
import { fillWords } from './threefry.ts';

/** Actions grouped by contact: those of contact i are at `start[i]` … `start[i + 1] − 1`. Days count from the start and may lie outside the horizon. */
export interface ActionTable {
  readonly start: Int32Array;
  readonly channel: Int32Array;
  readonly day: Int32Array;
}

/** What a policy asks for. */
export interface Proposals extends ActionTable {
  /** Contacts it acts on. */
  readonly targeted: number;
  /** 1 per contact that it acts on. */
  readonly isTarget: Uint8Array;
}

/** Which contacts to ask for: 1 per contact; absent = all. */
export type ContactMask = Uint8Array | undefined;

/** Days of the horizon on the weekdays of each channel. */
export function listChannelDays({ problem, compiled }: CompiledScenario): Int32Array[] {
  return problem.channels.map(({ weekdays }) =>
    Int32Array.from(Array.from({ length: compiled.days }, (_, day) => day).filter((day) => weekdays === undefined || weekdays.includes(isoWeekday(compiled.frame.startDay + day)))),
  );
}

/** A number of actions drawn by lot: the fraction of it is the chance of one more. */
export const roundByLot = (expected: number, word: number): number => Math.floor(expected) + (word < (expected - Math.floor(expected)) * 2 ** 32 ? 1 : 0);

/**
 * Every targeted contact gets the number of actions, its fraction by lot; the channels divide them by systematic sampling along
 * their shares from a point drawn by lot, so that each gets its share on average and is off by less than one; a channel's
 * are spread evenly over its weekdays from a point drawn by lot. All lots hang on the contact and channel alone. O(contacts · channels + actions).
 */
function proposeMix(scenario: CompiledScenario, policy: MixPolicy, only: ContactMask): Proposals {
  const { keys, tags, problem } = scenario;
  const isTarget = targetContacts(scenario, policy);
  const mixed = problem.channels.flatMap(({ id }, at) => ((policy.shares[id] ?? 0) > 0 ? [{ at, share: policy.shares[id]! }] : []));
  const whole = mixed.reduce((sum, { share }) => sum + share, 0);
  let upTo = 0;
  const bounds = Float64Array.from(mixed, ({ share }, at) => (at + 1 === mixed.length ? 1 : (upTo += share) / whole));
  const channelDays = listChannelDays(scenario);
  const most = Math.ceil(policy.actionsPerContact);
  const count = isTarget.length;
  const start = new Int32Array(count + 1);
  const channel = new Int32Array(count * most);
  const day = new Int32Array(count * most);
  const words = new Uint32Array(2);
  let filled = 0;
  let targeted = 0;
  for (let contact = 0; contact < count; contact += 1) {
    start[contact] = filled;
    if (isTarget[contact] === 0 || only?.[contact] === 0) continue;
    targeted += 1;
    const stream = { key0: keys[contact * 2]!, key1: keys[contact * 2 + 1]!, counter1: 0 };
    fillWords(words, stream, counterOf('count', 0), 1);
    const actions = roundByLot(policy.actionsPerContact, words[0]!);
    const offset = words[1]! / 2 ** 32;
    let given = 0;
    for (let place = 0; place < mixed.length && given < actions; place += 1) {
      const { at } = mixed[place]!;
      const end = Math.min(actions, Math.max(given, Math.ceil(bounds[place]! * actions - offset)));
      const mine = place + 1 === mixed.length ? actions - given : end - given;
      given += mine;
      const days = channelDays[at]!;
      if (mine === 0 || days.length === 0) continue;
      fillWords(words, { ...stream, counter1: placeOf(tags[at]!, 0) }, counterOf('phase', 0), 1);
      const phase = words[0]! / 2 ** 32;
      for (let turn = 0; turn < mine; turn += 1) {
        channel[filled] = at;
        day[filled] = days[Math.floor(((turn + phase) * days.length) / mine)]!;
        filled += 1;
      }
    }
  }
  start[count] = filled;
  return { start, channel: channel.subarray(0, filled), day: day.subarray(0, filled), targeted, isTarget };
}

/** The actions of a plan as they stand. O(contacts + actions). */
function proposePlan({ problem, compiled }: CompiledScenario, { actions }: PlanPolicy, only: ContactMask): Proposals {
  const contactAt = new Map(problem.contacts.ids.map((id, at) => [id, at]));
  const channelAt = new Map(problem.channels.map(({ id }, at) => [id, at]));
  const placed = actions.map(({ contact, channel, date }) => ({ contact: contactAt.get(contact)!, channel: channelAt.get(channel)!, day: parseDay(date)! - compiled.frame.startDay })).filter(({ contact }) => only?.[contact] !== 0);
  const isTarget = new Uint8Array(problem.contacts.ids.length);
  const start = new Int32Array(problem.contacts.ids.length + 1);
  for (const { contact } of placed) start[contact + 1]! += 1;
  let targeted = 0;
  for (let contact = 0; contact + 1 < start.length; contact += 1) {
    isTarget[contact] = start[contact + 1]! > 0 ? 1 : 0;
    targeted += isTarget[contact]!;
    start[contact + 1]! += start[contact]!;
  }
  const next = start.slice();
  const channel = new Int32Array(placed.length);
  const day = new Int32Array(placed.length);
  for (const action of placed) {
    const at = next[action.contact]!++;
    channel[at] = action.channel;
    day[at] = action.day;
  }
  return { start, channel, day, targeted, isTarget };
}

/** What a policy that does not learn asks for: decided once, by lots that hang on seed, contact and channel. With a mask, what it asks for those contacts. */
export const proposeActions = (scenario: CompiledScenario, policy: MixPolicy | PlanPolicy, only?: ContactMask): Proposals => (policy.kind === 'mix' ? proposeMix(scenario, policy, only) : proposePlan(scenario, policy, only));

const orderWords = new Uint32Array(2);

/** Order of a proposed action among those of its day: a word of the contact's key, the channel and the day. */
export function orderWord({ keys, tags }: CompiledScenario, contact: number, channel: number, day: number): number {
  fillWords(orderWords, { key0: keys[contact * 2]!, key1: keys[contact * 2 + 1]!, counter1: placeOf(tags[channel]!, day & 1023) }, counterOf('order', 0), 1);
  return orderWords[0]!;
}
