import { actionChanges, type ActionChange } from '../../../engine/model/plan-diff.ts';

/** What became of an action, in words. */
export const changeWords: Record<ActionChange, string> = { kept: 'kept', moved: 'moved', added: 'added', dropped: 'dropped' };

/** A change as a link names it, null where it names none. */
export const readChange = (text: string | null): ActionChange | null => actionChanges.find((change) => change === text) ?? null;

/** What a link into a comparison narrows its rows to. */
export interface DiffNarrowing {
  readonly change?: string | undefined;
  readonly channel?: string | undefined;
  readonly side?: 'gains' | 'loses' | undefined;
  readonly rows?: 'actions' | undefined;
}

/** Location of a comparison, or of rows behind one of its numbers. */
export const diffHref = (planId: number, compareId: number, narrowing: DiffNarrowing = {}): string =>
  `/allocation-lab?${new URLSearchParams({ plan: String(planId), view: 'diff', compare: String(compareId), ...Object.fromEntries(Object.entries(narrowing).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) }).toString()}`;
