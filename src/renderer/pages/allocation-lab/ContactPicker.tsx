import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCore } from '../../app/core-context.ts';

const MOST = 20;

interface Choice {
  readonly key: string;
  readonly name: string | null;
}

const describe = ({ key, name }: Choice): string => (name === null ? key : `${key} · ${name}`);

/** The contact that is explained, found by any of its fields. */
export function ContactPicker({ label, value, onChoose }: { readonly label: string; readonly value: Choice | null; readonly onChoose: (key: string | null) => void }) {
  const { api } = useCore();
  const [text, setText] = useState('');
  const found = useQuery(api.contacts.page.queryOptions({ input: { filter: { join: 'and', conditions: [], search: text.trim() }, sort: [], offset: 0, limit: MOST }, placeholderData: keepPreviousData }));
  return (
    <Autocomplete<Choice>
      options={(found.data?.rows ?? []).map(({ key, name }) => ({ key, name }))}
      value={value}
      filterOptions={(options) => options}
      getOptionLabel={describe}
      getOptionKey={({ key }) => key}
      isOptionEqualToValue={(one, other) => one.key === other.key}
      loading={found.isPending}
      noOptionsText="No contact matches."
      onInputChange={(_event, next, reason) => reason === 'input' && setText(next)}
      onChange={(_event, contact) => onChoose(contact?.key ?? null)}
      renderInput={(parameters) => <TextField {...parameters} label={label} />}
      sx={{ width: 420, maxWidth: '100%' }}
    />
  );
}
