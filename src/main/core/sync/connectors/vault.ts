import { z } from 'zod';
import type { VaultConfig } from '../../../../engine/model/sync.ts';
import { problem, type Connector, type Page } from '../connector.ts';
import { addressWithin, type HttpAnswer, type HttpRequest } from '../http.ts';
import { readSecretParts } from '../secrets.ts';
import { parseBody, requireSuccess, type HttpSession } from '../session.ts';
import { withSince } from './since.ts';

const Answer = z.object({
  responseStatus: z.string(),
  errors: z.array(z.object({ type: z.string(), message: z.string().default('') })).optional(),
  sessionId: z.string().optional(),
  responseDetails: z.object({ next_page: z.string().optional() }).optional(),
  data: z.array(z.unknown()).optional(),
});
type Answer = z.infer<typeof Answer>;

/** Pause before the next request where the burst limit of calls is used up. */
const LIMIT_PAUSE_MS = 10_000;
/** Vault's limit of sign-ins counts by the minute. */
const SIGN_IN_LIMIT_MS = 60_000;

const WRONG_SIGN_IN = new Set(['USERNAME_OR_PASSWORD_INCORRECT', 'USER_LOCKED_OUT', 'PASSWORD_CHANGE_REQUIRED', 'NO_PASSWORD_PROVIDED', 'AUTHENTICATION_FAILED']);

/** The session is no longer valid. */
class SessionExpired extends Error {}

/** Records of a VQL query, page by page, signed in by name and password (or with a session id). A position is the address of the next page. */
export function createVaultConnector(config: VaultConfig, secret: string | null, http: HttpSession): Connector {
  const { host } = new URL(config.url);
  const parts = readSecretParts(secret ?? '');

  /** What Vault says within an answer of success: its errors come with status 200. */
  const readAnswer = (answer: HttpAnswer, place: string, isFollowing: boolean): Answer => {
    if (answer.status === 401) throw new SessionExpired();
    requireSuccess(answer, host);
    const parsed = Answer.safeParse(parseBody(answer.text, place, host));
    if (!parsed.success) throw problem('BAD_FORMAT', `${host} answered ${place} in another shape: ${parsed.error.issues[0]?.path.join('.') ?? ''}.`, 'again');
    const { responseStatus, errors } = parsed.data;
    const first = errors?.[0];
    if (responseStatus === 'SUCCESS' || responseStatus === 'WARNING') return parsed.data;
    const type = first?.type ?? responseStatus;
    const said = `${host} answered ${place}: ${first?.message.slice(0, 300) ?? ''} (${type.slice(0, 60)})`;
    if (type === 'INVALID_SESSION_ID') throw new SessionExpired();
    if (WRONG_SIGN_IN.has(type)) throw problem('SIGN_IN_NEEDED', said, 'sign_in', { hint: 'Enter name and password of the source again.' });
    if (type === 'API_LIMIT_EXCEEDED') throw problem('NETWORK_FAILED', said, 'again', { waitMs: SIGN_IN_LIMIT_MS });
    if (responseStatus === 'EXCEPTION') throw problem('NETWORK_FAILED', said, 'again');
    if (isFollowing && (type === 'INVALID_DATA' || type === 'MALFORMED_URL')) throw problem('STALE', `${said}. The place in the query has expired.`, 'restart');
    throw problem('BAD_INPUT', said, 'none', { path: 'config.query', hint: 'Correct the query of the source, or the rights of its user.' });
  };

  const signIn = async (signal: AbortSignal): Promise<string> => {
    const { username, password } = parts;
    if (username === undefined || password === undefined) throw problem('SIGN_IN_NEEDED', `${host} asks to sign in, and no name and password are kept.`, 'sign_in', { hint: 'Enter {"username": …, "password": …} as the secret.' });
    const request: HttpRequest = { method: 'POST', url: new URL(`/api/${config.apiVersion}/auth`, config.url).href, headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, body: new URLSearchParams({ username, password }).toString() };
    return http.send(request, signal, (answer) => {
      const { sessionId } = readAnswer(answer, 'the sign-in', false);
      if (sessionId === undefined) throw problem('BAD_FORMAT', `${host} answered the sign-in without a session.`, 'again');
      return sessionId;
    });
  };

  return {
    async *pages(start, signal) {
      let session = parts['sessionId'] ?? (await signIn(signal));
      let position = typeof start.position === 'string' ? start.position : null;
      let hasSignedIn = false;
      for (let number = 1; ; ) {
        const place = `page ${number}`;
        const at = position;
        const headers = { authorization: session, accept: 'application/json' };
        const request: HttpRequest =
          at === null
            ? { method: 'POST', url: new URL(`/api/${config.apiVersion}/query`, config.url).href, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ q: withSince(config.query, start.since) }).toString() }
            : { method: 'GET', url: addressWithin(at, config.url).href, headers };
        let page: Page;
        let remaining = Number.POSITIVE_INFINITY;
        try {
          page = await http.send(request, signal, (answer) => {
            const { data, responseDetails } = readAnswer(answer, place, at !== null);
            if (data === undefined) throw problem('BAD_FORMAT', `${host} answered ${place} without data.`, 'again');
            remaining = Number(answer.headers.get('x-vaultapi-burstlimitremaining') ?? Number.POSITIVE_INFINITY);
            return { records: data, place, next: responseDetails?.next_page ?? null };
          });
        } catch (error) {
          if (!(error instanceof SessionExpired)) throw error;
          if (hasSignedIn) throw problem('SIGN_IN_NEEDED', `${host} does not accept the session it has just given.`, 'sign_in', { hint: 'Check the rights of the user.' });
          session = await signIn(signal);
          hasSignedIn = true;
          continue;
        }
        hasSignedIn = false;
        yield page;
        if (page.next === null) return;
        position = typeof page.next === 'string' ? page.next : null;
        number += 1;
        if (remaining <= 0) await http.pause(LIMIT_PAUSE_MS, signal);
      }
    },
  };
}
