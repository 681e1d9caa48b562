import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { QueueOption, QueueRow } from '../../../contract/queue.ts';
import { isCommandEnabled, type Command } from '../../app/commands/command.ts';
import { useCore } from '../../app/core-context.ts';
import { tone } from '../../app/theme/tokens.ts';
import { IntervalBar } from '../../shared/charts/IntervalBar.tsx';
import { weekdayOf } from '../../shared/format/date.ts';
import { formatNumber, formatPercent } from '../../shared/format/number.ts';
import { recommendationWords } from '../../shared/format/uncertainty-words.ts';
import { FactList } from '../../shared/ui/FactList.tsx';
import { DateField } from '../../shared/forms/DateField.tsx';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { CommandButton } from '../../shared/ui/CommandButton.tsx';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { DismissForm } from './DismissForm.tsx';
import { sayCampaigns, sayCheck, sayDate, sayUncertainty, stateWords } from './queue-words.ts';
import type { QueueActions } from './use-queue-actions.ts';

export type InspectorMode = 'view' | 'edit' | 'dismiss';

interface ActionInspectorProps {
  readonly contactId: number;
  readonly mode: InspectorMode;
  /** Accept, dismiss and reopen, as the keys run them. */
  readonly commands: readonly Command[];
  readonly actions: QueueActions;
  /** After a decision; the page goes on to the next row. */
  readonly onDecided: () => void;
  readonly onClose: () => void;
}

function Facts({ row, propensity }: { readonly row: QueueRow; readonly propensity: number | null }) {
  const facts: readonly (readonly [string, string])[] = [
    ['State', stateWords[row.state]],
    ['Reason', row.reason],
    ['Uncertainty', `Response known to ${sayUncertainty(row.uncertainty)} of its mean · ${formatPercent(row.staleness, 0)} stale · ${recommendationWords[row.recommendation]}`],
    ...(propensity === null ? [] : [['By chance', `The policy takes this channel in ${formatPercent(propensity, 0)} of draws.`] as const]),
    ['Check', sayCheck(row)],
    ['Campaigns', sayCampaigns(row.campaigns)],
    ...(row.note === '' ? [] : [['Note', row.note] as const]),
  ];
  return <FactList facts={facts} nameWidth="96px" />;
}

function Options({ options }: { readonly options: readonly QueueOption[] }) {
  const top = Math.max(0.01, ...options.map(({ high }) => high));
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', rowGap: 1, fontSize: '0.8125rem' }}>
      {options.map(({ channel, response, low, high, worth, date, blocked }) => (
        <Box component="li" key={channel} sx={{ display: 'grid', gridTemplateColumns: '96px 1fr', columnGap: 1, alignItems: 'center' }}>
          <span>{channel}</span>
          <IntervalBar mean={response} low={low} high={high} max={top} width={110} />
          <Box component="span" sx={{ gridColumn: 2, fontSize: '0.75rem', color: tone.secondaryText, overflowWrap: 'anywhere' }}>
            {`Worth ${formatNumber(worth)} · ${date === null ? (blocked ?? 'no day fits') : `next ${sayDate(date)}`}`}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

interface EditFormProps {
  readonly row: QueueRow;
  readonly options: readonly QueueOption[];
  readonly hasFocus: boolean;
  readonly onAccept: (channel: string, date: string) => void;
}

/** Another channel or day than recommended; accepting it is one step. */
function EditForm({ row, options, hasFocus, onAccept }: EditFormProps) {
  const [channel, setChannel] = useState(row.channel);
  const [date, setDate] = useState(row.date ?? '');
  const isDay = weekdayOf(date) !== null;
  const choose = (next: string): void => {
    setChannel(next);
    setDate(options.find((option) => option.channel === next)?.date ?? '');
  };
  return (
    <Box component="form" sx={{ display: 'grid', gap: 2, justifyItems: 'start' }} onSubmit={(event) => (event.preventDefault(), isDay && onAccept(channel, date))}>
      <TextField select fullWidth label="Channel" value={channel} onChange={({ target }) => choose(target.value)}>
        {options.map((option) => (
          <MenuItem key={option.channel} value={option.channel}>
            {option.channel}
          </MenuItem>
        ))}
      </TextField>
      <DateField label="Day" text={date} onText={setDate} error={date !== '' && !isDay} {...(hasFocus ? { inputRef: (field) => field?.focus() } : {})} />
      <Button type="submit" size="small" variant="outlined" disabled={!isDay}>
        {row.state === 'accepted' ? 'Move' : 'Accept as changed'}
      </Button>
    </Box>
  );
}

/** One recommendation: why, what else there is, and what to do with it. */
export function ActionInspector({ contactId, mode, commands, actions, onDecided, onClose }: ActionInspectorProps) {
  const { api } = useCore();
  const detail = useQuery(api.queue.contact.queryOptions({ input: { contactId } }));
  if (detail.isError) {
    return (
      <Inspector title="Recommendation" onClose={onClose}>
        <ErrorPanel fault={toShownFault(detail.error)} />
      </Inspector>
    );
  }
  if (detail.data === undefined) {
    return (
      <Inspector title="Recommendation" onClose={onClose}>
        <DelayedSkeleton kind="card" />
      </Inspector>
    );
  }
  const { row, options, propensity } = detail.data;
  return (
    <Inspector title={row.name ?? row.contact} sentence={`${row.channel} on ${sayDate(row.date)}. Worth ${formatNumber(row.worth)}.`} onClose={onClose} actions={commands.filter(isCommandEnabled).map((command) => <CommandButton key={command.id} command={command} size="small" />)}>
      {mode === 'dismiss' && (
        <InspectorSection title="Dismiss">
          <DismissForm label="Dismiss" onDismiss={(reason) => (actions.dismiss([contactId], reason), onDecided())} />
        </InspectorSection>
      )}
      <InspectorSection title="Recommendation">
        <Facts row={row} propensity={row.state === 'accepted' ? null : propensity} />
      </InspectorSection>
      {mode !== 'dismiss' && (
        <InspectorSection title="Channel and day">
          {options.length === 0 ? <Typography variant="body2">No open channel.</Typography> : <EditForm key={`${row.contact} ${row.channel} ${row.date}`} row={row} options={options} hasFocus={mode === 'edit'} onAccept={(channel, date) => actions.accept([{ contactId, channel, date }], onDecided)} />}
        </InspectorSection>
      )}
      <InspectorSection title="All channels">
        <Options options={options} />
      </InspectorSection>
    </Inspector>
  );
}
