import type { QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { createUiStateStore, type UiStateStore } from '../shared/state/ui-state-store.ts';
import { isAbort } from '../shared/messages/shown-fault.ts';
import { createApi, createClient, requestCorePort } from './client.ts';
import type { CoreConnection } from './core-context.ts';
import { createQueryClient, followChanges } from './query-client.ts';

const Json = z.json();

/** A window with its connection to the core. */
export interface ConnectedWindow {
  readonly connection: CoreConnection;
  readonly queries: QueryClient;
  readonly uiState: UiStateStore;
}

/** Connects the window to the core: client, queries that follow its changes, state kept in the open workspace. */
export async function connectWindow(onLost: () => void): Promise<ConnectedWindow> {
  const client = createClient(await requestCorePort());
  const api = createApi(client);
  const queries = createQueryClient();
  const uiState = createUiStateStore({
    read: (key) => client.workspace.readUiState({ key }),
    write: (key, value) => client.workspace.writeUiState({ key, value: Json.parse(value) }),
  });
  followChanges(client, api, queries, new AbortController().signal).catch((error: unknown) => {
    if (!isAbort(error)) onLost();
  });
  let openPath: string | null | undefined;
  queries.getQueryCache().subscribe(() => {
    const current = queries.getQueryData(api.workspace.current.queryKey());
    if (current === undefined) return;
    const path = current.open?.path ?? null;
    if (openPath === path) return;
    if (openPath !== undefined) uiState.getState().reset();
    openPath = path;
  });
  await client.workspace.reopen();
  queries.setQueryData(api.workspace.current.queryKey(), await client.workspace.current());
  window.addEventListener('pagehide', () => void uiState.getState().flush());
  return { connection: { client, api }, queries, uiState };
}
