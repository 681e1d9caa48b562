import type { Refusal } from '../model/simulation.ts';
import type { RefusingRule } from './name-refusal.ts';

/** Counts refusals by rule. */
export class RefusalTally {
  private readonly counts = new Map<string, { readonly rule: RefusingRule; actions: number }>();

  add(rule: RefusingRule, actions = 1): void {
    const known = this.counts.get(rule.rule);
    if (known === undefined) this.counts.set(rule.rule, { rule, actions });
    else known.actions += actions;
  }

  /** Most first, then by id. */
  list(): Refusal[] {
    return [...this.counts.values()].filter(({ actions }) => actions !== 0).map(({ rule, actions }) => ({ ...rule, actions })).sort((first, second) => second.actions - first.actions || (first.rule < second.rule ? -1 : 1));
  }
}
