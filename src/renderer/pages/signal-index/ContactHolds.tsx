import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ReservationRow } from '../../../contract/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { brand } from '../../app/theme/tokens.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { usePlanningDay } from '../../shared/state/use-planning-day.ts';

const describe = ({ reservation: { channel, kind, from, to }, campaignStatus }: ReservationRow): string =>
  `${channel ?? 'all channels'}, ${kind}, ${formatDate(from)} – ${formatDate(to)}${campaignStatus === 'active' ? '' : `, holds nothing: campaign ${campaignStatus}`}`;

/** Which campaigns hold a contact, and when. */
export function ContactHolds({ contact }: { readonly contact: string }) {
  const { api } = useCore();
  const asOf = usePlanningDay();
  const answer = useQuery(api.campaigns.reservationsOfContact.queryOptions({ input: { contact, ...(asOf === null ? {} : { asOf }) }, enabled: asOf !== null }));
  if (answer.isError) return <Typography variant="body2">{sayFault(answer.error)}</Typography>;
  if (answer.data === undefined) return null;
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
      {ended > 0 && <Typography variant="caption">{`${formatQuantity(ended, 'reservation')} ended.`}</Typography>}
    </>
  );
}
