import type { JsonConfig } from '../../../../engine/model/sync.ts';
import { problem, type Connector, type Page, type Position } from '../connector.ts';
import { addressWithin, type HttpAnswer } from '../http.ts';
import { parsePath, readPath } from '../read-path.ts';
import { parseBody, requireSuccess, type HttpSession } from '../session.ts';

/** Address of the next page out of a `Link` header (RFC 8288), null where it names none. */
export function readNextLink(header: string | null): string | null {
  for (const [, address = '', parameters = ''] of (header ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[^,;]+)*)/gu)) {
    if (/;\s*rel\s*=\s*"?(?:[^"]*\s)?next(?:\s[^"]*)?"?/iu.test(parameters)) return address;
  }
  return null;
}

interface Asked {
  readonly url: string;
  readonly place: string;
}

/** Where the first page, or the page at a position, is asked for. */
function addressOf({ url, paging, since }: JsonConfig, position: Position | null, newest: string | null): Asked {
  const address = new URL(url);
  if (since !== undefined && newest !== null) address.searchParams.set(since.parameter, newest);
  if (paging.type === 'page' || paging.type === 'offset') {
    const start = typeof position === 'number' ? position : paging.type === 'page' ? paging.first : 0;
    address.searchParams.set(paging.parameter, String(start));
    if (paging.sizeParameter !== undefined) address.searchParams.set(paging.sizeParameter, String(paging.size));
    return { url: address.href, place: `${paging.type === 'page' ? 'page' : 'offset'} ${start}` };
  }
  if (typeof position !== 'string') return { url: address.href, place: 'the first page' };
  if (paging.type === 'cursor' && paging.parameter !== undefined) {
    address.searchParams.set(paging.parameter, position);
    return { url: address.href, place: `the page at ${position.slice(0, 80)}` };
  }
  const next = addressWithin(position, url);
  return { url: next.href, place: `the page at ${next.pathname}${next.search}`.slice(0, 120) };
}

/** Where the page after this one begins, null after the last. */
function nextPosition({ paging }: JsonConfig, position: Position | null, body: unknown, answer: HttpAnswer, count: number): Position | null {
  switch (paging.type) {
    case 'none':
      return null;
    case 'page':
      return count < paging.size ? null : (typeof position === 'number' ? position : paging.first) + 1;
    case 'offset':
      return count < paging.size ? null : (typeof position === 'number' ? position : 0) + count;
    case 'cursor': {
      const token = readPath(body, parsePath(paging.path));
      return typeof token === 'number' ? String(token) : typeof token === 'string' && token !== '' ? token : null;
    }
    case 'link':
      return readNextLink(answer.headers.get('link'));
  }
}

/** Records of a REST source that answers JSON. `secret` is sent as the settings say, and nowhere else. */
export function createJsonConnector(config: JsonConfig, secret: string | null, http: HttpSession): Connector {
  const { host } = new URL(config.url);
  const steps = parsePath(config.recordsPath);
  const authorise = (): Record<string, string> => {
    if (config.auth.type === 'none') return {};
    if (secret === null) throw problem('SIGN_IN_NEEDED', `${host} asks for a secret, and none is kept.`, 'sign_in', { hint: 'Enter the secret of the source.' });
    return config.auth.type === 'bearer' ? { authorization: `Bearer ${secret}` } : { [config.auth.name.toLowerCase()]: secret };
  };
  return {
    async *pages(start, signal) {
      let position = start.position;
      for (;;) {
        const at = position;
        const { url, place } = addressOf(config, at, start.since);
        const page = await http.send({ method: 'GET', url, headers: { accept: 'application/json', ...config.headers, ...authorise() } }, signal, (answer): Page => {
          requireSuccess(answer, host);
          const body = parseBody(answer.text, place, host);
          const records = readPath(body, steps);
          if (!Array.isArray(records)) throw problem('BAD_FORMAT', `The answer of ${host} for ${place} holds no list at "${config.recordsPath}".`, 'again', { path: config.recordsPath });
          return { records, place, next: nextPosition(config, at, body, answer, records.length) };
        });
        yield page;
        if (page.next === null) return;
        position = page.next;
      }
    },
  };
}
