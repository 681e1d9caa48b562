import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { SyncSource } from '../../../engine/model/sync.ts';
import { useCore } from '../../app/core-context.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import { isSecretMissing, secretWords, typeSecretAgain } from './source-words.ts';

/** Keeps a new secret of a source; the one that is kept is never shown. */
export function SecretField({ source }: { readonly source: Pick<SyncSource, 'id' | 'config' | 'secret'> }) {
  const { id, secret: place } = source;
  const { client } = useCore();
  const notify = useNotify();
  const [text, setText] = useState('');
  const keep = (): void => {
    client.sync.setSecret({ id, secret: text }).then(({ secret }) => {
      setText('');
      notify({ text: secretWords[secret], ...(secret === 'safe' ? {} : { tone: 'warning' as const }) });
    }, (error: unknown) => notify({ text: sayFault(error), tone: 'warning' }));
  };
  return (
    <>
      <Typography variant="body2" sx={{ mb: 1, ...(isSecretMissing(source) ? { color: 'error.light' } : {}) }}>
        {isSecretMissing(source) ? `Secret missing. ${typeSecretAgain}` : secretWords[place]}
      </Typography>
      <Box component="form" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }} onSubmit={(event) => (event.preventDefault(), keep())}>
        <TextField fullWidth type="password" label={place === 'none' ? 'Secret' : 'New secret'} value={text} onChange={(event) => setText(event.target.value)} helperText="A token or password; JSON where a kind needs several parts." slotProps={{ htmlInput: { autoComplete: 'off' } }} />
        <Button type="submit" size="small" variant="outlined" disabled={text === ''} sx={{ flexShrink: 0 }}>
          Keep
        </Button>
      </Box>
    </>
  );
}
