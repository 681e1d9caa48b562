import type { BatchRow, ScenarioRow } from '../../../contract/scenario.ts';
import type { BanditRule, Targeting } from '../../../engine/model/scenario.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { formatMeasure } from './measures.ts';

export const pageFacts = {
  empty: 'No scenarios yet. Define a policy and play it before a plan spends anything.',
  noContacts: 'No contacts to play with. Import a CRM export.',
  noChannels: 'No channels defined. Define capacity to begin.',
  noRun: 'Not run yet. A run plays the policy day by day, over and over.',
} as const;

export const policyNames: Readonly<Record<ScenarioRow['policy'], string>> = { mix: 'channel mix', bandit: 'bandit', plan: 'plan from a file', saved_plan: 'plan' };
export const targetingNames: Readonly<Record<Targeting, string>> = { lift: 'highest value × response', value: 'highest value', random: 'by lot' };
export const banditNames: Readonly<Record<BanditRule, string>> = { thompson: 'Thompson sampling', ucb1: 'upper confidence bound', epsilon_greedy: 'epsilon-greedy' };
export const strategyNames: Readonly<Record<BatchRow['strategy'], string>> = {
  bayesian: 'Bayesian: learns as it goes',
  sobol: 'Sobol: evenly spread',
  latin_hypercube: 'Latin hypercube',
  random: 'random',
  grid: 'grid: every combination',
  listed: 'listed',
};

/** The page's sentence: numbers first. */
export function describeScenarios(rows: readonly ScenarioRow[], currency: string): string {
  if (rows.length === 0) return 'Define a policy. OMNIVOR plays it before it is paid for.';
  const run = rows.filter((row) => row.latest !== null);
  const stale = rows.filter((row) => row.stale.length > 0).length;
  const branches = rows.filter((row) => row.parent !== null).length;
  const best = run.reduce<ScenarioRow | null>((top, row) => (top === null || (row.latest?.measures.net.mean ?? 0) > (top.latest?.measures.net.mean ?? 0) ? row : top), null);
  const parts = [
    `${formatQuantity(rows.length, 'scenario')}${branches === 0 ? '' : `, ${formatQuantity(branches, 'branch', 'branches')}`}.`,
    `${formatCount(run.length)} run${stale === 0 ? '' : `, ${formatCount(stale)} stale`}.`,
    ...(best === null ? [] : [`Most net lift: ${formatMeasure('net', best.latest?.measures.net.mean, currency)} by ${best.name}.`]),
  ];
  return parts.join(' ');
}

/** State of a scenario in a word or two. */
export function sayState({ locked, latest, stale }: ScenarioRow): string {
  const result = latest === null ? 'not run' : stale.length > 0 ? `stale: ${stale.join(', ')}` : 'fresh';
  return locked ? `locked, ${result}` : result;
}

export const batchStatusNames: Readonly<Record<BatchRow['status'], string>> = { pending: 'ready', running: 'running', paused: 'paused', done: 'done', failed: 'failed', cancelled: 'cancelled' };

/** How far a batch is, in numbers. */
export function describeBatch({ total, counts, round, rounds, status }: BatchRow): string {
  const ended = counts.done + counts.stopped + counts.infeasible;
  const parts = [
    `${formatCount(ended)} of ${formatQuantity(total, 'variant')} settled`,
    `${formatCount(counts.done)} played to the end`,
    ...(counts.stopped === 0 ? [] : [`${formatCount(counts.stopped)} stopped early`]),
    ...(counts.infeasible === 0 ? [] : [`${formatCount(counts.infeasible)} infeasible`]),
    ...((status === 'running' || status === 'paused') && round > 0 && rounds > 1 ? [`round ${formatCount(round)} of ${formatCount(rounds)}`] : []),
  ];
  return `${parts.join(', ')}.`;
}
