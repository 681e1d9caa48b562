import { problem } from '../connector.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/u;
const BEGINNING = '1970-01-01T00:00:00Z';

/** A query with `{since}` replaced by an instant, the beginning of time where nothing was read yet. Anything but an instant is refused: it would be part of the query. */
export function withSince(query: string, since: string | null): string {
  if (since !== null && !INSTANT.test(since)) throw problem('BAD_FORMAT', `The newest value read, ${JSON.stringify(since.slice(0, 100))}, is not an ISO instant.`, 'none', { hint: 'Choose another field to go on from, or read the source anew.' });
  return query.replaceAll('{since}', (since ?? BEGINNING).replace(/\+00:?00$/u, 'Z'));
}
