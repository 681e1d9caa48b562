import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import { AssignmentRole, type Rep } from '../../../engine/model/territory.ts';
import { IsoDate } from '../../../engine/model/text.ts';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import type { FieldConfig } from '../../shared/forms/form-field.ts';
import { SchemaForm } from '../../shared/forms/SchemaForm.tsx';
import { InlineTextField } from '../../shared/ui/InlineTextField.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { DaysOffField } from './DaysOffField.tsx';
import { WeekdayToggle } from './WeekdayToggle.tsx';

/** Every contact, or those of one audience. */
const EVERYBODY = 0;
const AssignForm = z.strictObject({ audience: z.int(), role: AssignmentRole, from: IsoDate.nullable(), to: IsoDate.nullable(), replace: z.boolean() });

interface RepInspectorProps {
  readonly rep: Rep;
  readonly sentence: string;
  /** First day of the horizon. */
  readonly start: string;
  readonly onSave: (rep: Rep) => void;
  readonly onClose: () => void;
}

/** A rep: name, working calendar, and the contacts it is given. */
export function RepInspector({ rep, sentence, start, onSave, onClose }: RepInspectorProps) {
  const { api, client } = useCore();
  const notify = useNotify();
  const audiences = useQuery(api.contacts.audiences.list.queryOptions()).data;
  const fields = useMemo(
    (): Record<keyof z.input<typeof AssignForm>, FieldConfig> => ({
      audience: { label: 'Contacts', kind: 'choice', options: [{ value: EVERYBODY, label: 'all contacts' }, ...(audiences ?? []).map(({ id, name, contacts }) => ({ value: id, label: `${name} · ${formatQuantity(contacts, 'contact')}` }))], isWide: true },
      role: { label: 'Role', options: [{ value: 'primary', label: 'primary' }, { value: 'secondary', label: 'secondary' }, { value: 'backup', label: 'backup' }] },
      replace: { label: 'Ends other primaries', help: 'Other primary reps end the day before.' },
      from: { label: 'From', kind: 'date', emptyAs: 'null' },
      to: { label: 'To', kind: 'date', emptyAs: 'null' },
    }),
    [audiences],
  );
  const value = useMemo(() => ({ audience: EVERYBODY, role: 'primary' as const, from: start, to: null, replace: false }), [start]);
  const assign = async ({ audience, ...input }: z.output<typeof AssignForm>): Promise<void> => {
    const filter = audiences?.find(({ id }) => id === audience)?.filter ?? { join: 'and' as const, conditions: [] };
    const { assigned } = await client.territories.assign({ ...input, rep: rep.id, filter });
    notify({ text: `${formatQuantity(assigned, 'contact')} assigned to ${rep.id}.`, action: { label: 'Undo', run: () => void client.edits.undo() } });
  };
  return (
    <Inspector title={rep.name === '' ? rep.id : rep.name} sentence={sentence} onClose={onClose}>
      <Box sx={{ display: 'grid', gap: 3 }}>
        <InlineTextField label="Name" value={rep.name} onCommit={(name) => onSave({ ...rep, name })} width="100%" />
        <WeekdayToggle label={`Working days of ${rep.id} here`} value={rep.weekdays} onChange={(weekdays) => onSave({ ...rep, weekdays })} />
        <DaysOffField value={rep.daysOff} onChange={(daysOff) => onSave({ ...rep, daysOff })} />
        <Box>
          <Typography variant="h3" sx={{ mb: 1.5 }}>
            Assign contacts
          </Typography>
          <SchemaForm schema={AssignForm} fields={fields} value={value} submitLabel="Assign" onSubmit={assign} />
        </Box>
      </Box>
    </Inspector>
  );
}
