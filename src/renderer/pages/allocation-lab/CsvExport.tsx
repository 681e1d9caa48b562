import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { ExportOptions, ExportColumn, type PlanSummary } from '../../../contract/allocation.ts';
import { useCore } from '../../app/core-context.ts';
import { humanize } from '../../shared/format/labels.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { useNotify } from '../../shared/ui/notices.ts';

const firstOptions: ExportOptions = {
  columns: ['contact', 'name', 'channel', 'date', 'weekday', 'rep', 'segment', 'lift', 'cost', 'exploration', 'reason'],
  format: { delimiter: ',', dateFormat: 'yyyy-MM-dd', decimal: '.', byteOrderMark: true },
};

/** What a plan for campaigns is exported with at first. */
const campaignOptions: ExportOptions = { ...firstOptions, columns: [...firstOptions.columns, 'campaign'] };

const delimiters = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
] as const;
const dateFormats = ['yyyy-MM-dd', 'dd/MM/yyyy', 'MM/dd/yyyy', 'dd.MM.yyyy'] as const;

/** Writes an approved plan as CSV: chosen columns, delimiter, dates; or the whole plan as JSON. */
export function CsvExport({ plan, isForCampaigns, onClose }: { readonly plan: PlanSummary; readonly isForCampaigns: boolean; readonly onClose: () => void }) {
  const { api } = useCore();
  const notify = useNotify();
  const [options, setOptions] = useUiState(isForCampaigns ? 'export.plan-of-campaigns' : 'export.plan', ExportOptions, isForCampaigns ? campaignOptions : firstOptions);
  const onError = (error: unknown): void => notify({ text: sayFault(error), tone: 'warning' });
  const onSuccess = (written: { path: string; rows: number } | null): void => {
    if (written === null) return;
    notify({ text: `${formatQuantity(written.rows, 'action')} written to ${written.path}.` });
    onClose();
  };
  const csv = useMutation(api.allocation.exportCsv.mutationOptions({ onSuccess, onError }));
  const json = useMutation(api.allocation.exportJson.mutationOptions({ onSuccess, onError }));
  const { columns, format } = options;
  const toggle = (column: (typeof columns)[number]): void => {
    const next = ExportColumn.options.filter((candidate) => (candidate === column ? !columns.includes(column) : columns.includes(candidate)));
    if (next.length > 0) setOptions({ ...options, columns: next });
  };
  const isDraft = plan.state === 'draft';
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box role="group" aria-label="Columns" sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr' }}>
        {ExportColumn.options.map((column) => (
          <FormControlLabel key={column} control={<Checkbox size="small" checked={columns.includes(column)} onChange={() => toggle(column)} />} label={humanize(column)} />
        ))}
      </Box>
      <TextField select label="Cells are separated by" value={format.delimiter} onChange={(event) => setOptions({ ...options, format: { ...format, delimiter: event.target.value as typeof format.delimiter } })}>
        {delimiters.map(([delimiter, name]) => (
          <MenuItem key={delimiter} value={delimiter}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <TextField select label="Dates" value={format.dateFormat} onChange={(event) => setOptions({ ...options, format: { ...format, dateFormat: event.target.value as typeof format.dateFormat } })}>
        {dateFormats.map((dateFormat) => (
          <MenuItem key={dateFormat} value={dateFormat}>
            {dateFormat}
          </MenuItem>
        ))}
      </TextField>
      <TextField select label="Decimal sign" value={format.decimal} onChange={(event) => setOptions({ ...options, format: { ...format, decimal: event.target.value as typeof format.decimal } })}>
        <MenuItem value=".">point</MenuItem>
        <MenuItem value=",">comma</MenuItem>
      </TextField>
      <FormControlLabel control={<Checkbox checked={format.byteOrderMark} onChange={(event) => setOptions({ ...options, format: { ...format, byteOrderMark: event.target.checked } })} />} label="For Excel (byte order mark)" />
      <Button variant="contained" disabled={isDraft || csv.isPending} onClick={() => csv.mutate({ planId: plan.id, options })}>
        Export CSV
      </Button>
      <Button variant="outlined" disabled={json.isPending} onClick={() => json.mutate({ planId: plan.id, alternatives: columns.includes('alternatives') })}>
        Export JSON
      </Button>
    </Box>
  );
}
