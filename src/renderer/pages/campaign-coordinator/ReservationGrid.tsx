import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ReservationRow } from '../../../contract/campaign.ts';
import { ReservationStatus } from '../../../engine/model/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { formatDate, weekdayOf } from '../../shared/format/date.ts';
import { humanize } from '../../shared/format/labels.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { DateField } from '../../shared/forms/DateField.tsx';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../shared/grid/grid-types.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { describeHold, describeMember, sayChannel } from './campaign-words.ts';
import { useCampaignActions } from './use-campaign-actions.ts';

const columns: readonly GridColumn<ReservationRow>[] = [
  { field: 'contact', label: 'Contact', text: (row) => row.reservation.contact, isSortable: false, width: 130 },
  { field: 'name', label: 'Name', text: (row) => row.contactName ?? '–', isSortable: false, width: 180 },
  { field: 'campaign', label: 'Campaign', text: (row) => row.campaignName, isSortable: false, width: 180 },
  { field: 'channel', label: 'Channel', text: (row) => sayChannel(row.reservation.channel), isSortable: false, width: 120 },
  { field: 'kind', label: 'Kind', text: (row) => row.reservation.kind, isSortable: false, width: 100 },
  { field: 'from', label: 'From', text: (row) => formatDate(row.reservation.from), isSortable: false, width: 140 },
  { field: 'to', label: 'To', text: (row) => formatDate(row.reservation.to), isSortable: false, width: 140 },
  { field: 'status', label: 'Status', text: (row) => humanize(row.reservation.status), isSortable: false, width: 110 },
  { field: 'planned', label: 'Touch', text: (row) => formatDate(row.reservation.plannedDate), isSortable: false, width: 140 },
  { field: 'preempt', label: 'May be preempted', text: (row) => (row.reservation.canPreempt ? 'yes' : 'no'), isSortable: false, isHiddenAtFirst: true, width: 150 },
];

/** What became of a reservation, and what can still be done with it. */
function ReservationInspector({ row, asOf, onClose }: { readonly row: ReservationRow; readonly asOf: string; readonly onClose: () => void }) {
  const { client } = useCore();
  const { done, onError } = useCampaignActions(asOf);
  const { reservation, campaignName } = row;
  const [to, setTo] = useState(reservation.to);
  const [problem, setProblem] = useState<string | null>(null);
  const isActive = reservation.status === 'active';
  const release = async (): Promise<void> => {
    try {
      await client.campaigns.release({ ids: [reservation.id] });
      done('1 reservation released.');
      onClose();
    } catch (error) {
      onError(error);
    }
  };
  const extend = async (): Promise<void> => {
    try {
      const { extended, conflicts } = await client.campaigns.extend({ id: reservation.id, to, asOf });
      const [first] = conflicts;
      const other = first?.members.find((member) => member.reservation.id !== reservation.id);
      if (extended) done(`Extended to ${formatDate(to)}.`);
      setProblem(extended ? null : `${formatQuantity(conflicts.length, 'conflict')} on the added days${other === undefined ? '' : `: ${describeMember(other)}`}.`);
    } catch (error) {
      onError(error);
    }
  };
  const facts = [
    reservation.preemptedBy === undefined ? null : `Preempted by ${reservation.preemptedBy}.`,
    reservation.preempted === undefined ? null : `Took the place of ${reservation.preempted.join(', ')}.`,
    reservation.mergedInto === undefined ? null : `Merged into ${reservation.mergedInto}.`,
    reservation.sharedWith === undefined ? null : `Shared with ${formatQuantity(reservation.sharedWith.length, 'campaign')}.`,
    reservation.expiresAt === undefined ? null : `Expires on ${formatDate(reservation.expiresAt)}.`,
    reservation.canPreempt ? 'May be preempted.' : 'Firm.',
  ].filter((fact) => fact !== null);
  return (
    <Inspector title={row.contactName ?? reservation.contact} sentence={describeHold(campaignName, reservation)} onClose={onClose}>
      <Typography variant="body2" sx={{ mb: 2 }}>{`${reservation.id}. ${humanize(reservation.status)}. Priority ${reservation.priority}. ${facts.join(' ')}`}</Typography>
      {isActive && (
        <Box sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
          <Box component="form" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }} onSubmit={(event) => (event.preventDefault(), void extend())}>
            <DateField label="Last day" text={to} onText={setTo} error={problem !== null} message={problem ?? undefined} />
            <Button type="submit" size="small" variant="outlined" disabled={weekdayOf(to) === null || to <= reservation.to}>
              Extend
            </Button>
          </Box>
          <Button size="small" variant="outlined" onClick={() => void release()}>
            Release
          </Button>
        </Box>
      )}
    </Inspector>
  );
}

