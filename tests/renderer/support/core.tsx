import { createORPCClient } from '@orpc/client';
import type { ReactNode } from 'react';
import { createApi, type Client } from '../../../src/renderer/app/client.ts';
import { CoreContext } from '../../../src/renderer/app/core-context.ts';

/** Answers by route, such as `contacts.facet`; a route without one is a mistake of the test. */
export type CoreAnswers = Readonly<Record<string, (input: never) => unknown>>;

/** The window's own client with answers in place of the core; `asked` lists what was asked, in order. */
export function createFakeCore(answers: CoreAnswers): { readonly asked: readonly { readonly route: string; readonly input: unknown }[]; readonly Core: (properties: { readonly children: ReactNode }) => ReactNode } {
  const asked: { route: string; input: unknown }[] = [];
  const client = createORPCClient<Client>({
    async call(path, input) {
      const route = path.join('.');
      asked.push({ route, input });
      const answer = answers[route] as ((input: unknown) => unknown) | undefined;
      if (answer === undefined) throw new Error(`No answer for ${route}.`);
      return answer(input);
    },
  });
  const connection = { client, api: createApi(client) };
  return { asked, Core: ({ children }) => <CoreContext value={connection}>{children}</CoreContext> };
}
