import type { QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { createUiStateStore, type UiStateStore } from '../shared/state/ui-state-store.ts';
import { isAbort, type ShownFault } from '../shared/messages/shown-fault.ts';
import { createApi, createClient, requestCorePort } from './client.ts';
import type { CoreConnection } from './core-context.ts';
import { createQueryClient, followChanges } from './query-client.ts';
import { rememberWorkspace, reopenWorkspace } from './reopen-workspace.ts';

const Json = z.json();

/** A window with its connection, and what stood in the way of opening the workspace shown last. */
export interface ConnectedWindow {
  readonly connection: CoreConnection;
  readonly queries: QueryClient;
  readonly uiState: UiStateStore;
  readonly startFault: ShownFault | null;
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
    rememberWorkspace(current);
  });
  const { current, fault: startFault } = await reopenWorkspace(client);
  queries.setQueryData(api.workspace.current.queryKey(), current);
  window.addEventListener('pagehide', () => void uiState.getState().flush());
  return { connection: { client, api }, queries, uiState, startFault };
}