interface ReservationGridProps {
  readonly asOf: string;
  readonly campaign: { readonly id: string; readonly name: string } | null;
  readonly onWiden: () => void;
}

/** Every reservation, found by contact, campaign and status. */
export function ReservationGrid({ asOf, campaign, onWiden }: ReservationGridProps) {
  const { api, client } = useCore();
  const { done, onError } = useCampaignActions(asOf);
  const [status, setStatus] = useState<ReservationStatus | ''>('');
  const [opened, setOpened] = useState<ReservationRow | null>(null);
  const query = { asOf, ...(campaign === null ? {} : { campaign: campaign.id }), ...(status === '' ? {} : { status }) };
  const fetchPage = ({ offset, limit, search }: GridRequest, signal: AbortSignal) => client.campaigns.reservations({ ...query, ...(search === '' ? {} : { search }), offset, limit }, { signal });
  const fresh = useQuery(api.campaigns.reservationsOfContact.queryOptions({ input: { contact: opened?.reservation.contact ?? '-', asOf }, enabled: opened !== null })).data;
  const shown = fresh?.find((row) => row.reservation.id === opened?.reservation.id) ?? opened;
  const releaseAll = async (ids: readonly (string | number)[], clear: () => void): Promise<void> => {
    try {
      const { released } = await client.campaigns.release({ ids: ids.map(String) });
      done(`${formatQuantity(released, 'reservation')} released.`);
      clear();
    } catch (error) {
      onError(error);
    }
  };
  const offerBulk = (ids: readonly (string | number)[], clear: () => void): ReactNode => (
    <Button size="small" variant="outlined" onClick={() => void releaseAll(ids, clear)}>
      {`Release ${formatQuantity(ids.length, 'reservation')}`}
    </Button>
  );
  return (
    <>
      <ServerGrid<ReservationRow>
        id="reservations"
        label="Reservations"
        noun={['reservation', 'reservations']}
        columns={columns}
        idOf={(row) => row.reservation.id}
        queryKey={[...api.campaigns.reservations.key(), 'grid', query]}
        fetchPage={fetchPage}
        onOpen={setOpened}
        openId={opened?.reservation.id ?? null}
        searchLabel="Search contact"
        empty={emptyCopy.nothing}
        bulkActions={offerBulk}
        filters={
          <>
            <TextField select label="Status" value={status} onChange={(event) => setStatus(ReservationStatus.safeParse(event.target.value).data ?? '')} sx={{ width: 150 }} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
              <MenuItem value="">every status</MenuItem>
              {ReservationStatus.options.map((one) => (
                <MenuItem key={one} value={one}>
                  {one}
                </MenuItem>
              ))}
            </TextField>
            {campaign !== null && <Chip label={campaign.name} onDelete={onWiden} />}
          </>
        }
      />
      {shown !== null && <ReservationInspector key={`${shown.reservation.id} ${shown.reservation.to} ${shown.reservation.status}`} row={shown} asOf={asOf} onClose={() => setOpened(null)} />}
    </>
  );
}
