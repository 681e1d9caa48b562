import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { z } from 'zod';
import type { Backtest, ResponseCandidate } from '../../../contract/response.ts';
import { useCore } from '../../app/core-context.ts';
import { CalibrationPlot } from '../../shared/charts/CalibrationPlot.tsx';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { IntervalBar } from '../../shared/charts/IntervalBar.tsx';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatFixed, formatQuantity, MISSING } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import { AccentCard } from '../../shared/ui/SectionCard.tsx';
import { betterBy, calibrationColumns } from './quality-words.ts';
import { linkNames, sayChange } from './refit-words.ts';

const Row = ({ name, before, after, change }: { readonly name: string; readonly before: string; readonly after: string; readonly change: string }) => (
  <TableRow>
    <TableCell component="th" scope="row">
      {name}
    </TableCell>
    <TableCell align="right">{before}</TableCell>
    <TableCell align="right">{after}</TableCell>
    <TableCell align="right">{change}</TableCell>
  </TableRow>
);

/** Scores of both fits on the same touches. */
function Scores({ candidate }: { readonly candidate: ResponseCandidate }) {
  const { before, backtest } = candidate;
  const compare = (score: (one: Backtest) => number): { before: string; after: string; change: string } => {
    const [old, now] = [before.backtest, backtest].map((one) => (one === null ? null : score(one)));
    return { before: formatFixed(old, 4), after: formatFixed(now, 4), change: typeof old === 'number' && typeof now === 'number' ? betterBy(now, old) : MISSING };
  };
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Old against new">
      <Table size="small" aria-label="Old against new">
        <TableHead>
          <TableRow>
            <TableCell>Measure</TableCell>
            <TableCell align="right">Old</TableCell>
            <TableCell align="right">New</TableCell>
            <TableCell align="right">Change</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          <Row name="Log-loss" {...compare((one) => one.logLoss)} />
          <Row name="Brier score" {...compare((one) => one.brier)} />
          <Row name="Outcomes in it" before={formatCount(before.outcomes)} after={formatCount(candidate.outcomes)} change={formatQuantity(candidate.outcomes - before.outcomes, 'more', 'more')} />
          <Row name="Linked by" before={linkNames[before.linkedBy]} after={linkNames[candidate.linkedBy]} change={before.linkedBy === candidate.linkedBy ? 'the same' : 'changed'} />
        </TableBody>
      </Table>
    </TableContainer>
  );
}

/** Response per channel, before and after. */
function Channels({ candidate }: { readonly candidate: ResponseCandidate }) {
  const top = Math.max(0.01, ...candidate.channels.flatMap((channel) => [channel.high, channel.before?.high ?? 0]));
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Response by channel, old and new">
      <Table size="small" aria-label="Response by channel, old and new">
        <TableHead>
          <TableRow>
            <TableCell>Channel</TableCell>
            <TableCell>Old, 90% interval</TableCell>
            <TableCell>New, 90% interval</TableCell>
            <TableCell align="right">Change</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {candidate.channels.map(({ channel, before, mean, low, high }) => (
            <TableRow key={channel}>
              <TableCell component="th" scope="row">
                {channel}
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{before === null ? MISSING : <IntervalBar {...before} max={top} />}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <IntervalBar mean={mean} low={low} high={high} max={top} />
              </TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                {before === null ? 'new' : sayChange(before.mean, mean)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Calibration({ id, title, backtest }: { readonly id: string; readonly title: string; readonly backtest: Backtest | null }) {
  const bins = backtest?.calibration.filter((bin) => bin.touches > 0) ?? [];
  return (
    <ChartCard id={id} title={title} columns={calibrationColumns} data={bins}>
      {bins.length === 0 ? <Typography variant="body2">The history is too short for a backtest.</Typography> : <CalibrationPlot bins={bins} label={title} />}
    </ChartCard>
  );
}

/** A newer fit beside the one in use, and the planner's word on it. */
export function CandidateView({ candidate }: { readonly candidate: ResponseCandidate }) {
  const { client } = useCore();
  const notify = useNotify();
  const [actor, setActor] = useUiState('approver', z.string(), '');
  const [note, setNote] = useState('');
  const decide = (work: Promise<unknown>, said: string): void => void work.then(() => notify({ text: said }), (error: unknown) => notify({ text: sayFault(error), tone: 'warning' }));
  const decision = { actor: actor.trim(), note: note.trim() };
  const isNamed = decision.actor !== '';
  const period = candidate.backtest;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <AccentCard
        title="Old against new"
        sentence={
          period === null
            ? 'The history is too short to hold touches back.'
            : `${formatQuantity(period.touches, 'touch', 'touches')} held back, ${formatDate(period.fromDate)} to ${formatDate(period.toDate)}. Each fit is trained on the days before them: the old on what it knew, the new on what is known now. Both are measured by what is known now, linked by ${linkNames[candidate.linkedBy]}.`
        }
      >
        <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 600px), 1fr))', alignItems: 'start' }}>
          <Scores candidate={candidate} />
          <Channels candidate={candidate} />
        </Box>
        <Box sx={{ display: 'flex', gap: 1.5, mt: 2, flexWrap: 'wrap', alignItems: 'flex-start' }}>
          <TextField label="Your name" value={actor} onChange={(event) => setActor(event.target.value)} sx={{ width: 200 }} />
          <TextField label="Reason" value={note} onChange={(event) => setNote(event.target.value)} sx={{ flexGrow: 1, minWidth: 200 }} />
          <Button variant="outlined" size="small" disabled={!isNamed || !candidate.isCurrent} onClick={() => decide(client.response.take(decision), 'The new fit is in use. Plans made before are stale.')}>
            Take the new fit
          </Button>
          <Button variant="text" size="small" disabled={!isNamed} onClick={() => decide(client.response.keep(decision), 'The old fit stays in use.')}>
            Keep the old fit
          </Button>
        </Box>
        {!candidate.isCurrent && (
          <Typography variant="body2" role="status" sx={{ mt: 1 }}>
            The history changed since the candidate was fitted. Refit again.
          </Typography>
        )}
      </AccentCard>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 360px), 1fr))', alignItems: 'start' }}>
        <Calibration id="refit-old" title="Calibration, old fit" backtest={candidate.before.backtest} />
        <Calibration id="refit-new" title="Calibration, new fit" backtest={candidate.backtest} />
      </Box>
    </Box>
  );
}
