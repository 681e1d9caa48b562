import type { PlanSummary } from '../../../contract/allocation.ts';
import { loadingCopy } from '../../shared/messages/brand-copy.ts';
import { formatCount, formatMoney, formatNumber, formatQuantity } from '../../shared/format/number.ts';

export const statusNames: Record<PlanSummary['status'], string> = {
  optimal: 'optimal',
  feasible: 'feasible',
  infeasible: 'infeasible',
  interrupted: 'stopped by you',
  time_limit: 'stopped by the time limit',
};

export const metricNames: Record<PlanSummary['metric'], string> = { lift: 'Total lift', net: 'Net lift', reach: 'Reach' };

const phaseNames: Readonly<Record<string, string>> = {
  estimates: loadingCopy.consuming,
  prices: 'Pricing what is scarce...',
  greedy: loadingCopy.allocating,
  search: loadingCopy.metabolizing,
  iterations: 'Proving the bound...',
  nodes: 'Proving the bound...',
  conflicts: 'Finding rules that contradict each other...',
};

/** What a solve does now, in words. */
export const namePhase = (phase: string): string => phaseNames[phase] ?? phase;

/** The objective of a plan with its unit. */
export const formatObjective = (value: number, metric: PlanSummary['metric']): string => (metric === 'reach' || Math.abs(value) >= 1000 ? formatCount(value) : formatNumber(value, 1));

/** Rules that cannot be kept, as sentences. */
export const listConflicts = (conflicts: readonly string[]): string => conflicts.map((conflict) => conflict.replace(/\.?$/u, '.')).join(' ');

/** How many rules stand in the way of a plan. */
export const countConflicts = (count: number): string => (count === 1 ? '1 rule cannot be kept.' : `${formatCount(count)} rules contradict each other.`);

/** One sentence on a plan that leads with numbers. */
export function describePlan(plan: PlanSummary, binding: number, currency: string, contactNoun: string): string {
  if (plan.status === 'infeasible') return `${countConflicts(plan.conflicts.length)} No plan keeps them all.`;
  return `${formatQuantity(plan.actions, 'action')} allocated across ${formatQuantity(plan.reached, contactNoun)}. Cost ${formatMoney(plan.cost, currency, 0)}. ${formatQuantity(binding, 'rule')} ${binding === 1 ? 'binds' : 'bind'}.`;
}

/** Contacts named before the rest is counted. */
const NAMED_CONTACTS = 5;

/** Pinned actions that take no part in a plan, and on whom. */
export function sayPinsOutside({ pins, contacts }: { readonly pins: number; readonly contacts: readonly { readonly contact: string; readonly name: string | null }[] }): string {
  const names = contacts.slice(0, NAMED_CONTACTS).map(({ contact, name }) => name ?? contact);
  const more = contacts.length - names.length;
  return `${formatQuantity(pins, 'pinned action')} ${pins === 1 ? 'takes' : 'take'} no part: outside this plan ${contacts.length === 1 ? 'is' : 'are'} ${names.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}.`;
}
