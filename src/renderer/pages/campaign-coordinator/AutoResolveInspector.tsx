import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AutoReport } from '../../../contract/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { ProgressPanel } from '../../shared/ui/ProgressPanel.tsx';
import { sayChannel } from './campaign-words.ts';
import { useApplyReport } from './use-apply-report.ts';
import { useActor, useCampaignActions } from './use-campaign-actions.ts';

const SHOWN = 50;
const reasons = { executed: 'its touch took place', priority: 'higher priority', earlier: 'earlier first day', id: 'reserved earlier' } as const;

const describeDecision = ({ contact, contactName, channel, winner, loser, because, from, to, movedTo }: AutoReport['decisions'][number]): string =>
  `${contactName ?? contact} · ${sayChannel(channel)}: ${winner} before ${loser} (${reasons[because]}). ${movedTo === null ? `${formatDate(from)} – ${formatDate(to)} given up.` : `Moves to ${formatDate(movedTo)}.`}`;

function Report({ report }: { readonly report: AutoReport }) {
  const { preempted, deferred, left, pairs, decisions } = report;
  return (
    <Box role="status">
      <Typography variant="body2" sx={{ mb: 1 }}>{`${formatQuantity(report.conflicts, 'conflict')}. ${formatQuantity(preempted, 'reservation')} preempted, ${formatCount(deferred)} deferred. ${formatCount(left)} left to you.`}</Typography>
      {pairs.map((pair) => (
        <Typography key={`${pair.winner} ${pair.loser}`} variant="body2" color="textSecondary">
          {`${pair.winner} before ${pair.loser}: ${[pair.preempted === 0 ? null : `${formatCount(pair.preempted)} preempted`, pair.deferred === 0 ? null : `${formatCount(pair.deferred)} deferred`].filter((part) => part !== null).join(', ')}.`}
        </Typography>
      ))}
      <Box component="ol" sx={{ pl: 2.5, fontSize: '0.8125rem', display: 'grid', gap: 0.5 }}>
        {decisions.slice(0, SHOWN).map((decision, at) => (
          <li key={`${decision.contact} ${decision.loser} ${decision.from} ${at}`}>{describeDecision(decision)}</li>
        ))}
      </Box>
      {preempted + deferred > SHOWN && <Typography variant="caption">{`The first ${SHOWN} of ${formatCount(preempted + deferred)}.`}</Typography>}
    </Box>
  );
}

/** All conflicts resolved by priority: the report first, then exactly what it says. */
export function AutoResolveInspector({ asOf, onClose }: { readonly asOf: string; readonly onClose: () => void }) {
  const { api } = useCore();
  const [policy, setPolicy] = useState<'preempt' | 'defer'>('preempt');
  const [actor, setActor] = useActor();
  const [note, setNote] = useState('');
  const { done } = useCampaignActions(asOf);
  const preview = useQuery(api.campaigns.autoResolve.queryOptions({ input: { policy, asOf }, placeholderData: keepPreviousData }));
  const apply = useApplyReport(({ preempted, deferred, left }) => {
    done(`${formatCount(preempted)} preempted, ${formatCount(deferred)} deferred, ${formatCount(left)} left.`);
    onClose();
  });
  const report = preview.data;
  const decided = report === undefined ? 0 : report.preempted + report.deferred;
  const isReady = decided > 0 && actor.trim() !== '' && !apply.isRunning && !preview.isPlaceholderData;
  return (
    <Inspector title="Resolve by priority" sentence="Nothing changes until you apply the report." onClose={onClose}>
      <Box
        component="form"
        sx={{ display: 'grid', gap: 2 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && report !== undefined) apply.start({ policy, fingerprint: report.fingerprint, actor: actor.trim(), note, asOf });
        }}
      >
        <RadioGroup aria-label="Who gives way" value={policy} onChange={(_event, next) => setPolicy(next === 'defer' ? 'defer' : 'preempt')}>
          <FormControlLabel value="preempt" control={<Radio />} label="Lower priorities give up their days" />
          <FormControlLabel value="defer" control={<Radio />} label="They move to later days where there is room" />
        </RadioGroup>
        {preview.isError && <ErrorPanel fault={toShownFault(preview.error)} />}
        {report === undefined && !preview.isError && <DelayedSkeleton kind="card" />}
        <TextField label="Your name" value={actor} required onChange={(event) => setActor(event.target.value)} slotProps={{ htmlInput: { maxLength: 120, autoComplete: 'off' } }} />
        <TextField label="Note" value={note} onChange={(event) => setNote(event.target.value)} slotProps={{ htmlInput: { maxLength: 2000 } }} />
        {apply.fault !== null && <ErrorPanel fault={apply.fault} />}
        {apply.job?.progress != null && apply.isRunning && (
          <ProgressPanel {...apply.job.progress} unit="changes" rate={apply.pace.perSecond} remainingMs={apply.pace.remainingMs} onCancel={apply.cancel} cancelLabel="Cancel, write nothing" />
        )}
        <Box>
          <Button type="submit" variant="outlined" disabled={!isReady}>
            {`Apply ${formatQuantity(decided, 'decision')}`}
          </Button>
        </Box>
        {report !== undefined && <Report report={report} />}
      </Box>
    </Inspector>
  );
}
