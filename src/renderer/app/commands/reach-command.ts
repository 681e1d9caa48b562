import { isCommandEnabled, type Command } from './command.ts';
import { listCommands, type CommandStore } from './command-store.ts';
import type { PageDefinition, ReachableCommand } from '../page-definition.ts';

/** A page has so long to show itself and to find that its command can run. */
const PATIENCE_MS = 5000;
const LOOK_MS = 50;

/**
 * A page's command as every other page offers it: goes to the page and runs the command as soon as the page offers and
 * allows it. Where it does not within five seconds (nothing to export, say), the page itself says why.
 */
export function reachCommand(store: CommandStore, page: PageDefinition, { id, name, icon, keywords }: ReachableCommand, goTo: (path: string) => void): Command {
  const findOwn = (): Command | undefined => listCommands(store.getState().sets).find((command) => command.id === id && command.isReached !== true);
  return {
    id,
    name,
    group: page.name,
    icon,
    isReached: true,
    ...(keywords === undefined ? {} : { keywords }),
    run() {
      goTo(page.path);
      return new Promise<void>((resolve, reject) => {
        let waitedMs = 0;
        const look = setInterval(() => {
          waitedMs += LOOK_MS;
          const own = findOwn();
          const isReady = own !== undefined && isCommandEnabled(own);
          if (!isReady && waitedMs < PATIENCE_MS) return;
          clearInterval(look);
          Promise.resolve(isReady ? own.run() : undefined).then(resolve, reject);
        }, LOOK_MS);
      });
    },
  };
}
