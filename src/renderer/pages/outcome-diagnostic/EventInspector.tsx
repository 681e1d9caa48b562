import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutcomeEvent } from '../../../engine/model/outcome.ts';
import { useCore } from '../../app/core-context.ts';
import { brand } from '../../app/theme/tokens.ts';
import { formatDate, formatMoment } from '../../shared/format/date.ts';
import { humanize } from '../../shared/format/labels.ts';
import { formatNumber, formatPercent, MISSING } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { InspectorSection } from '../../shared/ui/InspectorSection.tsx';
import { ContactField } from '../../shared/forms/ContactField.tsx';
import { FactList } from '../../shared/ui/FactList.tsx';
import { modelNames } from './model-names.ts';
import { rejectionNames, statusNames } from './outcome-words.ts';
import { useOutcomeActions } from './use-outcome-actions.ts';

/** The record as JSON with indents; other texts stay as they came. */
export function layOutRecord(record: string): string {
  try {
    return JSON.stringify(JSON.parse(record), null, 2);
  } catch {
    return record;
  }
}

/** Why an event was not taken, its record as it came, and how to have it taken. */
function Rejected({ event, onTaken }: { readonly event: OutcomeEvent; readonly onTaken: () => void }) {
  const { api } = useCore();
  const { retry, link } = useOutcomeActions();
  const [contact, setContact] = useState<string | null>(null);
  const rejected = useQuery(api.outcomes.rejected.queryOptions({ input: { id: event.id } }));
  if (rejected.isError) return <ErrorPanel fault={toShownFault(rejected.error)} />;
  if (rejected.data === undefined) return <DelayedSkeleton kind="card" />;
  const { code, reason, record } = rejected.data;
  const finish = async (work: Promise<boolean>): Promise<void> => {
    if (await work) onTaken();
  };
  return (
    <>
      <InspectorSection title={rejectionNames[code]}>
        <Typography variant="body2">{reason}</Typography>
      </InspectorSection>
      {code !== 'malformed' && (
        <InspectorSection title="Link to a contact">
          <Typography variant="body2" sx={{ mb: 1.5 }}>{`Events of ${rejected.data.sourceSystem} for "${rejected.data.contact ?? MISSING}" go to this contact, now and later.`}</Typography>
          <ContactField label="Contact" onChange={setContact} />
          <Box sx={{ display: 'flex', gap: 1, mt: 1.5 }}>
            <Button size="small" variant="outlined" disabled={contact === null} onClick={() => contact !== null && void finish(link(event.id, contact))}>
              Link
            </Button>
            <Button size="small" variant="text" onClick={() => void finish(retry([event.id]))}>
              Try again
            </Button>
          </Box>
        </InspectorSection>
      )}
      <InspectorSection title="Record">
        <Box component="pre" tabIndex={0} aria-label="Record as it came" sx={{ m: 0, p: 1.5, maxHeight: 320, overflow: 'auto', border: `1px solid ${brand.borderGray}`, borderRadius: '8px', fontSize: '0.75rem', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {layOutRecord(record)}
        </Box>
      </InspectorSection>
    </>
  );
}

/** The touches an outcome was credited to, with their shares. */
function Credits({ id }: { readonly id: string }) {
  const { api } = useCore();
  const credited = useQuery(api.attribution.outcome.queryOptions({ input: { id } }));
  if (credited.isError) return <ErrorPanel fault={toShownFault(credited.error)} />;
  if (credited.data === undefined) return <DelayedSkeleton kind="card" />;
  if (credited.data === null) return <Typography variant="body2">The newest run has not credited it. Attribute, or see which kinds count.</Typography>;
  const { touches, model, confidence } = credited.data;
  if (touches.length === 0) return <Typography variant="body2">No touch in its window.</Typography>;
  return (
    <>
      <Typography variant="body2" sx={{ mb: 1 }}>{`${modelNames[model] ?? model}. Confidence ${formatPercent(confidence, 0)}.`}</Typography>
      <Table size="small" aria-label="Credited touches">
        <TableHead>
          <TableRow>
            <TableCell>Touch</TableCell>
            <TableCell align="right">Share</TableCell>
            <TableCell align="right">Value</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {touches.map((touch) => (
            <TableRow key={touch.touchId}>
              <TableCell component="th" scope="row">
                {touch.channel ?? 'Touch left the workspace'}
                <Typography variant="caption" component="span" sx={{ display: 'block', color: 'text.secondary' }}>
                  {[formatDate(touch.date), touch.campaign, touch.isPrimary ? 'first reason' : null].filter((part) => part !== null && part !== '').join(' · ')}
                </Typography>
              </TableCell>
              <TableCell align="right">{formatPercent(touch.share)}</TableCell>
              <TableCell align="right">{formatNumber(touch.value)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}

/** One event: what it says, where it came from, and what became of it. */
export function EventInspector({ event, onClose }: { readonly event: OutcomeEvent; readonly onClose: () => void }) {
  const facts = [
    ['Status', statusNames[event.status]],
    ['Contact', [event.contact ?? MISSING, event.contactName].filter((part) => part !== null).join(' · ')],
    ['Happened', [formatDate(event.date), event.time].filter((part) => part !== null).join(' ')],
    ['Channel', event.channel === '' ? MISSING : event.channel],
    ['Value', formatNumber(event.value)],
    ['Source', event.sourceSystem],
    ['Event ID', event.sourceEventId ?? MISSING],
    ['Came in', event.receivedAt === 0 ? MISSING : formatMoment(event.receivedAt)],
    ['Processed', formatMoment(event.processedAt)],
  ] as const;
  return (
    <Inspector title={event.kind === null ? 'Event' : humanize(event.kind)} sentence={`${statusNames[event.status]}, from ${event.sourceSystem}`} onClose={onClose}>
      <InspectorSection title="Event">
        <FactList facts={facts} />
      </InspectorSection>
      {event.status === 'rejected' ? (
        <Rejected event={event} onTaken={onClose} />
      ) : (
        <InspectorSection title="Credit">
          <Credits id={event.id} />
        </InspectorSection>
      )}
    </Inspector>
  );
}
