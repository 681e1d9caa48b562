import { replaceEqualDeep } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useRef } from 'react';
import type { z } from 'zod';
import { useStore } from 'zustand';
import type { UiStateStore } from './ui-state-store.ts';

export const UiStateContext = createContext<UiStateStore | null>(null);

/**
 * State that survives navigation and restart, kept in the workspace under `key`.
 * Answers [value, set, isReady]; until it is ready, and where the stored value does not fit the schema, the value is `fallback`.
 */
export function useUiState<T>(key: string, schema: z.ZodType<T>, fallback: T): readonly [T, (next: T | ((previous: T) => T)) => void, boolean] {
  const store = use(UiStateContext);
  if (store === null) throw new Error('useUiState needs a UiStateContext above it');
  const raw = useStore(store, (state) => state.values[key]);
  useEffect(() => {
    if (raw === undefined) store.getState().load(key);
  }, [store, key, raw]);
  const newest = useRef<T>(fallback);
  const value = useMemo(() => {
    const parsed = schema.safeParse(raw);
    // Parts that stay equal stay the same objects, so that what depends on them alone is not built anew.
    newest.current = parsed.success ? replaceEqualDeep(newest.current, parsed.data) : fallback;
    return newest.current;
    // The fallback and the schema belong to the key.
  }, [key, raw]);
  const set = useCallback(
    (next: T | ((previous: T) => T)) => {
      if (!(next instanceof Function)) return store.getState().set(key, next);
      const parsed = schema.safeParse(store.getState().values[key]);
      store.getState().set(key, next(parsed.success ? parsed.data : fallback));
    },
    [store, key],
  );
  return [value, set, raw !== undefined];
}
