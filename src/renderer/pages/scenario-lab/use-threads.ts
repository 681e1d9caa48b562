import { z } from 'zod';
import { useUiState } from '../../shared/state/use-ui-state.ts';

/** Threads of this machine. */
export const MOST_THREADS = Math.min(64, Math.max(1, navigator.hardwareConcurrency));
/** What a search takes unless said otherwise: all but one core, so that the window has one. */
const USUAL_THREADS = Math.max(1, MOST_THREADS - 1);

/** Threads that searches are played on, as the planner left it; the ranking does not depend on it. */
export function useThreads(): readonly [threads: number, setThreads: (threads: number) => void] {
  const [kept, keep] = useUiState<number | null>('scenarios.threads', z.int().min(1).nullable(), null);
  return [Math.min(kept ?? USUAL_THREADS, MOST_THREADS), keep];
}
