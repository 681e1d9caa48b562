import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { AssignmentRole, type Rep } from '../../../engine/model/territory.ts';
import { IsoDate } from '../../../engine/model/text.ts';
import { useCore } from '../../app/core-context.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { DateField } from '../../shared/forms/DateField.tsx';
import type { FieldConfig } from '../../shared/forms/form-field.ts';
import { SchemaForm } from '../../shared/forms/SchemaForm.tsx';
import { InlineTextField } from '../../shared/ui/InlineTextField.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { describeDayProblem } from './DateCell.tsx';
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

function DaysOff({ rep, onSave }: Pick<RepInspectorProps, 'rep' | 'onSave'>) {
  const [text, setText] = useState('');
  const isKnown = rep.daysOff.includes(text);
  const problem = isKnown ? 'Already a day off.' : describeDayProblem(text, { isNeeded: false });
  const isReady = text !== '' && problem === null;
  const add = (): void => {
    if (!isReady) return;
    onSave({ ...rep, daysOff: [...rep.daysOff, text] });
    setText('');
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="body2">{`Days off and holidays: ${rep.daysOff.length}.`}</Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, maxHeight: 200, overflow: 'auto' }} tabIndex={0} role="group" aria-label="Days off">
        {rep.daysOff.map((day) => (
          <Chip key={day} label={formatDate(day)} onDelete={() => onSave({ ...rep, daysOff: rep.daysOff.filter((other) => other !== day) })} />
        ))}
      </Box>
      <Box component="form" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }} onSubmit={(event) => (event.preventDefault(), add())}>
        <DateField label="Day off" text={text} onText={setText} error={problem !== null} message={problem ?? undefined} />
        <Button type="submit" variant="outlined" size="small" disabled={!isReady}>
          Add day
        </Button>
      </Box>
    </Box>
  );
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
        <DaysOff rep={rep} onSave={onSave} />
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
