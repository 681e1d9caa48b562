import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { z } from 'zod';
import type { CampaignShare, PlanDetail } from '../../../contract/allocation.ts';
import { formatCount, formatMoney, formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { SettledList } from './SettledList.tsx';

const columns = ['Campaign', 'Contacts', 'Reached', 'Actions', 'Lift', 'Cost', 'Budget', 'Fair share', 'Channel mix, got of wanted'] as const;

const describeMix = ({ channels }: CampaignShare): string => channels.map(({ channel, share, wanted }) => `${channel} ${formatPercent(share)}${wanted === null ? '' : ` of ${formatPercent(wanted)}`}`).join(', ') || '–';

/** The least it was promised, and what was due where that is more. */
const describeFloor = ({ floor }: CampaignShare): string => (floor === null ? '–' : `${formatQuantity(floor.floor, floor.of === 'actions' ? 'action' : 'contact')}${floor.floor < floor.due ? ` of ${formatCount(floor.due)} due` : ''}`);

/** What each campaign gets of a plan that is for it, and what was decided between them. */
export function PlanCampaigns({ detail: { summary, campaigns, settled }, currency, contactNoun }: { readonly detail: z.infer<typeof PlanDetail>; readonly currency: string; readonly contactNoun: string }) {
  const contacts = settled.reduce((sum, pair) => sum + pair.contacts, 0);
  const reservations = settled.reduce((sum, pair) => sum + pair.reservations, 0);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <SectionCard title="Campaigns" sentence={`${formatQuantity(campaigns.length, 'campaign')} in this plan. Each action is for one of them.`}>
        <TableContainer tabIndex={0} role="group" aria-label="Campaigns of the plan">
          <Table size="small">
            <TableHead>
              <TableRow>
                {columns.map((title, at) => (
                  <TableCell key={title} align={at === 0 || at === columns.length - 1 ? 'left' : 'right'}>
                    {title}
                  </TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {campaigns.map((campaign) => (
                <TableRow key={campaign.id}>
                  <TableCell component="th" scope="row" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                    {campaign.name}
                  </TableCell>
                  <TableCell align="right">{formatCount(campaign.contacts)}</TableCell>
                  <TableCell align="right">{formatCount(campaign.reached)}</TableCell>
                  <TableCell align="right">{formatCount(campaign.actions)}</TableCell>
                  <TableCell align="right">{formatNumber(campaign.lift, 1)}</TableCell>
                  <TableCell align="right">{formatMoney(campaign.cost, currency)}</TableCell>
                  <TableCell align="right">{campaign.budget === null ? '–' : formatMoney(campaign.budget, currency)}</TableCell>
                  <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>{describeFloor(campaign)}</TableCell>
                  <TableCell sx={{ minWidth: 200 }}>{describeMix(campaign)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      </SectionCard>
      {campaigns.length > 1 && (
        <SectionCard title="Decided between them" sentence={settled.length === 0 ? 'Nothing had to be decided.' : `${formatQuantity(contacts, contactNoun)} of both that only one acts on, ${formatQuantity(reservations, 'reservation')} that gave way. Nothing was changed in the campaigns.`}>
          {settled.map(({ winner, loser, contacts: wanted, reservations: held }) => (
            <Typography key={`${winner}|${loser}`} variant="body2" sx={{ mb: 1 }}>
              {`${winner} before ${loser}: ${formatQuantity(wanted, contactNoun)}, ${formatQuantity(held, 'reservation')}.`}
            </Typography>
          ))}
          {settled.length > 0 && <SettledList planId={summary.id} />}
        </SectionCard>
      )}
    </Box>
  );
}
