import { createContext, use } from 'react';
import type { Api, Client } from './client.ts';

/** The connection to the core that pages use. */
export interface CoreConnection {
  readonly client: Client;
  readonly api: Api;
}

export const CoreContext = createContext<CoreConnection | null>(null);

/** Connection to the core: `client` to call, `api` for queries. */
export function useCore(): CoreConnection {
  const connection = use(CoreContext);
  if (connection === null) throw new Error('useCore needs a CoreContext above it');
  return connection;
}
