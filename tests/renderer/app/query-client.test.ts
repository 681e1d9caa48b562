import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import { describe, expect, test, vi } from 'vitest';
import { Domain } from '../../../src/contract/event.ts';
import { createApi, type Client } from '../../../src/renderer/app/client.ts';
import { branchesOf, createQueryClient, followChanges } from '../../../src/renderer/app/query-client.ts';

/** A client whose only route that answers is the stream of changes. */
function createChangingClient(changes: readonly { readonly domains: readonly Domain[] }[]): Client {
  const link: ClientLink<ClientContext> = {
    async call(path) {
      if (path.join('.') !== 'events.changes') throw new Error(`not asked for here: ${path.join('.')}`);
      return (async function* () {
        yield* changes;
      })();
    },
  };
  return createORPCClient<Client>(link);
}

describe('what is asked again after a change', () => {
  test('each domain has its routes', () => {
    const api = createApi(createChangingClient([]));
    for (const domain of Domain.options) expect(branchesOf(api, domain).length).toBeGreaterThan(0);
  });

  test('a page of contacts with its own filter, sort and page is reached; other routes are left alone', async () => {
    const client = createChangingClient([{ domains: ['contacts'] }]);
    const api = createApi(client);
    const queries = createQueryClient();
    const gridPage = [...api.contacts.page.key(), { conditions: [] }, { sort: [], search: '' }, 3];
    const rules = api.rules.get.queryKey();
    queries.setQueryData(gridPage, { total: 1 });
    queries.setQueryData(rules, null as never);
    await followChanges(client, api, queries, new AbortController().signal);
    expect(queries.getQueryState(gridPage)?.isInvalidated).toBe(true);
    expect(queries.getQueryState(rules)?.isInvalidated).toBe(false);
  });

  test('changed rules make the plans be asked again, because they may be stale now', async () => {
    const client = createChangingClient([{ domains: ['rules', 'edits'] }]);
    const api = createApi(client);
    const queries = createQueryClient();
    const invalidate = vi.spyOn(queries, 'invalidateQueries');
    await followChanges(client, api, queries, new AbortController().signal);
    const keys = invalidate.mock.calls.map(([filters]) => JSON.stringify(filters?.queryKey?.[0]));
    expect(keys).toEqual(expect.arrayContaining(['["rules"]', '["ledger"]', '["allocation","list"]', '["edits"]']));
  });
});
