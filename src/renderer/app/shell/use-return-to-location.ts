import { useEffect, useRef } from 'react';
import { z } from 'zod';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { goTo, useWholeLocation } from '../location.ts';

const Location = z.string().startsWith('/').max(2000);

/** Keeps where the planner is in the workspace, and goes back there once when the window opens on a workspace at the start screen. */
export function useReturnToLocation(workspacePath: string | null): void {
  const location = useWholeLocation();
  const [kept, setKept, isReady] = useUiState('shell.location', Location, '/');
  const hasReturned = useRef(false);
  const wasOpenAtStart = useRef(workspacePath !== null);
  useEffect(() => {
    // What was kept before matters only where the window goes back to it; else the place is kept at once, however soon the window closes.
    if (workspacePath === null || (!isReady && wasOpenAtStart.current)) return;
    if (!hasReturned.current) {
      hasReturned.current = true;
      if (wasOpenAtStart.current && location === '/' && kept !== '/') return goTo(kept, { replace: true });
    }
    if (location !== kept) setKept(location);
  }, [workspacePath, isReady, location, kept, setKept]);
}
