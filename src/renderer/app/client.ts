import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';
import type { AppContract } from '../../contract/index.ts';

/** Every route of the contract as an async function. */
export type Client = ContractRouterClient<AppContract>;
/** Every route as TanStack Query options: `api.contacts.page.queryOptions({ input })`. */
export type Api = RouterUtils<Client>;

/** Asks the preload for the port to the core and waits until it is there. */
export function requestCorePort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent<unknown>): void => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== 'omnivor:port' || port === undefined) return;
      window.removeEventListener('message', take);
      resolve(port);
    };
    window.addEventListener('message', take);
    window.postMessage('omnivor:ready', window.location.origin);
  });
}

/** The contract's client on a port to the core. */
export function createClient(port: MessagePort): Client {
  port.start();
  return createORPCClient<Client>(new RPCLink({ port }));
}

/** Query options for every route of a client. */
export const createApi = (client: Client): Api => createTanstackQueryUtils(client);
