import type { SyncCounts, SyncKind, SyncSource, SyncState } from '../../../engine/model/sync.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';

export const kindNames: Readonly<Record<SyncKind, string>> = { json: 'JSON over HTTP', salesforce: 'Salesforce', veeva_crm: 'Veeva CRM', vault: 'Veeva Vault', folder: 'Folder of payload files' };

export const stateNames: Readonly<Record<SyncState, string>> = { never: 'Not read yet', ok: 'Up to date', partly: 'Read in part', failed: 'Failed', needs_sign_in: 'Sign-in needed' };

/** Where a secret is, as a sentence. */
export const secretWords: Readonly<Record<SyncSource['secret'], string>> = {
  safe: 'A secret is in the system’s safe storage. It is not shown again.',
  memory: 'A secret is kept until the program ends: the system has no safe storage.',
  none: 'No secret is kept.',
};

/** What a run came to; the parts add up to what was received. */
export const sayCounts = (counts: SyncCounts): string =>
  `${formatQuantity(counts.received, 'record')} on ${formatQuantity(counts.pages, 'page')}: ${formatCount(counts.created)} new, ${formatCount(counts.updated)} changed, ${formatCount(counts.unchanged)} known, ${formatCount(counts.ignored)} ignored, ${formatCount(counts.rejected)} rejected.`;

/** How far a source was read: the page it goes on from, and the value the next run begins from. */
export function sayCursor(source: Pick<SyncSource, 'cursor'>): string {
  const { cursor } = source;
  if (cursor === null) return 'From the beginning.';
  const position = cursor.position === null ? null : `Goes on at ${JSON.stringify(cursor.position)}.`;
  const since = cursor.since === null ? null : `Since ${cursor.since}.`;
  return [position, since].filter((part) => part !== null).join(' ') || 'Read to the end; known events stay as they are.';
}
