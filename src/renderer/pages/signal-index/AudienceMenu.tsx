import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Trash2, Users, Zap } from 'lucide-react';
import { useState } from 'react';
import type { ContactFilter } from '../../../engine/model/filter.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';

/** Saved audiences: choose one, save the present filter as one, remove one (undo brings it back). */
export function AudienceMenu({ filter, onChoose }: { readonly filter: ContactFilter; readonly onChoose: (filter: ContactFilter) => void }) {
  const { api } = useCore();
  const notify = useNotify();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [name, setName] = useState('');
  const audiences = useQuery(api.contacts.audiences.list.queryOptions()).data ?? [];
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const save = useMutation(
    api.contacts.audiences.save.mutationOptions({
      onError,
      onSuccess: (saved) => {
        setName('');
        setAnchor(null);
        notify({ text: `${saved.name} saved. ${formatQuantity(saved.contacts, 'contact')}.` });
      },
    }),
  );
  const remove = useMutation(api.contacts.audiences.remove.mutationOptions({ onError }));
  return (
    <>
      <Button size="small" variant="text" startIcon={<Users size={16} />} onClick={(event) => setAnchor(event.currentTarget)} aria-haspopup="dialog">
        {`Audiences ${audiences.length}`}
      </Button>
      <Popover open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }} slotProps={{ paper: { 'aria-label': 'Audiences', role: 'dialog' } }}>
        <Box sx={{ p: 2, width: 340 }}>
          {audiences.length === 0 && <Typography variant="body2">No audiences yet. Filter contacts, then save the filter.</Typography>}
          {audiences.map((audience) => (
            <Box key={audience.id} sx={{ display: 'flex', alignItems: 'center' }}>
              <Button
                variant="text"
                size="small"
                sx={{ flexGrow: 1, justifyContent: 'flex-start', minWidth: 0 }}
                onClick={() => {
                  onChoose(audience.filter);
                  setAnchor(null);
                }}
              >
                <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
                  {audience.name}
                </Box>
                <Box component="span" sx={{ ml: 1, color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
                  {formatCount(audience.contacts)}
                </Box>
              </Button>
              <IconButton aria-label={`Optimize audience ${audience.name}`} onClick={() => goTo(`/allocation-lab?define=new&audience=${audience.id}`)}>
                <Zap size={16} />
              </IconButton>
              <IconButton aria-label={`Remove audience ${audience.name}`} onClick={() => remove.mutate({ id: audience.id })}>
                <Trash2 size={16} />
              </IconButton>
            </Box>
          ))}
          <Divider sx={{ my: 1.5 }} />
          <Box
            component="form"
            sx={{ display: 'flex', gap: 1 }}
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() !== '') save.mutate({ name: name.trim(), filter });
            }}
          >
            <TextField label="Save the filter as" value={name} onChange={(event) => setName(event.target.value)} slotProps={{ htmlInput: { maxLength: 120 } }} sx={{ flexGrow: 1 }} />
            <Button type="submit" variant="outlined" size="small" disabled={name.trim() === '' || save.isPending}>
              Save
            </Button>
          </Box>
        </Box>
      </Popover>
    </>
  );
}
