import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import type { ProblemChange } from '../../../engine/model/what-if.ts';
import { IsoDate } from '../../../engine/model/text.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { ContactField } from '../../shared/forms/ContactField.tsx';
import { DateField } from '../../shared/forms/DateField.tsx';
import { parseNumberText } from '../../shared/format/parse-number.ts';
import { changeNames, type ChangeKind } from './change-words.ts';

/** A rule that can be changed, and whether it has a number. */
export interface ChangeableRule {
  readonly id: string;
  readonly kind: string;
}

interface ChangeEditorProps {
  readonly rules: readonly ChangeableRule[];
  readonly channels: readonly string[];
  readonly onAdd: (change: ProblemChange) => void;
}

/** Kinds of rule without a number of their own. */
const NUMBERLESS = new Set(['blackout', 'rep_calendar', 'exclusion', 'sequence']);
const ANY = 'any channel';

interface Draft {
  readonly kind: ChangeKind;
  readonly rule: string;
  readonly number: string;
  readonly contact: string | null;
  readonly channel: string;
  readonly date: string;
}

/** The change a draft stands for; null while something is missing. */
function readDraft({ kind, rule, number: text, contact, channel, date }: Draft): ProblemChange | null {
  const number = parseNumberText(text);
  const isDay = date === '' || IsoDate.safeParse(date).success;
  const day = date === '' ? {} : { date };
  switch (kind) {
    case 'budget':
      return number === null || rule === '' ? null : { kind, rule, add: number };
    case 'limit':
      return number === null || number < 0 || rule === '' ? null : { kind, rule, to: number };
    case 'drop':
      return rule === '' ? null : { kind, rule };
    case 'reps':
      return number === null || !Number.isInteger(number) || number < 1 || number > 200 ? null : { kind, add: number };
    case 'force_in':
      return contact === null || !isDay || channel === ANY ? null : { kind, contact, channel, ...day };
    case 'force_out':
      return contact === null || !isDay ? null : { kind, contact, ...(channel === ANY ? {} : { channel }), ...day };
  }
}

const numberLabels: Partial<Record<ChangeKind, string>> = { budget: 'Money to add', limit: 'New limit', reps: 'How many' };

const rulesFor = (kind: ChangeKind, rules: readonly ChangeableRule[]): readonly ChangeableRule[] => rules.filter((rule) => (kind === 'budget' ? rule.kind === 'budget' : kind === 'drop' || !NUMBERLESS.has(rule.kind)));

/** Puts one change together. */
export function ChangeEditor({ rules, channels, onAdd }: ChangeEditorProps) {
  const [kind, setKind] = useState<ChangeKind>('budget');
  const [rule, setRule] = useState('');
  const [number, setNumber] = useState('');
  const [contact, setContact] = useState<string | null>(null);
  const [channel, setChannel] = useState(ANY);
  const [date, setDate] = useState('');
  const [added, setAdded] = useState(0);
  const offered = rulesFor(kind, rules);
  const chosenRule = offered.some(({ id }) => id === rule) ? rule : (offered[0]?.id ?? '');
  const isForced = kind === 'force_in' || kind === 'force_out';
  const offeredChannels = kind === 'force_in' ? channels : [ANY, ...channels];
  const chosenChannel = offeredChannels.includes(channel) ? channel : (offeredChannels[0] ?? '');
  const change = readDraft({ kind, rule: chosenRule, number, contact, channel: chosenChannel, date });
  const isDateWrong = date !== '' && !IsoDate.safeParse(date).success;
  const isNumberWrong = number.trim() !== '' && change === null && numberLabels[kind] !== undefined;
  const add = (): void => {
    if (change === null) return;
    onAdd(change);
    setNumber('');
    setContact(null);
    setAdded(added + 1);
  };
  return (
    <Box
      component="form"
      aria-label="Change to try"
      onSubmit={(event: { preventDefault(): void }) => {
        event.preventDefault();
        add();
      }}
      sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))', alignItems: 'start' }}
    >
      <ChoiceField label="Change" value={kind} names={changeNames} onChoose={setKind} />
      {(kind === 'budget' || kind === 'limit' || kind === 'drop') && (
        <TextField select label="Rule" value={chosenRule} disabled={offered.length === 0} onChange={(event) => setRule(event.target.value)} helperText={offered.length === 0 ? 'No such rule in this plan.' : undefined}>
          {offered.map(({ id }) => (
            <MenuItem key={id} value={id}>
              {id}
            </MenuItem>
          ))}
        </TextField>
      )}
      {numberLabels[kind] !== undefined && <TextField label={numberLabels[kind]} value={number} inputMode="decimal" error={isNumberWrong} helperText={isNumberWrong ? (kind === 'reps' ? 'Whole number from 1 to 200 expected.' : 'Number expected.') : undefined} onChange={(event) => setNumber(event.target.value)} />}
      {isForced && <ContactField key={added} label="Contact" onChange={setContact} />}
      {isForced && (
        <TextField select label="Channel" value={chosenChannel} onChange={(event) => setChannel(event.target.value)}>
          {offeredChannels.map((name) => (
            <MenuItem key={name} value={name}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      )}
      {isForced && <DateField label="Day, empty for any" text={date} onText={setDate} error={isDateWrong} message={isDateWrong ? 'Expected a day such as 2027-01-04.' : undefined} />}
      <Box>
        <Button type="submit" variant="outlined" disabled={change === null}>
          Add change
        </Button>
      </Box>
    </Box>
  );
}
