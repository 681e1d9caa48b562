import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReservationRow } from '../../../contract/campaign.ts';
import { lastDateOf } from '../../../engine/model/horizon-days.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { brand } from '../../app/theme/tokens.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { usePlanningDay } from '../../shared/state/use-planning-day.ts';

const describe = ({ reservation: { channel, kind, from, to }, campaignStatus }: ReservationRow): string =>
  `${channel ?? 'all channels'}, ${kind}, ${formatDate(from)} – ${formatDate(to)}${campaignStatus === 'active' ? '' : `, holds nothing: campaign ${campaignStatus}`}`;

/** Days of the horizon on which a campaign that does not exist yet could touch the contact by a channel. */
function FreeDays({ contact, rules, asOf }: { readonly contact: string; readonly rules: PlanningRules; readonly asOf: string }) {
  const { api } = useCore();
  const [chosen, choose] = useState<string | null>(null);
  const channel = chosen ?? rules.channels[0]?.id ?? '';
  const to = lastDateOf(rules.horizon);
  const free = useQuery(api.campaigns.freeSlots.queryOptions({ input: { contact, channel, kind: 'priority', campaign: null, forTouch: true, from: rules.horizon.start, to, asOf }, enabled: channel !== '' })).data;
  if (channel === '') return null;
  return (
    <Box sx={{ mt: 1.5 }}>
      <TextField select label="Free by" value={channel} onChange={(event) => choose(event.target.value)} sx={{ width: 160, mb: 0.5 }}>
        {rules.channels.map(({ id }) => (
          <MenuItem key={id} value={id}>
            {id}
          </MenuItem>
        ))}
      </TextField>
      <Typography variant="body2" role="status">
        {free === undefined ? '' : free.length === 0 ? 'No free day in the horizon.' : `${free.map((slot) => (slot.from === slot.to ? formatDate(slot.from) : `${formatDate(slot.from)} – ${formatDate(slot.to)}`)).join(', ')}.`}
      </Typography>
    </Box>
  );
}

/** Which campaigns hold a contact, and when. */
export function ContactHolds({ contact }: { readonly contact: string }) {
  const { api } = useCore();
  const asOf = usePlanningDay();
  const rules = useQuery(api.rules.get.queryOptions()).data;
  const answer = useQuery(api.campaigns.reservationsOfContact.queryOptions({ input: { contact, ...(asOf === null ? {} : { asOf }) }, enabled: asOf !== null }));
  if (answer.isError) return <Typography variant="body2">{sayFault(answer.error)}</Typography>;
  if (answer.data === undefined || asOf === null) return null;
  const active = answer.data.filter((row) => row.reservation.status === 'active');
  const ended = answer.data.length - active.length;
  return (
    <>
      {active.length === 0 && <Typography variant="body2">No campaign holds this contact.</Typography>}
      <Box component="ul" aria-label="Campaigns that hold the contact" sx={{ listStyle: 'none', m: 0, p: 0, fontSize: '0.8125rem' }}>
        {active.map((row) => (
          <Box component="li" key={row.reservation.id} sx={{ py: 0.5, borderBottom: `1px solid ${brand.borderGray}`, overflowWrap: 'anywhere' }}>
            <Link href={`#/campaign-coordinator?campaign=${encodeURIComponent(row.reservation.campaign)}`} color="secondary.light" sx={{ display: 'inline-block', minHeight: 24 }}>
              {row.campaignName}
            </Link>
            <Box component="span" sx={{ display: 'block' }}>
              {describe(row)}
            </Box>
          </Box>
        ))}
      </Box>
      {rules !== undefined && <FreeDays contact={contact} rules={rules} asOf={asOf} />}
      {ended > 0 && <Typography variant="caption">{`${formatQuantity(ended, 'reservation')} ended.`}</Typography>}
    </>
  );
}
