import { fail, succeed, type Result } from '../base/fault.ts';
import { parseDay } from '../base/day.ts';
import { AllocationProblem, rulesOf, type ActionKey } from './allocation.ts';
import type { Constraint } from './constraint.ts';
import { describeValue, readDocument } from './read-document.ts';
import { RulesFile } from './rules.ts';

interface Place {
  readonly path: string;
  readonly value: unknown;
  readonly expected: string;
}

const first = (places: Iterable<Place>): Place | undefined => {
  for (const place of places) return place;
  return undefined;
};

function* duplicatesIn(ids: readonly string[], path: string): Iterable<Place> {
  const seen = new Set<string>();
  for (const [at, id] of ids.entries()) {
    if (seen.has(id)) yield { path: `${path}[${at}]`, value: id, expected: 'an id that stands once' };
    seen.add(id);
  }
}

function* columnLengths(problem: AllocationProblem): Iterable<Place> {
  const { ids, response, sd, history, optOut } = problem.contacts;
  const expected = `${ids.length} entries, one per id`;
  const lists: [string, readonly unknown[] | undefined][] = (['value', 'segment', 'territory', 'rep', 'specialty', 'household', 'account'] as const).map((name) => [name, problem.contacts[name]]);
  for (const [name, record] of [['response', response], ['sd', sd], ['history', history], ['optOut', optOut]] as const) {
    for (const [channel, list] of Object.entries(record ?? {})) lists.push([`${name}.${channel}`, list]);
  }
  for (const [name, list] of lists) {
    if (list !== undefined && list.length !== ids.length) yield { path: `$.contacts.${name}`, value: list.length, expected };
  }
  const known = new Set(problem.channels.map((channel) => channel.id));
  for (const [name, record] of [['response', response], ['sd', sd], ['history', history]] as const) {
    for (const channel of Object.keys(record ?? {})) {
      if (!known.has(channel)) yield { path: `$.contacts.${name}`, value: channel, expected: 'a channel of this file' };
    }
  }
  for (const channel of problem.channels) {
    if (response[channel.id] === undefined) yield { path: `$.contacts.response.${channel.id}`, value: undefined, expected };
  }
}

/** Touches in full name contacts and channels of the file, and their three columns belong together; opt-outs name channels. */
function* touchReferences({ ids, recent, optOut }: AllocationProblem['contacts'], channels: ReadonlySet<string>): Iterable<Place> {
  for (const channel of Object.keys(optOut ?? {})) if (!channels.has(channel)) yield { path: `$.contacts.optOut.${channel}`, value: channel, expected: 'a channel of this file' };
  if (recent === undefined) return;
  for (const name of ['channel', 'day'] as const) {
    if (recent[name].length !== recent.contact.length) yield { path: `$.contacts.recent.${name}`, value: recent[name].length, expected: `${recent.contact.length} entries, one per touch` };
  }
  for (const [at, contact] of recent.contact.entries()) if (contact >= ids.length) yield { path: `$.contacts.recent.contact[${at}]`, value: contact, expected: `a position from 0 to ${ids.length - 1}` };
  for (const [at, channel] of recent.channel.entries()) if (!channels.has(channel)) yield { path: `$.contacts.recent.channel[${at}]`, value: channel, expected: 'a channel of this file' };
}

