import Button from '@mui/material/Button';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { ArrowLeft, Download } from 'lucide-react';
import { useState } from 'react';
import { FunnelColumn, type FunnelContact, type FunnelStageCount } from '../../../contract/funnel.ts';
import type { FunnelStage } from '../../../engine/model/decision-funnel.ts';
import { useCore } from '../../app/core-context.ts';
import { goTo } from '../../app/location.ts';
import { formatCount, formatFixed, formatNumber, formatQuantity } from '../../shared/format/number.ts';
import { ServerGrid } from '../../shared/grid/ServerGrid.tsx';
import type { GridColumn, GridRequest } from '../../shared/grid/grid-types.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { FactList } from '../../shared/ui/FactList.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { useNotify } from '../../shared/ui/notices.ts';
import { nameReason, stageWords } from './funnel-words.ts';

const saySlots = ({ slots }: FunnelContact): string => slots.map(({ reason, slots: count }) => `${nameReason(reason)} ${formatCount(count)}`).join(' · ');

const columns: readonly GridColumn<FunnelContact>[] = [
  { field: 'contact', label: 'Contact', text: (row) => row.contact, width: 130 },
  { field: 'name', label: 'Name', text: (row) => row.name ?? '–', width: 190 },
  { field: 'reason', label: 'Reason', text: (row) => nameReason(row.reason), width: 200 },
  { field: 'slots', label: 'Days by channel it closed', text: saySlots, isSortable: false, width: 260 },
  { field: 'segment', label: 'Segment', text: (row) => row.segment ?? '–', width: 100 },
  { field: 'territory', label: 'Territory', text: (row) => row.territory ?? '–', width: 110 },
  { field: 'rep', label: 'Rep', text: (row) => row.rep ?? '–', width: 90 },
  { field: 'value', label: 'Value', text: (row) => formatFixed(row.value, 2), isNumeric: true, width: 100 },
  { field: 'gain', label: 'Best action adds', text: (row) => formatFixed(row.gain, 2), isNumeric: true, width: 140 },
];

/** Format of the CSV, as other lists are exported. */
const format = { delimiter: ',', dateFormat: 'yyyy-MM-dd', decimal: '.', byteOrderMark: false } as const;

function LostInspector({ row, stage, onClose }: { readonly row: FunnelContact; readonly stage: FunnelStage; readonly onClose: () => void }) {
  return (
    <Inspector title={row.name ?? row.contact} sentence={`${stageWords[stage].lost}: ${nameReason(row.reason)}`} onClose={onClose}>
      <FactList facts={[['Contact', row.contact], ['Segment', row.segment ?? '–'], ['Territory', row.territory ?? '–'], ['Rep', row.rep ?? '–'], ['Value', formatNumber(row.value)], ['Best action adds', formatNumber(row.gain)]]} />
      <Typography sx={{ fontWeight: 600, mt: 2, mb: 1 }}>{stage === 'planned' ? 'Days by channel that are left' : 'Days by channel, by what closed them'}</Typography>
      <FactList facts={row.slots.map(({ reason, slots }) => [nameReason(reason), formatCount(slots)])} />
      {row.contactId !== null && <Chip sx={{ mt: 2 }} label="Open the contact" onClick={() => goTo(`/signal-index?contact=${row.contactId}`)} />}
    </Inspector>
  );
}

interface FunnelGridProps {
  readonly planId: number;
  readonly stage: FunnelStage;
  readonly reason: string | null;
  readonly reasons: FunnelStageCount['reasons'];
  readonly contactNoun: string;
}

/** The contacts that one stage lost, all or those under one reason. */
export function FunnelGrid({ planId, stage, reason, reasons, contactNoun }: FunnelGridProps) {
  const { api, client } = useCore();
  const notify = useNotify();
  const [opened, setOpened] = useState<FunnelContact | null>(null);
  const lost = { planId, stage, ...(reason === null ? {} : { reason }) };
  const save = useMutation(
    api.allocation.funnel.exportCsv.mutationOptions({
      onSuccess: (answer) => answer !== null && notify({ text: `${formatQuantity(answer.rows, contactNoun)} exported.` }),
      onError: (error) => notify({ text: sayFault(error), tone: 'warning' }),
    }),
  );
  const goToReason = (next: string): void => goTo(`/allocation-lab?${new URLSearchParams({ plan: String(planId), view: 'funnel', stage, ...(next === '' ? {} : { reason: next }) }).toString()}`);
  const fetchPage = async ({ offset, limit, sort, search }: GridRequest, signal: AbortSignal) => {
    const column = FunnelColumn.safeParse(sort[0]?.column);
    const answer = await client.allocation.funnel.contacts({ ...lost, offset, limit, ...(search === '' ? {} : { search }), ...(column.success && sort[0] !== undefined ? { sort: { column: column.data, direction: sort[0].direction } } : {}) }, { signal });
    return { total: answer.total, rows: answer.rows, totals: { value: formatFixed(answer.value, 2), gain: formatFixed(answer.gain, 2) } };
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 480 }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap', mb: 1 }}>
        <Button size="small" variant="text" startIcon={<ArrowLeft size={16} />} onClick={() => goTo(`/allocation-lab?plan=${planId}&view=funnel`)}>
          Whole funnel
        </Button>
        <Typography component="h2" variant="h3" sx={{ flexGrow: 1 }}>
          {`${formatQuantity(reason === null ? reasons.reduce((sum, one) => sum + one.contacts, 0) : (reasons.find((one) => one.reason === reason)?.contacts ?? 0), contactNoun)} ${stageWords[stage].lost}`}
        </Typography>
      </Box>
      <ServerGrid<FunnelContact>
        id="plan-funnel"
        label={`Contacts ${stageWords[stage].lost}`}
        noun={[contactNoun, `${contactNoun}s`]}
        columns={columns}
        idOf={(row) => row.position}
        queryKey={[...api.allocation.funnel.contacts.key(), planId, stage, reason]}
        fetchPage={fetchPage}
        onOpen={setOpened}
        openId={opened?.position ?? null}
        filters={
          <>
            <TextField select label="Reason" value={reasons.some((one) => one.reason === reason) ? reason : ''} onChange={({ target }) => goToReason(target.value)} sx={{ width: 220 }} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}>
              <MenuItem value="">every reason</MenuItem>
              {reasons.map((one) => (
                <MenuItem key={one.reason} value={one.reason}>
                  {`${nameReason(one.reason)} · ${formatCount(one.contacts)}`}
                </MenuItem>
              ))}
            </TextField>
            <Button size="small" variant="outlined" startIcon={<Download size={16} />} disabled={save.isPending} onClick={() => save.mutate({ ...lost, format })}>
              Export list
            </Button>
          </>
        }
        empty={emptyCopy.nothing}
      />
      {opened !== null && <LostInspector row={opened} stage={stage} onClose={() => setOpened(null)} />}
    </Box>
  );
}
