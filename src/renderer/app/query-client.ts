import { QueryClient } from '@tanstack/react-query';
import type { Domain } from '../../contract/event.ts';
import type { Api, Client } from './client.ts';

/** Queries stay fresh until the core says that something changed; asking again on focus would be for nothing. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, gcTime: 10 * 60_000, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

type Branch = { key(): readonly unknown[] };

/** Which routes show what a domain holds. */
export function branchesOf(api: Api, domain: Domain): readonly Branch[] {
  const branches: Record<Domain, readonly Branch[]> = {
    workspace: [api.workspace.current],
    contacts: [api.problems, api.queue, api.uncertainty, api.contacts, api.exports.preview, api.workspace.current, api.allocation.actions, api.allocation.funnel.contacts, api.allocation.diff, api.territories, api.campaigns, api.rules.check, api.scenarios.list, api.scenarios.get, api.scenarios.setup, api.scenarios.batches.list],
    audiences: [api.problems, api.contacts.audiences, api.campaigns, api.rules.pinsOutside, api.scenarios.setup],
    touches: [api.queue, api.uncertainty, api.campaigns.touchMatches, api.contacts.detail, api.workspace.current, api.response, api.rules.check, api.attribution],
    outcomes: [api.outcomes, api.contacts.detail, api.workspace.current, api.response, api.attribution],
    imports: [api.imports.history],
    rules: [api.problems, api.whatIf, api.queue, api.uncertainty, api.rules, api.ledger, api.territories, api.campaigns, api.allocation.list, api.allocation.get, api.scenarios.list, api.scenarios.get, api.scenarios.setup, api.scenarios.batches.list],
    response: [api.queue, api.uncertainty, api.response, api.contacts.detail, api.allocation.list, api.allocation.get, api.scenarios.list, api.scenarios.get, api.scenarios.setup, api.scenarios.batches.list],
    plans: [api.execution, api.allocation, api.planRange, api.whatIf, api.exports, api.feedback, api.contacts.detail, api.scenarios.list, api.scenarios.get, api.scenarios.setup],
    jobs: [api.jobs],
    decisions: [api.decisions],
    edits: [api.edits],
    backups: [api.data.backups],
    ledger: [api.queue, api.ledger, api.territories, api.rules.check, api.campaigns.money],
    campaigns: [api.queue, api.campaigns, api.rules.check, api.rules.pinsOutside, api.scenarios.list, api.scenarios.get, api.scenarios.setup, api.scenarios.check, api.scenarios.batches.list],
    sync: [api.sync],
    attribution: [api.attribution],
    queue: [api.queue],
    problems: [api.problems],
    scenarios: [api.scenarios],
    batches: [api.scenarios.batches],
    exports: [api.exports],
    feedback: [api.feedback],
    executions: [api.execution, api.allocation.list],
  };
  return branches[domain];
}

/** Listens to the core's changes and asks again for what is on screen; ends with the signal. */
export async function followChanges(client: Client, api: Api, queries: QueryClient, signal: AbortSignal): Promise<void> {
  const changes = await client.events.changes(undefined, { signal });
  for await (const change of changes) {
    for (const domain of change.domains) {
      for (const branch of branchesOf(api, domain)) void queries.invalidateQueries({ queryKey: branch.key() });
    }
  }
}
