import type { OptOutFromColumn } from '../../../../engine/model/rules.ts';
import { knownChannel } from '../values/canonical-channel.ts';
import { headerWords } from './header-names.ts';

/** Names that exports give to columns which rules read, in plain words; the earlier, the surer. */
const labelNames = {
  household: ['household id', 'household', 'household key', 'family id', 'haushalt', 'haushalt id', 'foyer', 'hogar'],
  account: ['account id', 'account', 'account key', 'account name', 'practice id', 'practice', 'hco id', 'hco', 'organisation id', 'organization id', 'organisation', 'organization', 'institution', 'hospital', 'clinic', 'einrichtung', 'praxis', 'etablissement', 'centro'],
} as const;

/** A column that names the contact's household or account; null where none does. */
export function guessLabelColumn(label: keyof typeof labelNames, columns: readonly string[]): string | null {
  const worded = columns.map((column) => ({ column, words: headerWords(column) }));
  for (const name of labelNames[label]) {
    const found = worded.find(({ words }) => words === name);
    if (found !== undefined) return found.column;
  }
  return null;
}

const OPT_OUT = /\b(?:opt(?:ed)? ?out|do not contact|do not|dnc|no contact|unsubscribed?|widerspruch|desinscrit)\b/u;
const CONSENT = /\b(?:opt(?:ed)? ?in|consent(?:ed)?|permission|einwilligung|consentement|consentimiento|subscribed)\b/u;
/** Words beside these that name no channel. */
const GENERAL: ReadonlySet<string> = new Set(['all', 'any', 'contact', 'marketing', 'gdpr', 'flag', 'status', 'date', 'given', 'has', 'is', 'to', 'for', 'of', 'channels', 'channel', 'hcp', 'customer', 'global', 'general', 'promotional', 'from', 'communication', 'communications', 'use', 'in', 'out']);
/** Columns that tell about a consent without saying whether it was given. */
const ABOUT = /\b(?:source|version|text|reason|by|id|method|type|language|expiry|expires|until)\b/u;

/** True for a header, in plain words, that tells of an opt-out or a consent: such a column is never the address or number it names. */
export const tellsConsent = (words: string): boolean => OPT_OUT.test(words) || CONSENT.test(words);

/** Channels that words speak of: those that hold every word in their name, or mean the same; null where they name none at all. */
function channelsOf(words: string, channels: readonly string[]): readonly string[] | null {
  const named = words.split(' ').filter((word) => word !== '' && !GENERAL.has(word)).join(' ');
  if (named === '') return null;
  const known = knownChannel(named) ?? named;
  const wanted = headerWords(known).split(' ');
  return channels.filter((channel) => {
    const has = new Set(headerWords(channel).split(' '));
    return wanted.every((word) => has.has(word)) || knownChannel(channel) === known;
  });
}

/** Opt-outs and consents among the columns of contacts, each for the channels it names; one that names none speaks for all. */
export function guessOptOuts(columns: readonly string[], channels: readonly string[]): OptOutFromColumn[] {
  return columns.flatMap((column): OptOutFromColumn[] => {
    const words = headerWords(column);
    const means = OPT_OUT.test(words) ? 'opt_out' : CONSENT.test(words) ? 'consent' : null;
    if (means === null || ABOUT.test(words)) return [];
    const named = channelsOf(words.replace(means === 'opt_out' ? OPT_OUT : CONSENT, ' '), channels);
    if (named === null) return [{ column, means }];
    return named.map((channel) => ({ column, means, channel }));
  });
}
