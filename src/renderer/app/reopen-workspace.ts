import type { Client } from './client.ts';
import { toShownFault, type ShownFault } from '../shared/messages/shown-fault.ts';

/** Where the window keeps which workspace it showed last: its id in the list of recent ones. */
const KEY = 'omnivor.workspace';

type Current = Awaited<ReturnType<Client['workspace']['current']>>;

/** Keeps which workspace is open; closing it means starting without one next time. */
export function rememberWorkspace(current: Current): void {
  const id = current.recent.find((workspace) => workspace.path === current.open?.path)?.id;
  if (id === undefined) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, id);
}

/** Opens the workspace that was open when the window was last closed, unless one is open already. Answers the state, and what stood in the way. */
export async function reopenWorkspace(client: Client): Promise<{ readonly current: Current; readonly fault: ShownFault | null }> {
  const current = await client.workspace.current();
  const id = localStorage.getItem(KEY);
  if (current.open !== null || !current.recent.some((workspace) => workspace.id === id && workspace.exists)) return { current, fault: null };
  try {
    await client.workspace.open({ recent: id ?? '' });
    return { current: await client.workspace.current(), fault: null };
  } catch (error) {
    return { current, fault: toShownFault(error) };
  }
}
