import type { Domain } from '../../contract/event.ts';

/** Tells every listening window which domains changed. */
export interface ChangeHub {
  publish(domains: readonly Domain[]): void;
  /** Sets of domains as they change, until `signal` aborts. Changes that come while the reader is busy are merged. */
  subscribe(signal?: AbortSignal): AsyncGenerator<{ domains: Domain[] }>;
}

export function createChangeHub(): ChangeHub {
  const listeners = new Set<(domains: readonly Domain[]) => void>();
  return {
    publish(domains) {
      for (const listener of listeners) listener(domains);
    },
    async *subscribe(signal) {
      const pending = new Set<Domain>();
      let wake: () => void = () => undefined;
      const listener = (domains: readonly Domain[]): void => {
        for (const domain of domains) pending.add(domain);
        wake();
      };
      const onAbort = (): void => wake();
      listeners.add(listener);
      signal?.addEventListener('abort', onAbort);
      try {
        while (signal?.aborted !== true) {
          if (pending.size === 0) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
            continue;
          }
          const domains = [...pending];
          pending.clear();
          yield { domains };
        }
      } finally {
        listeners.delete(listener);
        signal?.removeEventListener('abort', onAbort);
      }
    },
  };
}
