import { createContext, use, useCallback, useEffect, useMemo } from 'react';
import type { z } from 'zod';
import { useStore } from 'zustand';
import type { UiStateStore } from './ui-state-store.ts';
import { useStable } from './use-stable.ts';

export const UiStateContext = createContext<UiStateStore | null>(null);

const readOr = <T>(schema: z.ZodType<T>, raw: unknown, fallback: T): T => {
  const parsed = schema.safeParse(raw);
  return parsed.success ? parsed.data : fallback;
};

/**
 * State that survives navigation and restart, kept in the workspace under `key`.
 * Answers [value, set, isReady]; until it is ready, and where the stored value does not fit the schema, the value is `fallback`.
 */
export function useUiState<T>(key: string, schema: z.ZodType<T>, fallback: T): readonly [T, (next: T | ((previous: T) => T)) => void, boolean] {
  const store = use(UiStateContext);
  if (store === null) throw new Error('useUiState needs a UiStateContext above it');
  const raw = useStore(store, (state) => state.values[key]);
  const otherwise = useStable(fallback);
  useEffect(() => {
    if (raw === undefined) store.getState().load(key);
  }, [store, key, raw]);
  // Parts that stay equal stay the same objects, so that what depends on them alone is not built anew.
  const value = useStable(useMemo(() => readOr(schema, raw, otherwise), [schema, raw, otherwise]));
  const set = useCallback(
    (next: T | ((previous: T) => T)) => {
      const { values, set: keep } = store.getState();
      keep(key, next instanceof Function ? next(readOr(schema, values[key], otherwise)) : next);
    },
    [store, key, schema, otherwise],
  );
  return [value, set, raw !== undefined];
}
