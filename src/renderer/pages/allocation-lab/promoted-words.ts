import type { ScenarioDraft } from '../../../contract/scenario.ts';
import { formatNumber, formatPercent } from '../../shared/format/number.ts';

/** A policy in a few words: what Optimize does not take over, and has to beat. */
function sayPolicy({ policy }: ScenarioDraft): string {
  if (policy.kind === 'bandit') return `its learning policy (${formatNumber(policy.actionsPerContact, 1)} actions a contact)`;
  if (policy.kind !== 'mix') return 'its plan';
  const shares = Object.entries(policy.shares).filter(([, share]) => share > 0).toSorted(([, first], [, second]) => second - first);
  return `its mix (${shares.map(([channel, share]) => `${channel} ${formatPercent(share, 0)}`).join(', ')}; ${formatNumber(policy.actionsPerContact, 1)} actions a contact)`;
}

/** What a promoted problem takes over from its scenario, and what stays there; `draft` is null where the scenario is not known. */
export function sayPromoted(draft: ScenarioDraft | null): string {
  const taken = "Optimize solves it as it stands: contacts, horizon, rules, response, unit costs and limits are the scenario's. Audience and campaigns chosen here do not count.";
  if (draft === null) return taken;
  const { fatigue, optOut } = draft.assumptions;
  const stays = [...(fatigue === undefined ? [] : ['fatigue']), ...(optOut === undefined ? [] : ['opt-outs'])];
  return `${taken} Not taken over: ${[sayPolicy(draft), ...stays].join(', ')}. Channels, contacts and days are chosen anew; the scenario, run beside the plan, says which is better.`;
}
