import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Contact } from '../../../engine/model/contact.ts';
import { useCore } from '../../app/core-context.ts';

const MOST = 20;
const describe = (contact: Contact): string => [contact.key, contact.name, contact.email].filter((part) => part !== null).join(' · ');

/** A contact of the workspace, found by any of its fields. */
export function ContactField({ label, onChange }: { readonly label: string; readonly onChange: (key: string | null) => void }) {
  const { api } = useCore();
  const [text, setText] = useState('');
  const found = useQuery(api.contacts.page.queryOptions({ input: { filter: { join: 'and', conditions: [], search: text.trim() }, sort: [], offset: 0, limit: MOST }, placeholderData: keepPreviousData }));
  return (
    <Autocomplete<Contact>
      options={found.data?.rows ?? []}
      filterOptions={(options) => options}
      getOptionLabel={describe}
      getOptionKey={(contact) => contact.id}
      isOptionEqualToValue={(one, other) => one.id === other.id}
      loading={found.isPending}
      noOptionsText="No contact matches."
      onInputChange={(_event, next, reason) => reason === 'input' && setText(next)}
      onChange={(_event, contact) => onChange(contact?.key ?? null)}
      renderInput={(parameters) => <TextField {...parameters} label={label} />}
    />
  );
}
