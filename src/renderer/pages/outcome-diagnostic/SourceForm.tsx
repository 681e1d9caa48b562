import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { SyncSettings } from '../../../engine/model/sync.ts';
import { useCore } from '../../app/core-context.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { findGaps, readDraft, type SourceDraft } from './source-draft.ts';
import { shownGroups, type SourceField } from './source-fields.ts';

interface SourceFormProps {
  readonly start: SourceDraft;
  readonly submitLabel: string;
  readonly onSubmit: (settings: SyncSettings) => void;
}

interface FieldProps {
  readonly field: SourceField;
  readonly value: string;
  readonly message: string | null;
  readonly onChange: (value: string) => void;
}

/** A folder cannot be typed: a dialog gives it. */
function FolderField({ field, value, message, onChange }: FieldProps) {
  const { client } = useCore();
  const notify = useNotify();
  const [name, setName] = useState(value);
  const choose = (): void => {
    client.sync.chooseFolder().then((chosen) => {
      if (chosen === null) return;
      setName(chosen.name);
      onChange(chosen.token);
    }, (error: unknown) => notify({ text: sayFault(error), tone: 'warning' }));
  };
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
      <TextField fullWidth label={field.label} value={name} error={message !== null} helperText={message} slotProps={{ htmlInput: { readOnly: true } }} />
      <Button size="small" variant="outlined" onClick={choose} sx={{ flexShrink: 0 }}>
        Choose
      </Button>
    </Box>
  );
}

function Field(props: FieldProps) {
  const { field, value, message, onChange } = props;
  if (field.kind === 'folder') return <FolderField {...props} />;
  return (
    <TextField
      fullWidth
      label={field.label}
      value={value}
      error={message !== null}
      helperText={message ?? field.help}
      onChange={(event) => onChange(event.target.value)}
      select={field.kind === 'choice'}
      multiline={field.kind === 'long'}
      {...(field.kind === 'long' ? { minRows: 2 } : {})}
    >
      {field.kind === 'choice' &&
        Object.entries(field.options ?? {}).map(([option, name]) => (
          <MenuItem key={option} value={option}>
            {name}
          </MenuItem>
        ))}
    </TextField>
  );
}

/** Settings of a source: the fields its kind needs. What does not fit is said beside a field once it was tried to save. */
export function SourceForm({ start, submitLabel, onSubmit }: SourceFormProps) {
  const [draft, setDraft] = useState(start);
  const [wasTried, setWasTried] = useState(false);
  const parsed = SyncSettings.safeParse(readDraft(draft));
  const found = [...(parsed.error?.issues ?? []).map((issue) => ({ path: issue.path.join('.'), message: issue.message })), ...findGaps(draft).map((path) => ({ path, message: 'Value required.' }))];
  const issues = wasTried ? found : [];
  const messageOf = (field: SourceField): string | null => issues.find((issue) => issue.path === field.path || issue.path.startsWith(`${field.path}.`))?.message ?? null;
  const groups = shownGroups(draft);
  const shownPaths = groups.flatMap((group) => group.fields.map((field) => field.path));
  const others = issues.filter((issue) => !shownPaths.some((path) => issue.path === path || issue.path.startsWith(`${path}.`)));
  return (
    <Box
      component="form"
      noValidate
      aria-label="Settings of the source"
      onSubmit={(event) => {
        event.preventDefault();
        setWasTried(true);
        if (parsed.success && found.length === 0) onSubmit(parsed.data);
      }}
    >
      {groups.map((group) => (
        <InspectorSection key={group.title} title={group.title}>
          <Box sx={{ display: 'grid', gap: 1.5, pt: 0.5 }}>
            {group.fields.map((field) => (
              <Field key={field.key} field={field} value={draft[field.key] ?? ''} message={messageOf(field)} onChange={(value) => setDraft({ ...draft, [field.key]: value })} />
            ))}
          </Box>
        </InspectorSection>
      ))}
      {issues.length > 0 && (
        <Box role="alert" sx={{ color: 'error.light', fontSize: '0.875rem', mb: 1 }}>
          {others.length === 0 ? `${issues.length} to put right above.` : others.map((issue) => `${issue.path}: ${issue.message}.`).join(' ')}
        </Box>
      )}
      <Button type="submit" size="small" variant="outlined">
        {submitLabel}
      </Button>
    </Box>
  );
}
