import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { z } from 'zod';
import type { PlanSummary } from '../../../contract/allocation.ts';
import type { ContactExplanation } from '../../../engine/model/explanation.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo, useLocationParameter } from '../../app/location.ts';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatNumber } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { ContactPicker } from './ContactPicker.tsx';
import { WhyCalendar, type WhyPlace } from './WhyCalendar.tsx';
import { WhyInspector } from './WhyInspector.tsx';
import { verdictLooks, verdicts, whyHref } from './why-words.ts';

function Legend({ explained }: { readonly explained: ContactExplanation }) {
  const cells = explained.channels.flatMap(({ days }) => days);
  return (
    <Box component="ul" aria-label="Verdicts" sx={{ listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: 2, p: 0, m: 0, mt: 1.5, fontSize: '0.8125rem' }}>
      {verdicts.map((verdict) => {
        const { name, sign, text, fill, border } = verdictLooks[verdict];
        return (
          <Box component="li" key={verdict} sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
            <Box component="span" aria-hidden sx={{ width: 20, height: 20, display: 'inline-flex', alignItems: 'center', justifyContent: 'center', borderRadius: '4px', color: text, backgroundColor: fill, border: `1px solid ${border}` }}>
              {sign}
            </Box>
            <span>{`${formatCount(cells.filter((cell) => cell.verdict === verdict).length)} ${name}`}</span>
          </Box>
        );
      })}
    </Box>
  );
}

