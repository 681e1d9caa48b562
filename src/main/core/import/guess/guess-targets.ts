import type { FieldSource, ImportTarget, TargetMapping } from '../../../../engine/model/import.ts';
import { countContactDetails, guessContacts } from './guess-contacts.ts';
import { guessFlagOutcomes, guessOutcomes, guessTouches } from './guess-history.ts';
import { headerWords } from './header-names.ts';
import type { ColumnProfile } from './profile-columns.ts';

const hasReference = ({ fields }: TargetMapping): boolean => fields['contact'] !== undefined || fields['contact_email'] !== undefined || fields['contact_npi'] !== undefined;

/** Columns a history mapping reads besides the contact it refers to. */
const ownColumns = (mapping: TargetMapping): string[] =>
  Object.entries(mapping.fields).flatMap(([field, { column }]) => (column === undefined || field === 'contact' || field === 'contact_email' || field === 'contact_npi' ? [] : [column]));

/** A campaign list: each row a contact, the touch it got and what came of it. */
function guessCampaignList(columns: readonly ColumnProfile[], fileName: string, touches: TargetMapping): TargetMapping[] {
  const channel = touches.fields['channel'];
  const isYesNo = guessFlagOutcomes(columns, {});
  if (channel === undefined || isYesNo.length === 0) return [];
  const flagColumns = isYesNo.flatMap(ownColumns);
  const taken = new Set([...flagColumns, ...(channel.column === undefined ? [] : [channel.column])]);
  const contacts = guessContacts(columns, fileName, taken);
  const contact: FieldSource = contacts.fields['key'] ?? {};
  const date = touches.fields['date'];
  const shared = { contact, ...(date === undefined ? {} : { date }) };
  return [contacts, { target: 'touches', fields: { ...shared, channel } }, ...guessFlagOutcomes(columns, { ...shared, channel })];
}

/** True where the records call themselves outcomes: "Outcome ID", "Ergebnis-ID". Their channel then says where they happened. */
const areNamedOutcomes = ({ fields }: TargetMapping): boolean => /^(outcome|ergebnis)\b/u.test(headerWords(fields['source_key']?.column ?? ''));

/** Whole mappings for what a file holds, best first guess; with `target` only for that one. */
export function guessTargets(columns: readonly ColumnProfile[], fileName: string, existingChannels: readonly string[], target?: ImportTarget): TargetMapping[] {
  const contacts = guessContacts(columns, fileName);
  const touches = guessTouches(columns, existingChannels);
  const outcomes = guessOutcomes(columns, existingChannels);
  const list = guessCampaignList(columns, fileName, touches);
  if (target === 'contacts') return [contacts];
  if (target === 'touches') return [hasReference(touches) ? touches : (list.find((mapping) => mapping.target === 'touches') ?? touches)];
  if (target === 'outcomes') {
    const flags = list.filter((mapping) => mapping.target === 'outcomes');
    return outcomes.fields['kind']?.column !== undefined || flags.length === 0 ? [outcomes] : flags;
  }
  const details = countContactDetails(contacts);
  if (areNamedOutcomes(outcomes) && hasReference(outcomes) && outcomes.fields['date'] !== undefined && outcomes.fields['kind']?.column !== undefined) return [outcomes];
  if (hasReference(touches) && touches.fields['date'] !== undefined && touches.fields['channel'] !== undefined) return [touches];
  if (list.length > 0) return list;
  const saysOutcome = outcomes.fields['kind']?.column !== undefined || outcomes.fields['value'] !== undefined;
  if (hasReference(outcomes) && outcomes.fields['date'] !== undefined && saysOutcome && details <= 1) return [outcomes];
  return [contacts];
}
