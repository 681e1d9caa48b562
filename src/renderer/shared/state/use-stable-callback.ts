import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same while what it does is always the newest: parts that are drawn rarely can hold it. For events, not while drawing. */
export function useStableCallback<Given extends readonly unknown[]>(callback: (...given: Given) => void): (...given: Given) => void {
  const newest = useRef(callback);
  useLayoutEffect(() => {
    newest.current = callback;
  });
  return useCallback((...given: Given) => newest.current(...given), []);
}
