import { NO_BREACH, type RuleCount, type RuleMeter } from './meter.ts';
import type { HeldAction, PlacedAction } from './placed-action.ts';

/** What a meter of forbidden actions counts. */
export interface Blocking {
  /** Id that stands in usage. */
  readonly id: string;
  isForbidden(action: PlacedAction): boolean;
  /** False where no action by the channel on the day is forbidden. */
  mayForbid(channel: number, day: number): boolean;
  /** The breach of one action in words. */
  describe(action: PlacedAction): string;
}

/** Counts actions that must not stand at all: 0 allowed, so many planned. */
export function createBlockMeter({ id, isForbidden, mayForbid, describe }: Blocking): RuleMeter {
  const forbidden: PlacedAction[] = [];
  return {
    hold: () => undefined,
    add(action) {
      if (isForbidden(action)) forbidden.push(action);
    },
    mayBreak: mayForbid,
    judge: (action) => (isForbidden(action) ? [{ limit: 0, used: forbidden.length, wouldBe: forbidden.length + 1, words: () => describe(action) }] : NO_BREACH),
    count: (): RuleCount => ({ usage: [{ constraint: id, used: forbidden.length, limit: 0 }], violations: forbidden.map(describe) }),
  };
}

/** Counts what an action can only help: targets and shares that one more action never breaks. */
export function createTargetMeter(count: (actions: readonly PlacedAction[], held: readonly HeldAction[]) => RuleCount): RuleMeter {
  const actions: PlacedAction[] = [];
  const others: HeldAction[] = [];
  return {
    hold(held) {
      others.push(held);
    },
    add(action) {
      actions.push(action);
    },
    mayBreak: () => false,
    judge: () => NO_BREACH,
    count: () => count(actions, others),
  };
}
