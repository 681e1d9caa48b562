import type { OptOutFromColumn } from '../../../../engine/model/rules.ts';
import { plainWords } from './canonical-channel.ts';
import { readFlag } from './read-flag.ts';

const GIVEN: ReadonlySet<string> = new Set(['given', 'granted', 'opt in', 'opted in', 'optin', 'subscribed', 'active', 'allowed', 'consented', 'erteilt', 'accorde']);
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/;

/**
 * True where a cell says that the contact must not be contacted. The doubt goes to the contact: what can not be read is
 * an opt-out in a column of opt-outs, and no consent in one of consents.
 */
export function saysOptOut(cell: string | number | null, means: OptOutFromColumn['means']): boolean {
  const text = cell === null ? '' : String(cell).trim();
  const words = plainWords(text);
  if (means === 'consent') return !(GIVEN.has(words) || DATE.test(text) || readFlag(text) === true);
  return !(GIVEN.has(words) || words === 'none' || words === 'never' || readFlag(text) === false);
}
