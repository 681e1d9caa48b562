import { PassThrough } from 'node:stream';
import type { Connection } from 'jsforce/lib/connection.js';
import type { HttpRequest as JsforceRequest, HttpResponse as JsforceResponse } from 'jsforce/lib/types/common.js';
import { z } from 'zod';
import { PageProblem, problem, type Connector, type Page } from '../connector.ts';
import { addressWithin } from '../http.ts';
import { readSecretParts } from '../secrets.ts';
import { parseBody, requireSuccess, type HttpSession } from '../session.ts';
import { withSince } from './since.ts';

export interface SalesforceSource {
  readonly instanceUrl: string;
  readonly loginUrl: string;
  readonly apiVersion: string;
  readonly query: string;
  /** What a record becomes before it is read. */
  readonly split: (record: unknown) => readonly unknown[];
}

export interface SalesforceDeps {
  readonly http: HttpSession;
  readonly secret: string | null;
  saveSecret(secret: string): Promise<void>;
}

const QueryAnswer = z.object({ done: z.boolean(), records: z.array(z.unknown()), nextRecordsUrl: z.string().optional() });
const TokenAnswer = z.object({ access_token: z.string().min(1) });

/** Pages are asked for one at a time, so that each is stored before the next. */
const PAGE_BY_PAGE = { autoFetch: false, maxFetch: 100_000, headers: {}, scanAll: false, responseTarget: 'QueryResult' } as const;

const needsSignIn = (host: string, why: string): PageProblem => problem('SIGN_IN_NEEDED', `${host} ${why}`, 'sign_in', { hint: 'Enter a new token for the source.' });

/** What an error of the API means for the run. */
function explain(error: unknown, host: string): unknown {
  if (!(error instanceof Error) || error instanceof PageProblem) return error;
  if (!('errorCode' in error)) return problem('BAD_FORMAT', `${host} answered in a shape that is not known: ${error.message.slice(0, 300)}`, 'none');
  const code = String(error.errorCode);
  const said = `${host}: ${error.message.slice(0, 300)} (${code.slice(0, 60)})`;
  if (code === 'INVALID_SESSION_ID' || code === 'ERROR_HTTP_401') return needsSignIn(host, 'does not accept the token: it has expired or was withdrawn.');
  if (code === 'INVALID_QUERY_LOCATOR') return problem('STALE', `${said}. The place in the query has expired.`, 'restart');
  if (code === 'REQUEST_LIMIT_EXCEEDED') return problem('NETWORK_FAILED', `${said}. The calls of the day are used up.`, 'none', { hint: 'Sync again tomorrow: it goes on where it ended.' });
  if (code === 'MALFORMED_QUERY' || code.startsWith('INVALID_')) return problem('BAD_INPUT', said, 'none', { path: 'config.query', hint: 'Correct the query of the source.' });
  return problem('NETWORK_FAILED', said, 'none');
}

/** Gets a new access token for a refresh token (OAuth 2.0, RFC 6749 section 6). */
async function refreshToken(parts: Record<string, string>, { loginUrl }: SalesforceSource, { http }: SalesforceDeps, signal: AbortSignal): Promise<string> {
  const { host } = new URL(loginUrl);
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: parts['refreshToken'] ?? '', client_id: parts['clientId'] ?? '' });
  if (parts['clientSecret'] !== undefined) form.set('client_secret', parts['clientSecret']);
  const request = { method: 'POST', url: new URL('/services/oauth2/token', loginUrl).href, headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, body: form.toString() } as const;
  return http.send(request, signal, (answer) => {
    if (answer.status === 400 || answer.status === 401) throw needsSignIn(host, 'gives no new token: the refresh token has expired or was withdrawn.');
    requireSuccess(answer, host);
    const token = TokenAnswer.safeParse(parseBody(answer.text, 'the token', host));
    if (!token.success) throw problem('BAD_FORMAT', `${host} answered without a token.`, 'again');
    return token.data.access_token;
  });
}

/** How jsforce is told of a new token, or that there is none. */
type Renewed = (error: Error | null, token?: string) => void;

