import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ExecutionReport } from '../../../contract/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { ErrorPanel } from '../../shared/ui/ErrorPanel.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { useCampaignActions } from './use-campaign-actions.ts';

const SHOWN = 50;

function Report({ report }: { readonly report: ExecutionReport }) {
  const { reservations, unused, byCampaign, first } = report;
  const names = new Map(byCampaign.map(({ campaign, campaignName }) => [campaign, campaignName]));
  return (
    <Box role="status">
      <Typography variant="body2" sx={{ mb: 1 }}>
        {`${reservations === 0 ? 'No reservation was used by an imported touch.' : `${formatQuantity(reservations, 'reservation')} used by imported touches.`}${unused === 0 ? '' : ` ${formatQuantity(unused, 'touch', 'touches')} in reserved days used none.`}`}
      </Typography>
      {byCampaign.map((row) => (
        <Typography key={row.campaign} variant="body2" color="textSecondary">
          {`${row.campaignName}: ${formatCount(row.reservations)}.`}
        </Typography>
      ))}
      {first.length > 0 && (
        <Box component="ol" aria-label="Touches that used reservations" sx={{ pl: 2.5, fontSize: '0.8125rem', display: 'grid', gap: 0.5 }}>
          {first.slice(0, SHOWN).map((row, at) => (
            <li key={`${row.contact} ${row.channel} ${row.date} ${at}`}>{`${formatDate(row.date)} · ${row.contactName ?? row.contact} · ${row.channel} · ${names.get(row.campaign) ?? row.campaign}`}</li>
          ))}
        </Box>
      )}
      {reservations > SHOWN && <Typography variant="caption">{`The first ${SHOWN} of ${formatCount(reservations)}.`}</Typography>}
    </Box>
  );
}

/** Reservations that imported touches used: counted first, then recorded in one step. */
export function ExecuteInspector({ asOf, onClose }: { readonly asOf: string; readonly onClose: () => void }) {
  const { api } = useCore();
  const { done } = useCampaignActions(asOf);
  const report = useQuery(api.campaigns.touchMatches.queryOptions());
  const execute = useMutation(
    api.campaigns.executeMatches.mutationOptions({
      onSuccess: ({ executed }) => {
        done(`${formatQuantity(executed, 'reservation')} executed.`);
        onClose();
      },
    }),
  );
  const expected = report.data?.reservations ?? 0;
  return (
    <Inspector title="Execute from touches" sentence="A touch uses the highest reservation of its contact, channel and day. Nothing changes until you record it." onClose={onClose}>
      {report.isError && <ErrorPanel fault={toShownFault(report.error)} />}
      {report.data === undefined && !report.isError && <DelayedSkeleton kind="card" />}
      {execute.isError && <ErrorPanel fault={toShownFault(execute.error)} />}
      <Box sx={{ mb: 2 }}>
        <Button variant="outlined" disabled={expected === 0 || execute.isPending} onClick={() => execute.mutate({ expected })}>
          {`Execute ${formatQuantity(expected, 'reservation')}`}
        </Button>
      </Box>
      {report.data !== undefined && <Report report={report.data} />}
    </Inspector>
  );
}
