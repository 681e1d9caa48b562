import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRandom } from '../../src/engine/base/rng.ts';

export interface ServerRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ServerAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body: unknown;
}

/** What goes wrong with an answer on its way. */
export const faultKinds = ['drop', 'rate', 'server_error', 'unavailable', 'malformed', 'truncated', 'half'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A local server that answers as a source of outcomes would. */
export interface EventServer {
  readonly origin: string;
  /** Requests in the order they came. */
  readonly requests: ServerRequest[];
  /** Faults that were put in, by kind. */
  readonly faults: Map<FaultKind, number>;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

/** Spoils an answer: the connection is cut, the body is not whole, or another status is sent. */
function spoil(kind: FaultKind, response: ServerResponse, text: string): void {
  const half = text.slice(0, Math.floor(text.length / 2));
  switch (kind) {
    case 'drop':
      response.destroy();
      return;
    case 'rate':
      response.writeHead(429, { 'retry-after': '1' }).end('slow down');
      return;
    case 'server_error':
      response.writeHead(500).end('{"message":"broken"}');
      return;
    case 'unavailable':
      response.writeHead(503, { 'retry-after': '0' }).end();
      return;
    case 'malformed':
      response.writeHead(200, { 'content-type': 'application/json' }).end(`${text.slice(0, 20)}<html>`);
      return;
    case 'truncated':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) });
      response.write(half, () => response.destroy());
      return;
    case 'half':
      response.writeHead(200, { 'content-type': 'application/json' }).end(half);
  }
}

/** Starts a server; a share of its answers is spoiled, which ones and how the seed decides. */
export async function startEventServer(answer: (request: ServerRequest) => ServerAnswer | Promise<ServerAnswer>, options: { faultShare?: number; seed?: number } = {}): Promise<EventServer> {
  const random = createRandom(options.seed ?? 1);
  const requests: ServerRequest[] = [];
  const faults = new Map<FaultKind, number>();
  const respond = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request: ServerRequest = { method: incoming.method ?? '', url: new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`), headers: incoming.headers, body: await readBody(incoming) };
    requests.push(request);
    const { status = 200, headers = {}, body } = await answer(request);
    const kind = random() < (options.faultShare ?? 0) ? faultKinds[Math.floor(random() * faultKinds.length)] : undefined;
    if (kind === undefined) {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(textOf(body));
      return;
    }
    faults.set(kind, (faults.get(kind) ?? 0) + 1);
    spoil(kind, response, textOf(body));
  };
  const server = createServer((incoming, response) => void respond(incoming, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
