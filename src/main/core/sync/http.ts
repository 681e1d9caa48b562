import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { problem } from './connector.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface HttpLimits {
  /** For a whole request, headers and body. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export const defaultLimits: HttpLimits = { timeoutMs: 60_000, maxBytes: 64 * 1024 * 1024 };

const MAX_REDIRECTS = 5;
const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An address that may be asked: https, or http on this very machine; no name or password in it. */
export function checkAddress(text: string, path: string): Result<URL> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return fail('BAD_INPUT', `"${text}" is not an address. Expected https://…`, { path });
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL_HOSTS.has(url.hostname));
  if (!isAllowed) return fail('BAD_INPUT', `${url.protocol}//${url.host} is not asked. Expected https.`, { path });
  if (url.username !== '' || url.password !== '') return fail('BAD_INPUT', `The address of ${url.host} carries a name or password. They belong into the secret.`, { path });
  return succeed(url);
}

/** The same for an address inside a run, where a source must not lead to another host. */
export function addressWithin(text: string, base: string): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (url === null || url.origin !== new URL(base).origin) throw problem('BAD_FORMAT', `${new URL(base).host} leads to another host: ${url?.host ?? text.slice(0, 200)}. It is not followed.`, 'none');
  return url;
}

/** Reads a body as UTF-8 text, at most `maxBytes` of it. */
async function readBody(response: Response, maxBytes: number, host: string): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      throw problem('FILE_TOO_LARGE', `${host} answered with more than ${maxBytes} bytes.`, 'none', { hint: 'Ask for smaller pages.' });
    }
    text += decoder.decode(value, { stream: true });
  }
}

const causeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  return error instanceof Error ? error.message : String(error);
};

/**
 * Sends one request and reads its answer whatever its status. Redirects are followed on the same host only, and only for
 * GET. Throws a `PageProblem`: no connection, cut off, too slow, too large, led elsewhere; an aborted `signal` throws its
 * reason.
 */
export async function sendRequest(request: HttpRequest, signal: AbortSignal, limits: HttpLimits): Promise<HttpAnswer> {
  const { host } = new URL(request.url);
  const slow = AbortSignal.timeout(limits.timeoutMs);
  let url = request.url;
  try {
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const response = await fetch(url, { method: request.method, headers: request.headers, redirect: 'manual', signal: AbortSignal.any([signal, slow]), ...(request.body === undefined ? {} : { body: request.body }) });
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (location === null) return { status: response.status, headers: response.headers, text: await readBody(response, limits.maxBytes, host) };
      await response.body?.cancel();
      if (request.method !== 'GET') throw problem('BAD_FORMAT', `${host} leads a ${request.method} elsewhere. It is not followed.`, 'none');
      url = addressWithin(location, url).href;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (slow.aborted) throw problem('NETWORK_FAILED', `${host} did not answer within ${limits.timeoutMs / 1000} s.`, 'again');
    if (error instanceof TypeError) throw problem('NETWORK_FAILED', `The connection to ${host} failed: ${causeOf(error)}.`, 'again', { hint: 'Check the network and the address.' });
    throw error;
  }
  throw problem('BAD_FORMAT', `${host} redirects more than ${MAX_REDIRECTS} times.`, 'none');
}
