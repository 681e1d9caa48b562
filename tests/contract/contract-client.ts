import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import type { Core } from '../../src/main/core/core.ts';
import { createRouter } from '../../src/main/core/router.ts';

/** How a call ended, as the window sees it. */
export type Outcome = { readonly kind: 'answer'; readonly value: unknown } | { readonly kind: 'fault'; readonly code: string } | { readonly kind: 'refused' } | { readonly kind: 'bug'; readonly message: string };

/** Calls routes by name over a real message port. */
export interface ContractClient {
  call(route: string, input: unknown): Promise<Outcome>;
  close(): void;
}

type Callable = { [name: string]: Callable } & ((input: unknown, options?: { signal?: AbortSignal }) => Promise<unknown>);

const isStream = (value: unknown): value is AsyncIterator<unknown> => typeof value === 'object' && value !== null && 'next' in value;

export function connectContract(core: Core): ContractClient {
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(createRouter(core)).upgrade(port1);
  port1.start();
  port2.start();
  const client = createORPCClient(new RPCLink({ port: port2 })) as unknown as Callable;
  return {
    async call(route, input) {
      let target: Callable = client;
      for (const name of route.split('.')) target = target[name]!;
      const stop = new AbortController();
      try {
        const value = await target(input, { signal: stop.signal });
        if (isStream(value)) {
          stop.abort();
          return { kind: 'answer', value: 'stream' };
        }
        return { kind: 'answer', value };
      } catch (error) {
        if (error instanceof ORPCError) {
          if (error.code === 'FAULT' && error.defined) return { kind: 'fault', code: (error.data as { code: string }).code };
          if (error.code === 'BAD_REQUEST') return { kind: 'refused' };
        }
        return { kind: 'bug', message: String(error) };
      }
    },
    close() {
      port1.close();
      port2.close();
    },
  };
}
