import type { Client } from '../client.ts';
import type { RecordProvider } from './record-provider.ts';

const MOST = 10;

/** Finds scenarios for the palette by name and notes. */
export const findScenarios = (client: Client): RecordProvider => ({
  id: 'scenarios',
  name: 'Scenarios',
  async search(text, signal) {
    const wanted = text.toLowerCase();
    const rows = await client.scenarios.list(undefined, { signal });
    return rows
      .filter(({ name, notes }) => [name, notes].some((part) => part.toLowerCase().includes(wanted)))
      .slice(0, MOST)
      .map(({ id, name, locked, latest }) => ({ id: `scenario-${id}`, title: name, detail: [latest === null ? 'not run' : null, locked ? 'locked' : null].filter((part) => part !== null).join(' · '), location: `/scenario-lab?scenario=${id}` }));
  },
});
