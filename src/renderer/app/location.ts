import { useCallback } from 'react';
import { useSearch, type BaseLocationHook, type BaseSearchHook } from 'wouter';
import { useSyncExternalStore } from 'react';

/** A location is `/page?name=value`, kept whole in the hash, so that a link can carry what it filters by. */
const readHash = (): string => `/${window.location.hash.replace(/^#?\/?/, '')}`;
const readPath = (): string => readHash().split('?', 1)[0] ?? '/';
const readSearch = (): string => {
  const hash = readHash();
  const mark = hash.indexOf('?');
  return mark < 0 ? '' : hash.slice(mark + 1);
};

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  window.addEventListener('popstate', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
    window.removeEventListener('popstate', listener);
  };
}

/** Goes to a location; `replace` leaves no step to go back to. */
export function goTo(location: string, options: { readonly replace?: boolean } = {}): void {
  if (readHash() === location) return;
  window.history[options.replace === true ? 'replaceState' : 'pushState'](null, '', `#${location}`);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** wouter's location hook over the hash without its parameters. */
export const useHashPath: BaseLocationHook & { hrefs?: (href: string) => string } = () => [useSyncExternalStore(subscribe, readPath), goTo];
useHashPath.hrefs = (href) => `#${href}`;

/** wouter's search hook over the parameters in the hash. */
export const useHashSearch: BaseSearchHook = () => useSyncExternalStore(subscribe, readSearch);

/** The whole location, for whoever wants to come back to it. */
export const useWholeLocation = (): string => useSyncExternalStore(subscribe, readHash);

/** One parameter of the location and how to change it; null removes it. */
export function useLocationParameter(name: string): readonly [string | null, (value: string | null) => void] {
  const search = useSearch();
  const set = useCallback(
    (value: string | null) => {
      const parameters = new URLSearchParams(readSearch());
      if (value === null) parameters.delete(name);
      else parameters.set(name, value);
      const text = parameters.toString();
      goTo(text === '' ? readPath() : `${readPath()}?${text}`, { replace: true });
    },
    [name],
  );
  return [new URLSearchParams(search).get(name), set];
}