interface Connected {
  readonly connection: Connection;
  /** Says that an answer came: the token may be renewed again. */
  onAnswer(): void;
  /** Why the token could not be renewed; jsforce tells of it in words of its own. */
  renewalProblem(): unknown;
}

/**
 * A connection of jsforce whose requests go through the session: bounded, repeated, on the instance's host only. An expired
 * token is renewed once between two answers, where there is a refresh token; the new one is kept.
 */
async function connect(source: SalesforceSource, deps: SalesforceDeps, signal: AbortSignal): Promise<Connected> {
  const [{ Connection: JsforceConnection }, { Transport }, { StreamPromise }] = await Promise.all([import('jsforce/lib/connection.js'), import('jsforce/lib/transport.js'), import('jsforce/lib/util/promise.js')]);
  const { host } = new URL(source.instanceUrl);
  let parts = readSecretParts(deps.secret ?? '');
  const accessToken = parts['accessToken'] ?? parts['token'] ?? '';
  if (accessToken === '' && parts['refreshToken'] === undefined) throw needsSignIn(host, 'asks for a token, and none is kept.');

  const send = (request: JsforceRequest): Promise<JsforceResponse> =>
    deps.http.send({ method: request.method === 'POST' ? 'POST' : 'GET', url: addressWithin(request.url, source.instanceUrl).href, headers: request.headers ?? {}, body: typeof request.body === 'string' ? request.body : undefined }, signal, (answer) => {
      if (answer.status === 200) parseBody(answer.text, 'a page', host);
      return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: answer.text };
    });
  class BoundedTransport extends Transport {
    override httpRequest(request: JsforceRequest) {
      return StreamPromise.create(() => ({ stream: new PassThrough(), promise: send(request) }));
    }
  }

  let hasRefreshed = false;
  let failure: unknown = null;
  const renew = async (): Promise<string> => {
    if (hasRefreshed) throw needsSignIn(host, 'does not accept the token it has just given.');
    hasRefreshed = true;
    const token = await refreshToken(parts, source, deps, signal);
    parts = { ...parts, accessToken: token };
    await deps.saveSecret(JSON.stringify(parts));
    return token;
  };
  const answerRenewal = async (done: Renewed): Promise<void> => {
    let token: string;
    try {
      token = await renew();
    } catch (error) {
      failure = error;
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    done(null, token);
  };
  const connection = new JsforceConnection({
    instanceUrl: source.instanceUrl,
    loginUrl: source.loginUrl,
    version: source.apiVersion,
    accessToken: accessToken === '' ? 'none' : accessToken,
    ...(parts['refreshToken'] === undefined ? {} : { refreshFn: (_connection: unknown, done: Renewed) => void answerRenewal(done) }),
  });
  connection._transport = new BoundedTransport();
  return { connection, onAnswer: () => void (hasRefreshed = false), renewalProblem: () => failure };
}

/** Records of a SOQL query, page by page. A position is the address that the API gives for the next page. */
export function createSalesforceConnector(source: SalesforceSource, deps: SalesforceDeps): Connector {
  const { host } = new URL(source.instanceUrl);
  return {
    async *pages(start, signal) {
      const { connection, onAnswer, renewalProblem } = await connect(source, deps, signal);
      let position = typeof start.position === 'string' ? start.position : null;
      for (let number = 1; ; number += 1) {
        let answered: unknown;
        try {
          answered = position === null ? await connection.query(withSince(source.query, start.since), PAGE_BY_PAGE) : await connection.queryMore(position, PAGE_BY_PAGE);
        } catch (error) {
          signal.throwIfAborted();
          throw renewalProblem() ?? explain(error, host);
        }
        onAnswer();
        const answer = QueryAnswer.safeParse(answered);
        if (!answer.success) throw problem('BAD_FORMAT', `${host} answered page ${number} without records: ${answer.error.issues[0]?.path.join('.') ?? ''}.`, 'none');
        const { records, done, nextRecordsUrl } = answer.data;
        const page: Page = { records: records.flatMap((record) => source.split(record)), place: `page ${number}`, next: done ? null : (nextRecordsUrl ?? null) };
        yield page;
        if (page.next === null) return;
        position = nextRecordsUrl ?? null;
      }
    },
  };
}
