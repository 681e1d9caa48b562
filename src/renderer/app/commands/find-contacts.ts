import type { Client } from '../client.ts';
import type { RecordProvider } from './record-provider.ts';

const MOST = 10;

/** Finds contacts for the palette by the fields the Signal Index searches. */
export const findContacts = (client: Client): RecordProvider => ({
  id: 'contacts',
  name: 'Contacts',
  async search(text, signal) {
    const { rows } = await client.contacts.page({ filter: { join: 'and', conditions: [], search: text }, sort: [], offset: 0, limit: MOST }, { signal });
    return rows.map(({ id, key, name, first_name: first, last_name: last, email }) => ({
      id: `contact-${id}`,
      title: name ?? ([first, last].filter((part) => part !== null).join(' ') || key),
      detail: [key, email].filter((part) => part !== null).join(' · '),
      location: `/signal-index?contact=${id}`,
    }));
  },
});
