import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { WorkspaceInfo } from '../../../contract/workspace.ts';
import { useCore } from '../../app/core-context.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';

const CURRENCY = /^[A-Z]{3}$/;

/** Name, currency and noun of the workspace. */
export function WorkspaceSettings({ workspace }: { readonly workspace: WorkspaceInfo }) {
  const { api } = useCore();
  const notify = useNotify();
  const [name, setName] = useState(workspace.name);
  const [currency, setCurrency] = useState(workspace.currency);
  useEffect(() => {
    setName(workspace.name);
    setCurrency(workspace.currency);
  }, [workspace.name, workspace.currency]);
  const update = useMutation(api.workspace.updateSettings.mutationOptions({ onError: (error) => notify({ text: toShownFault(error).message, tone: 'warning' }) }));
  const isCurrencyWrong = !CURRENCY.test(currency);
  const isChanged = name !== workspace.name || currency !== workspace.currency;
  return (
    <SectionCard title="Workspace" sentence={workspace.path}>
      <Box
        component="form"
        sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'flex-start' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isCurrencyWrong && name.trim() !== '') update.mutate({ name: name.trim(), currency });
        }}
      >
        <TextField label="Name" value={name} onChange={(event) => setName(event.target.value)} slotProps={{ htmlInput: { maxLength: 120 } }} sx={{ width: 280 }} />
        <TextField label="Currency" value={currency} error={isCurrencyWrong} helperText={isCurrencyWrong ? 'Three capital letters, such as EUR.' : undefined} onChange={(event) => setCurrency(event.target.value)} slotProps={{ htmlInput: { maxLength: 3 } }} sx={{ width: 140 }} />
        <TextField select label="Contacts are called" value={workspace.contactNoun} onChange={(event) => update.mutate({ contactNoun: event.target.value === 'HCP' ? 'HCP' : 'contact' })} sx={{ width: 180 }}>
          <MenuItem value="contact">contacts</MenuItem>
          <MenuItem value="HCP">HCPs</MenuItem>
        </TextField>
        <Button type="submit" variant="outlined" size="small" disabled={!isChanged || isCurrencyWrong || name.trim() === '' || update.isPending}>
          Save
        </Button>
      </Box>
    </SectionCard>
  );
}
