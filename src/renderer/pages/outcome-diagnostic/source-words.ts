import { needsSecret, type SyncCounts, type SyncKind, type SyncSource, type SyncState } from '../../../engine/model/sync.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';

export const kindNames: Readonly<Record<SyncKind, string>> = { json: 'JSON over HTTP', salesforce: 'Salesforce', veeva_crm: 'Veeva CRM', vault: 'Veeva Vault', folder: 'Folder of payload files' };

const stateNames: Readonly<Record<SyncState, string>> = { never: 'Not read yet', ok: 'Up to date', partly: 'Read in part', failed: 'Failed', needs_sign_in: 'Sign-in needed' };

/** True where a source cannot be read before its secret is typed: it has none yet, was removed and restored, or kept it for one session. */
export const isSecretMissing = ({ config, secret }: Pick<SyncSource, 'config' | 'secret'>): boolean => secret === 'none' && needsSecret(config);

export const sayState = (source: Pick<SyncSource, 'config' | 'secret' | 'state'>): string => (isSecretMissing(source) ? 'Secret missing' : stateNames[source.state]);

/** What a source without its secret needs. */
export const typeSecretAgain = 'Type its secret, then sync.';

/** Where a secret is, as a sentence. */
export const secretWords: Readonly<Record<SyncSource['secret'], string>> = {
  safe: 'A secret is in the system’s safe storage. It is not shown again.',
  memory: 'The secret is kept in memory until the program ends: this system has no safe storage. Type it again after each start.',
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