/** Spans name contacts of the file, end on or after their start, and leave each day of a contact to one rep. O(spans · log spans). */
function* repSpanPlaces({ ids, repSpans = [] }: AllocationProblem['contacts']): Iterable<Place> {
  const known = new Set(repSpans.length === 0 ? [] : ids);
  for (const [at, { contact, from, to }] of repSpans.entries()) {
    if (!known.has(contact)) yield { path: `$.contacts.repSpans[${at}].contact`, value: contact, expected: 'a contact of this file' };
    if (to < from) yield { path: `$.contacts.repSpans[${at}].to`, value: to, expected: `a date on or after ${from}` };
  }
  const inOrder = [...repSpans.entries()].sort(([, one], [, other]) => compareText(one.contact, other.contact) || compareText(one.from, other.from));
  for (const [place, [at, { contact, from }]] of inOrder.entries()) {
    const before = inOrder[place - 1]?.[1];
    if (before?.contact === contact && before.to >= from) yield { path: `$.contacts.repSpans[${at}].from`, value: from, expected: `a date after ${before.to}, the end of another span of ${contact}` };
  }
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Channels a rule names beside its scope, by the key they stand under. */
export function namedChannels(rule: Constraint): [string, string][] {
  if (rule.kind === 'exclusion') return [['first', rule.first], ['second', rule.second]];
  if (rule.kind === 'sequence') return [['first', rule.first], ['then', rule.then]];
  if (rule.kind === 'pressure') return Object.keys(rule.weights ?? {}).map((channel) => [`weights.${channel}`, channel]);
  if (rule.kind === 'budget') return Object.keys(rule.costs ?? {}).map((channel) => [`costs.${channel}`, channel]);
  return [];
}

function* channelReferences(constraints: readonly Constraint[], channels: ReadonlySet<string>): Iterable<Place> {
  for (const [at, rule] of constraints.entries()) {
    for (const [k, channel] of (rule.channels ?? []).entries()) {
      if (!channels.has(channel)) yield { path: `$.constraints[${at}].channels[${k}]`, value: channel, expected: 'a channel of this file' };
    }
    for (const [key, channel] of namedChannels(rule)) {
      if (!channels.has(channel)) yield { path: `$.constraints[${at}].${key}`, value: channel, expected: 'a channel of this file' };
    }
    if (rule.from != null && rule.to != null && rule.to < rule.from) yield { path: `$.constraints[${at}].to`, value: rule.to, expected: `a date on or after ${rule.from}` };
  }
}

function* actionReferences(list: readonly ActionKey[], path: string, problem: Pick<AllocationProblem, 'horizon'>, channels: ReadonlySet<string>, contacts: ReadonlySet<string> | null): Iterable<Place> {
  const start = parseDay(problem.horizon.start) ?? 0;
  for (const [at, action] of list.entries()) {
    if (contacts !== null && !contacts.has(action.contact)) yield { path: `${path}[${at}].contact`, value: action.contact, expected: 'a contact of this file' };
    if (!channels.has(action.channel)) yield { path: `${path}[${at}].channel`, value: action.channel, expected: 'a channel of this file' };
    const day = (parseDay(action.date) ?? 0) - start;
    if (day < 0 || day >= problem.horizon.days) yield { path: `${path}[${at}].date`, value: action.date, expected: 'a date inside the horizon' };
  }
}

const otherFilters = ['channels', 'segments', 'territories', 'contacts', 'specialties', 'reps', 'from', 'to'] as const;

/** A rule of campaigns counts the whole horizon of campaigns of the file, and nothing narrower. */
function* termPlaces(terms: readonly Constraint[], campaigns: ReadonlySet<string>): Iterable<Place> {
  for (const [at, rule] of terms.entries()) {
    const path = `$.terms[${at}]`;
    if (rule.campaigns == null || rule.campaigns.length === 0) yield { path: `${path}.campaigns`, value: rule.campaigns, expected: 'one campaign or more' };
    for (const [k, campaign] of (rule.campaigns ?? []).entries()) if (!campaigns.has(campaign)) yield { path: `${path}.campaigns[${k}]`, value: campaign, expected: 'a campaign of this file' };
    if (rule.kind !== 'budget' && rule.kind !== 'capacity' && rule.kind !== 'minimum' && rule.kind !== 'coverage') {
      yield { path: `${path}.kind`, value: rule.kind, expected: 'budget, capacity, minimum or coverage beside campaigns' };
      continue;
    }
    if ('per' in rule && rule.per !== undefined && rule.per !== 'horizon') yield { path: `${path}.per`, value: rule.per, expected: 'horizon beside campaigns' };
    if ('resets' in rule && rule.resets !== undefined) yield { path: `${path}.resets`, value: rule.resets, expected: 'no resets beside campaigns' };
    if (rule.kind === 'budget' && rule.costs !== undefined) yield { path: `${path}.costs`, value: rule.costs, expected: 'no costs beside campaigns' };
    if (rule.kind === 'coverage' && rule.minContacts === undefined) yield { path: `${path}.minShare`, value: rule.minShare, expected: 'minContacts beside campaigns' };
    for (const filter of otherFilters) if (rule[filter] != null) yield { path: `${path}.${filter}`, value: rule[filter], expected: 'no other filter beside campaigns' };
  }
}

/** Rules that do not count by campaign name none. */
function* unlabelledPlaces(constraints: readonly Constraint[]): Iterable<Place> {
  for (const [at, { campaigns }] of constraints.entries()) if (campaigns != null) yield { path: `$.constraints[${at}].campaigns`, value: campaigns, expected: 'no campaigns: rules of campaigns stand in the terms of a problem' };
}

/** Campaigns and what they reserved name contacts, channels and campaigns of the file. */
function* campaignReferences({ campaigns = [], reserved = [] }: AllocationProblem, channels: ReadonlySet<string>, contacts: ReadonlySet<string>): Iterable<Place> {
  const known = new Set(campaigns.map(({ id }) => id));
  yield* duplicatesIn(campaigns.map(({ id }) => id), '$.campaigns');
  const listed = [...campaigns.map((campaign, at) => ({ ...campaign, path: `$.campaigns[${at}]` })), ...reserved.map((slots, at) => ({ ...slots, path: `$.reserved[${at}]` }))];
  for (const { contacts: ids, channels: names, from, to, path } of listed) {
    for (const [k, id] of (ids ?? []).entries()) if (!contacts.has(id)) yield { path: `${path}.contacts[${k}]`, value: id, expected: 'a contact of this file' };
    for (const [k, name] of (names ?? []).entries()) if (!channels.has(name)) yield { path: `${path}.channels[${k}]`, value: name, expected: 'a channel of this file' };
    if (from != null && to != null && to < from) yield { path: `${path}.to`, value: to, expected: `a date on or after ${from}` };
  }
  for (const [at, { campaign }] of reserved.entries()) if (!known.has(campaign)) yield { path: `$.reserved[${at}].campaign`, value: campaign, expected: 'a campaign of this file' };
}

function* problemPlaces(problem: AllocationProblem): Iterable<Place> {
  const channels = new Set(problem.channels.map((channel) => channel.id));
  const contacts = new Set(problem.contacts.ids);
  yield* duplicatesIn(problem.channels.map((channel) => channel.id), '$.channels');
  yield* duplicatesIn(problem.contacts.ids, '$.contacts.ids');
  yield* duplicatesIn(rulesOf(problem).map((rule) => rule.id), '$.constraints');
  yield* columnLengths(problem);
  yield* touchReferences(problem.contacts, channels);
  yield* repSpanPlaces(problem.contacts);
  yield* channelReferences(problem.constraints, channels);
  yield* campaignReferences(problem, channels, contacts);
  yield* unlabelledPlaces(problem.constraints);
  yield* termPlaces(problem.terms ?? [], new Set((problem.campaigns ?? []).map(({ id }) => id)));
  for (const [at, { channel }] of (problem.held ?? []).entries()) if (!channels.has(channel)) yield { path: `$.held[${at}].channel`, value: channel, expected: 'a channel of this file' };
  yield* actionReferences(problem.fixed ?? [], '$.fixed', problem, channels, contacts);
  yield* actionReferences(problem.forbidden ?? [], '$.forbidden', problem, channels, contacts);
}

function* rulesPlaces(rules: RulesFile): Iterable<Place> {
  const channels = new Set(rules.channels.map((channel) => channel.id));
  yield* duplicatesIn(rules.channels.map((channel) => channel.id), '$.channels');
  yield* duplicatesIn(rules.constraints.map((rule) => rule.id), '$.constraints');
  yield* channelReferences(rules.constraints, channels);
  yield* unlabelledPlaces(rules.constraints);
  yield* actionReferences(rules.fixed ?? [], '$.fixed', rules, channels, null);
  yield* actionReferences(rules.forbidden ?? [], '$.forbidden', rules, channels, null);
}

function answer<T>(value: T, places: Iterable<Place>): Result<T> {
  const place = first(places);
  if (place === undefined) return succeed(value);
  return fail('BAD_FORMAT', `${place.path}: found ${describeValue(place.value)}. Expected ${place.expected}.`, { path: place.path });
}

/** Reads `omnivor.allocation/1`: shape first, then ids, lengths and references. O(size of the document). */
export function readAllocationProblem(document: unknown): Result<AllocationProblem> {
  const shape = readDocument(AllocationProblem, document);
  return shape.ok ? answer(shape.value, problemPlaces(shape.value)) : shape;
}

/** Reads `omnivor.rules/1`: shape first, then ids and references (contacts are only known later). */
export function readRulesFile(document: unknown): Result<RulesFile> {
  const shape = readDocument(RulesFile, document);
  return shape.ok ? answer(shape.value, rulesPlaces(shape.value)) : shape;
}
