import { createHash } from 'node:crypto';
import { plainWords } from '../values/canonical-channel.ts';

/** A header in plain words: `emailType`, `EMAIL_TYPE` and `E-Mail Type` differ no more than they have to. */
export const headerWords = (header: string): string =>
  plainWords(header.replace(/__[cr]$/iu, '').replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')).replace(/\be mail/gu, 'email');

/** The column that a file of rejected rows has besides those of the file it came from. */
export const REASON_COLUMN = 'reason';

/** What files with the same columns have in common, so that a mapping can be remembered: a hash of their plain names, without the reason of rejected rows. */
export function headerSignature(columns: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(columns.map(headerWords).filter((words, at) => words !== REASON_COLUMN || at < columns.length - 1))).digest('hex').slice(0, 32);
}
