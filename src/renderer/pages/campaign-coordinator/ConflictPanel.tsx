import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConflictPage } from '../../../contract/campaign.ts';
import { ConflictKind, type Resolution } from '../../../engine/model/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatDate } from '../../shared/format/date.ts';
import { humanize } from '../../shared/format/labels.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { EmptyState } from '../../shared/ui/EmptyState.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { describeMember, nameResolution, sayChannel } from './campaign-words.ts';
import { ConflictPrice } from './ConflictPrice.tsx';
import { useActor, useCampaignActions } from './use-campaign-actions.ts';

const PAGE = 20;
const pressed = { borderColor: brand.processViolet, backgroundColor: tone.selectedSurface } as const;
type Row = ConflictPage['rows'][number];

interface ConflictCardProps {
  readonly row: Row;
  readonly asOf: string;
  readonly isReady: boolean;
  readonly onResolve: (resolution: Resolution) => void;
}

/** One conflict: whom it is over, who wants what, and a button for each way out. */
function ConflictCard({ row: { conflict, contactName, members, choices }, asOf, isReady, onResolve }: ConflictCardProps) {
  const days = conflict.from === conflict.to ? formatDate(conflict.from) : `${formatDate(conflict.from)} – ${formatDate(conflict.to)}`;
  const title = `${contactName ?? conflict.contact} · ${sayChannel(conflict.channel)} · ${days}`;
  const limit = conflict.limit === undefined ? '' : ` More than ${conflict.limit.max} in ${formatQuantity(conflict.limit.windowDays, 'day')}.`;
  return (
    <Box component="li" aria-label={title} sx={{ py: 1.5, borderBottom: `1px solid ${brand.borderGray}`, display: 'grid', gap: 0.75 }}>
      <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{title}</Typography>
      <Typography variant="body2" sx={{ color: tone.violetText }}>{`${humanize(conflict.kind)}.${limit}`}</Typography>
      {members.map((member) => (
        <Typography key={member.reservation.id} variant="body2" color="textSecondary" sx={{ fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' }}>
          {`${describeMember(member)}${member.reservation.canPreempt ? '' : ' · firm'}`}
        </Typography>
      ))}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {choices.map((choice) => (
          <Tooltip key={choice.resolution} title={choice.summary ?? choice.problem}>
            <span>
              <Button size="small" variant="outlined" disabled={!isReady || choice.problem !== null} onClick={() => onResolve(choice.resolution)}>
                {nameResolution(choice.resolution, members)}
              </Button>
            </span>
          </Tooltip>
        ))}
      </Box>
      <ConflictPrice conflict={conflict} names={[...new Set(members.map((member) => member.campaignName))]} asOf={asOf} />
    </Box>
  );
}

interface ConflictPanelProps {
  readonly asOf: string;
  /** Campaign the list is narrowed to. */
  readonly campaign: { readonly id: string; readonly name: string } | null;
  readonly onWiden: () => void;
  readonly activeCampaigns: number;
  readonly contacts: string;
}

/** Conflicts of all active campaigns, twenty at a time, each resolved by one click under the planner's name. */
export function ConflictPanel({ asOf, campaign, onWiden, activeCampaigns, contacts }: ConflictPanelProps) {
  const { api } = useCore();
  const [actor, setActor] = useActor();
  const { done, onError } = useCampaignActions(asOf);
  const [kind, setKind] = useState<ConflictKind | null>(null);
  const [page, setPage] = useState(0);
  const found = useQuery(
    api.campaigns.conflicts.queryOptions({ input: { asOf, offset: page * PAGE, limit: PAGE, ...(kind === null ? {} : { kind }), ...(campaign === null ? {} : { campaign: campaign.id }) }, placeholderData: keepPreviousData }),
  );
  const resolve = useMutation(api.campaigns.resolve.mutationOptions({ onError }));
  if (found.isError) return <ErrorPanel fault={toShownFault(found.error)} />;
  if (found.data === undefined) return <DelayedSkeleton kind="grid" />;
  const { total, byKind, rows, uncounted } = found.data;
  const lastPage = Math.max(0, Math.ceil(total / PAGE) - 1);
  const isReady = actor.trim() !== '' && !resolve.isPending;
  const choose = (row: Row, resolution: Resolution): void =>
    resolve.mutate({ conflict: row.conflict, resolution, actor: actor.trim(), asOf }, { onSuccess: ({ summary }) => done(summary) });
  const show = (next: ConflictKind | null): void => {
    setKind(next);
    setPage(0);
  };
  const unfiltered = byKind.overlap + byKind.frequency + byKind.preemption;
  return (
    <Box>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center', mb: 1 }}>
        <TextField label="Your name" value={actor} onChange={(event) => setActor(event.target.value)} helperText={actor.trim() === '' ? 'Decisions are logged under it.' : undefined} sx={{ width: 220 }} slotProps={{ htmlInput: { maxLength: 120, autoComplete: 'off' } }} />
        <Chip label={`All ${formatCount(unfiltered)}`} sx={kind === null ? pressed : {}} aria-pressed={kind === null} onClick={() => show(null)} />
        {ConflictKind.options.map((one) => (
          <Chip key={one} label={`${humanize(one)} ${formatCount(byKind[one])}`} sx={kind === one ? pressed : {}} aria-pressed={kind === one} onClick={() => show(one)} />
        ))}
        {campaign !== null && <Chip label={campaign.name} onDelete={onWiden} />}
      </Box>
      {uncounted.length > 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
          {`Not counted here: ${uncounted.length === 1 ? 'rule' : 'rules'} ${uncounted.join(', ')}. Limits of 0 hold in the plan only.`}
        </Typography>
      )}
      {total === 0 && <EmptyState fact={`No conflicts. ${formatQuantity(activeCampaigns, 'active campaign')}${activeCampaigns === 1 ? '' : `, no ${contacts} wanted twice`}.`} />}
      <Box component="ul" aria-label="Conflicts" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {rows.map((row) => (
          <ConflictCard key={`${row.conflict.kind} ${row.conflict.reservations.join(' ')}`} row={row} asOf={asOf} isReady={isReady} onResolve={(resolution) => choose(row, resolution)} />
        ))}
      </Box>
      {total > PAGE && (
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mt: 2 }}>
          <Button size="small" variant="outlined" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </Button>
          <Typography variant="body2" role="status">{`${formatCount(page * PAGE + 1)}–${formatCount(Math.min(total, (page + 1) * PAGE))} of ${formatCount(total)}`}</Typography>
          <Button size="small" variant="outlined" disabled={page >= lastPage} onClick={() => setPage(page + 1)}>
            Next
          </Button>
        </Box>
      )}
    </Box>
  );
}