/** The calendar as a table: what each channel has, what fits, and its best day. */
function ChannelTable({ explained, onOpen }: { readonly explained: ContactExplanation; readonly onOpen: (channel: string, date: string) => void }) {
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Best day of each channel" sx={{ mt: 2 }}>
      <Table size="small">
        <TableHead>
          <TableRow>
            {['Channel', 'Planned', 'Days that fit', 'Best day', 'Verdict', 'Worth', 'Less prices'].map((title, at) => (
              <TableCell key={title} align={[1, 2, 5, 6].includes(at) ? 'right' : 'left'} sx={{ whiteSpace: 'nowrap' }}>
                {title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {explained.channels.map(({ channel, planned, fits, best }) => (
            <TableRow key={channel} hover>
              <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere', minWidth: 110, maxWidth: 220 }}>
                {channel}
              </TableCell>
              <TableCell align="right">{formatCount(planned)}</TableCell>
              <TableCell align="right">{formatCount(fits)}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <Box component="button" type="button" onClick={() => onOpen(channel, best.date)} sx={{ background: 'none', border: 0, p: 0.5, color: tone.violetText, cursor: 'pointer', font: 'inherit', minHeight: 24, textDecoration: 'underline', '&:focus-visible': { outline: `2px solid ${brand.processViolet}` } }}>
                  {formatDate(best.date)}
                </Box>
              </TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 140 }}>{`${verdictLooks[best.verdict].name}${best.rule === null ? '' : `: ${best.rule}`}`}</TableCell>
              <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                {formatNumber(best.gain)}
              </TableCell>
              <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                {formatNumber(best.net)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function findPlace({ channels }: ContactExplanation, channel: string | null, date: string | null): WhyPlace | null {
  const row = channels.findIndex((one) => one.channel === channel);
  const day = row < 0 ? -1 : channels[row]!.days.findIndex((one) => one.date === date);
  return day < 0 ? null : { row, day };
}

/** Contact and cell that were looked at last. */
const WhyMemory = z.object({ contact: z.string(), channel: z.string().optional(), date: z.string().optional() }).nullable();

/** Comes back to what was looked at last where the address names no contact, once it was found; answers how to forget it. */
function useLastLook(planId: number, { contact, channel, date }: Readonly<Record<'contact' | 'channel' | 'date', string | null>>, isFound: boolean): () => void {
  const [last, keep, isReady] = useUiState('allocation.why', WhyMemory, null);
  const follow = useEffectEvent(() => {
    if (contact !== null && isFound) keep({ contact, ...(channel === null ? {} : { channel }), ...(date === null ? {} : { date }) });
    else if (contact === null && last !== null) goTo(whyHref(planId, last), { replace: true });
  });
  // What is kept follows the address, not the other way round.
  useEffect(() => {
    if (isReady) follow();
  }, [isReady, planId, contact, channel, date, isFound]);
  return () => keep(null);
}

/** Why a contact gets what it gets: every channel and day by its verdict, and behind each cell the whole answer. */
export function WhyView({ plan, contactNoun }: { readonly plan: PlanSummary; readonly contactNoun: string }) {
  const { api, client } = useCore();
  const [contact] = useLocationParameter('contact');
  const [channel] = useLocationParameter('channel');
  const [date] = useLocationParameter('date');
  const explained = useQuery(api.explanations.contact.queryOptions({ input: { planId: plan.id, contact: contact ?? '' }, enabled: contact !== null && contact !== '', retry: false }));
  const forget = useLastLook(plan.id, { contact, channel, date }, explained.isSuccess);
  const place = explained.data === undefined ? null : findPlace(explained.data, channel, date);
  const cell = useQuery(api.explanations.action.queryOptions({ input: { planId: plan.id, contact: contact ?? '', channel: channel ?? '', date: date ?? '' }, enabled: place !== null, placeholderData: keepPreviousData, retry: false }));
  const open = (chosen: { readonly contact: string; readonly channel?: string; readonly date?: string }, options: { readonly replace?: boolean } = {}): void => goTo(whyHref(plan.id, chosen), options);
  const openCell = (toChannel: string, toDate: string): void => {
    if (contact !== null) open({ contact, channel: toChannel, date: toDate }, { replace: true });
  };
  const clear = (): void => {
    forget();
    goTo(`/allocation-lab?plan=${plan.id}&view=why`);
  };
  const takeBest = async (): Promise<void> => {
    const { rows } = await client.allocation.actions({ planId: plan.id, offset: 0, limit: 1, sort: { column: 'lift', direction: 'desc' } });
    const [best] = rows;
    if (best !== undefined) open({ contact: best.contact, channel: best.channel, date: best.date });
  };
  const { data } = explained;
  const isStale = plan.stale.length > 0;
  return (
    <SectionCard title="Why, and why not" sentence={data === undefined ? `Every channel and day of one ${contactNoun}, with its rule, price and runner-up.` : data.summary} actions={<ContactPicker label={contactNoun === 'HCP' ? 'HCP' : 'Contact'} value={contact === null ? null : { key: contact, name: data?.names[contact] ?? null }} onChoose={(key) => (key === null ? clear() : open({ contact: key }))} />}>
      {isStale && (
        <Typography role="status" variant="body2" sx={{ mb: 1.5, color: tone.violetText }}>
          {`Plan ${plan.id} is stale: ${plan.stale.join(', ')}. Explained as it was made.`}
        </Typography>
      )}
      {contact === null && <EmptyState fact={plan.actions === 0 ? 'No actions in this plan. Choose a contact to see what stands against them.' : `No ${contactNoun} chosen.`} {...(plan.actions === 0 ? {} : { action: { label: 'Explain the best action', run: () => void takeBest() } })} />}
      {contact !== null && explained.isPending && <DelayedSkeleton kind="page" />}
      {explained.isError && <ErrorPanel fault={toShownFault(explained.error)} />}
      {data !== undefined && (
        <>
          <WhyCalendar explained={data} place={place} onPlace={({ row, day }) => openCell(data.channels[row]!.channel, data.channels[row]!.days[day]!.date)} />
          <Legend explained={data} />
          <ChannelTable explained={data} onOpen={openCell} />
        </>
      )}
      {cell.isError && <ErrorPanel fault={toShownFault(cell.error)} />}
      {place !== null && contact !== null && cell.data !== undefined && <WhyInspector planId={plan.id} explained={cell.data} onClose={() => open({ contact }, { replace: true })} />}
    </SectionCard>
  );
}
