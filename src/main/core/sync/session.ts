import type { Random } from '../../../engine/base/rng.ts';
import { problem } from './connector.ts';
import { sendRequest, type HttpAnswer, type HttpLimits, type HttpRequest } from './http.ts';
import { readRetryAfter, withRetries, type Wait } from './retry.ts';

/** The network as a connector sees it: every request is bounded, repeated where that can help, and ended by the signal. */
export interface HttpSession {
  /**
   * Sends a request and reads its answer. `read` runs within the tries: what it throws as a problem that passes (a body cut
   * off in the middle) sends the request again.
   */
  send<T>(request: HttpRequest, signal: AbortSignal, read: (answer: HttpAnswer) => T): Promise<T>;
  /** Lets time pass before the next request, as the source wishes. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Requests that were made again so far. */
  readonly retries: () => number;
}

export interface HttpSessionDeps {
  readonly wait: Wait;
  readonly random: Random;
  readonly nowMs: () => number;
  readonly limits: HttpLimits;
}

export function createHttpSession({ wait, random, nowMs, limits }: HttpSessionDeps): HttpSession {
  let retries = 0;
  return {
    retries: () => retries,
    pause: wait,
    send: (request, signal, read) =>
      withRetries(
        async () => {
          const answer = await sendRequest(request, signal, limits);
          const waitMs = readRetryAfter(answer.headers.get('retry-after'), nowMs());
          const { host } = new URL(request.url);
          if (answer.status === 429) throw problem('NETWORK_FAILED', `${host} limits the rate of requests (429).`, 'again', { waitMs });
          if (answer.status === 408 || answer.status >= 500) throw problem('NETWORK_FAILED', `${host} answered with ${answer.status}.`, 'again', { waitMs });
          return read(answer);
        },
        { wait, random, signal, onRetry: () => void (retries += 1) },
      ),
  };
}

/** Throws unless the answer is one of success; 401 asks for the planner's sign-in. */
export function requireSuccess(answer: HttpAnswer, host: string): void {
  if (answer.status === 401) throw problem('SIGN_IN_NEEDED', `${host} does not accept the secret (401).`, 'sign_in', { hint: 'Enter a new secret for the source.' });
  if (answer.status < 200 || answer.status > 299) throw problem('NETWORK_FAILED', `${host} answered with ${answer.status}: ${answer.text.slice(0, 200)}`, 'none', { hint: 'Check the address, the query and the rights of the user.' });
}

/** Where the first letter stands that begins nothing of JSON; the end of the text where only its order is wrong. */
function firstStray(text: string): number {
  const part = /\s*(?:"(?:[^"\\]|\\.)*"|[-+.\deE]+|true|false|null|[[\]{},:])/uy;
  let end = 0;
  while (part.test(text)) end = part.lastIndex;
  return end + (/^\s*/u.exec(text.slice(end))?.[0].length ?? 0);
}

/** Parses a body; the problem names page and offset of what does not fit and passes where the body was cut off on its way. */
export function parseBody(text: string, place: string, host: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const offset = /position (\d+)/u.exec((error as Error).message)?.[1] ?? String(firstStray(text));
    throw problem('BAD_FORMAT', `The answer of ${host} for ${place} is not JSON: it breaks at character ${offset} of ${text.length}.`, 'again', { path: `${place}:${offset}` });
  }
}
