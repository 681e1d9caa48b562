import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ExecutionSettings } from '../../../../engine/model/execution.ts';
import { useCore } from '../../../app/core-context.ts';
import { ChoiceField } from '../../../shared/forms/ChoiceField.tsx';
import { formatMoment } from '../../../shared/format/date.ts';
import { DelayedSkeleton } from '../../../shared/ui/DelayedSkeleton.tsx';
import { InlineNumberField } from '../../../shared/ui/InlineNumberField.tsx';
import { Inspector } from '../../../shared/ui/Inspector.tsx';
import { formatMinute, readMinute } from './execution-words.ts';
import type { ExecutionActions } from './use-execution.ts';

const doesNames = { rebalance: 'rebalance the running plan', optimize: 'optimize anew' } as const;

/** Kinds with commas between them. */
const readKinds = (text: string): string[] => text.split(',').flatMap((kind) => (kind.trim() === '' ? [] : [kind.trim()]));

/** A text that is committed on Enter or when it is left, where it can be read. */
function TextCommit({ label, value, read, problem, onCommit }: { readonly label: string; readonly value: string; readonly read: (text: string) => boolean; readonly problem: string; readonly onCommit: (text: string) => void }) {
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? value;
  const isWrong = text !== null && !read(text);
  const commit = (): void => {
    if (text === null || isWrong) return;
    if (text.trim() !== value) onCommit(text.trim());
    setText(null);
  };
  return (
    <TextField
      label={label}
      value={shown}
      error={isWrong}
      helperText={isWrong ? problem : undefined}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape' && text !== null) {
          event.preventDefault();
          event.stopPropagation();
          setText(null);
        }
      }}
    />
  );
}

/** How plans are carried out, what a rebalancing may change, and when it is asked for by itself. */
export function ExecutionSettingsInspector({ actions, onClose }: { readonly actions: ExecutionActions; readonly onClose: () => void }) {
  const { api } = useCore();
  const answer = useQuery(api.execution.settings.queryOptions()).data;
  const channels = useQuery(api.rules.get.queryOptions()).data?.channels ?? [];
  // What was sent and is not answered yet: an edit that follows quickly builds on it.
  const [sent, setSent] = useState<{ readonly before: typeof answer; readonly settings: ExecutionSettings } | null>(null);
  if (answer === undefined) {
    return (
      <Inspector title="Execution settings" onClose={onClose}>
        <DelayedSkeleton kind="card" />
      </Inspector>
    );
  }
  const { nextRun, lastRun } = answer;
  const settings = sent?.before === answer ? sent.settings : answer.settings;
  const set = (changes: Partial<ExecutionSettings>): void => {
    const next = { ...settings, ...changes };
    setSent({ before: answer, settings: next });
    actions.configure(next);
  };
  const setRun = (changes: Partial<ExecutionSettings['run']>): void => set({ run: { ...settings.run, ...changes } });
  const isRunReadable = (changes: Partial<ExecutionSettings['run']>): boolean => ExecutionSettings.shape.run.safeParse({ ...settings.run, ...changes }).success;
  const { hours, run } = settings;
  const isTime = (text: string): boolean => readMinute(text) !== null;
  return (
    <Inspector title="Execution settings" sentence="Every change is a step of its own and can be undone." onClose={onClose}>
      <Box sx={{ display: 'grid', gap: 2, pt: 1 }}>
        <Typography variant="metricLabel" component="h3">Working day</Typography>
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
          <TextCommit label="Begins" value={formatMinute(hours.start)} read={(text) => isTime(text) && (readMinute(text) ?? 0) < hours.end} problem="A time before the end, such as 09:00." onCommit={(text) => set({ hours: { ...hours, start: readMinute(text) ?? hours.start } })} />
          <TextCommit label="Ends" value={formatMinute(hours.end)} read={(text) => isTime(text) && (readMinute(text) ?? 0) > hours.start} problem="A time after the start, such as 17:00." onCommit={(text) => set({ hours: { ...hours, end: readMinute(text) ?? hours.end } })} />
          <InlineNumberField label="Minutes an action" value={settings.minutesEach} min={1} max={1440} isWhole width="100%" onCommit={(minutesEach) => minutesEach !== null && set({ minutesEach })} />
          {channels.map(({ id }) => (
            <InlineNumberField key={id} label={`Minutes ${id}`} value={settings.minutes[id] ?? settings.minutesEach} min={1} max={1440} isWhole width="100%" onCommit={(minutes) => minutes !== null && set({ minutes: { ...settings.minutes, [id]: minutes } })} />
          ))}
          <InlineNumberField label="Days a touch may be off" value={settings.matchDays} min={0} max={60} isWhole width="100%" onCommit={(matchDays) => matchDays !== null && set({ matchDays })} />
          <InlineNumberField label="Days to wait for an answer" value={settings.answerDays} min={1} max={365} isWhole width="100%" onCommit={(answerDays) => answerDays !== null && set({ answerDays })} />
        </Box>
        <FormControlLabel control={<Switch checked={settings.matchesByItself} onChange={(event) => set({ matchesByItself: event.target.checked })} />} label="Touches and outcomes that come in mark actions" />
        <TextCommit label="Kinds that mean failed" value={settings.failedKinds.join(', ')} read={(text) => ExecutionSettings.shape.failedKinds.safeParse(readKinds(text)).success} problem="Kinds of touches and outcomes, with commas between them." onCommit={(text) => set({ failedKinds: readKinds(text) })} />
        <Typography variant="metricLabel" component="h3">Rebalancing</Typography>
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
          <InlineNumberField label="Price of a change" value={settings.changePrice} min={0} width="100%" onCommit={(changePrice) => changePrice !== null && set({ changePrice })} />
          <InlineNumberField label="Frozen days" value={settings.frozenDays} min={0} max={365} isWhole width="100%" onCommit={(frozenDays) => frozenDays !== null && set({ frozenDays })} />
          <InlineNumberField label="Published days" value={settings.publishedDays} min={0} max={730} isWhole width="100%" onCommit={(publishedDays) => publishedDays !== null && set({ publishedDays })} />
        </Box>
        <FormControlLabel control={<Switch checked={settings.suggestsByItself} onChange={(event) => set({ suggestsByItself: event.target.checked })} />} label="Reasons to rebalance raise a suggestion" />
        <Typography variant="metricLabel" component="h3">Scheduled run</Typography>
        <FormControlLabel control={<Switch checked={run.isOn} onChange={(event) => setRun({ isOn: event.target.checked })} />} label="Runs by schedule while the app is open" />
        <ChoiceField label="It does" value={run.does} names={doesNames} onChoose={(does) => setRun({ does })} />
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
          <TextCommit label="When (cron)" value={run.cron} read={(cron) => isRunReadable({ cron })} problem="Five fields, such as 0 6 * * 1." onCommit={(cron) => setRun({ cron })} />
          <TextCommit label="Time zone" value={run.timeZone} read={(timeZone) => isRunReadable({ timeZone })} problem="A zone such as Europe/Berlin." onCommit={(timeZone) => setRun({ timeZone })} />
          <InlineNumberField label="Seconds it may take" value={run.seconds} min={1} max={3600} width="100%" onCommit={(seconds) => seconds !== null && setRun({ seconds })} />
        </Box>
        <Typography variant="body2" color="textSecondary">
          {`${nextRun === null ? 'No next run.' : `Next ${formatMoment(nextRun)}.`} ${lastRun === null ? 'None so far.' : `Last ${formatMoment(lastRun.at)}: ${lastRun.result}`}`}
        </Typography>
      </Box>
    </Inspector>
  );
}
