import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import { Copy } from 'lucide-react';
import { z } from 'zod';
import type { AttributionReport, HeuristicModel } from '../../../engine/model/attribution.ts';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatFixed, formatPercent, formatQuantity, MISSING } from '../../shared/format/number.ts';
import { toTsv } from '../../shared/grid/copy-rows.ts';
import { useUiState } from '../../shared/state/use-ui-state.ts';
import { useNotify } from '../../shared/ui/notices.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { layOutBench, type BenchCell } from './bench-rows.ts';
import { modelNames } from './model-names.ts';

const Measure = z.enum(['conversions', 'value']);

/** An amount, a bar of its share, and its rank with how often resamples keep it. */
const Cell = ({ cell }: { readonly cell: BenchCell }) => (
  <>
    <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>{formatFixed(cell.amount, 1)}</Box>
    <Box aria-hidden sx={{ height: 4, borderRadius: '2px', backgroundColor: brand.borderGray, my: 0.5, overflow: 'hidden' }}>
      <Box sx={{ height: '100%', width: `${cell.share * 100}%`, backgroundColor: brand.catalystGold }} />
    </Box>
    <Box sx={{ fontSize: '0.6875rem', color: tone.secondaryText, whiteSpace: 'nowrap' }}>
      {`${formatPercent(cell.share, 0)} · #${cell.rank ?? MISSING}${cell.stability === null ? '' : ` kept ${formatPercent(cell.stability, 0)}`}`}
    </Box>
  </>
);

/** What each model credits to each channel, on the same outcomes. */
export function ModelBench({ report, chosen }: { readonly report: AttributionReport; readonly chosen: HeuristicModel }) {
  const notify = useNotify();
  const [measure, setMeasure] = useUiState('outcomes.bench', Measure, 'conversions');
  const { channels, rows } = layOutBench(report, measure);
  const copy = (): void => {
    const columns = [{ field: 'model', label: 'Model', text: (row: (typeof rows)[number]) => modelNames[row.model] }, ...channels.map((channel, at) => ({ field: channel, label: channel, text: (row: (typeof rows)[number]) => String(row.cells[at]?.amount ?? 0) }))];
    navigator.clipboard.writeText(toTsv(columns, rows)).then(
      () => notify({ text: `${formatQuantity(rows.length, 'row')} copied.` }),
      () => notify({ text: '0 rows copied. The clipboard refused the text.', tone: 'warning' }),
    );
  };
  return (
    <SectionCard
      title="Models side by side"
      sentence={`Credit, share of the model's total and rank of each channel.${report.resamples === 0 ? '' : ` Kept: share of ${formatQuantity(report.resamples, 'resample')} with the same rank.`}`}
      actions={
        <Box sx={{ display: 'flex', gap: 1 }}>
          <ToggleButtonGroup exclusive size="small" value={measure} aria-label="Measure" onChange={(_event, next: unknown) => next !== null && setMeasure(Measure.parse(next))}>
            <ToggleButton value="conversions" sx={{ textTransform: 'none' }}>
              Conversions
            </ToggleButton>
            <ToggleButton value="value" sx={{ textTransform: 'none' }}>
              Value
            </ToggleButton>
          </ToggleButtonGroup>
          <Tooltip title="Copy data">
            <IconButton aria-label="Copy data of the models" onClick={copy}>
              <Copy size={18} />
            </IconButton>
          </Tooltip>
        </Box>
      }
    >
      <TableContainer tabIndex={0} role="group" aria-label="Models side by side">
        <Table size="small" aria-label={`Credited ${measure} by model and channel`}>
          <TableHead>
            <TableRow>
              <TableCell>Model</TableCell>
              {channels.map((channel) => (
                <TableCell key={channel} align="right">
                  {channel}
                </TableCell>
              ))}
              <TableCell align="right">Total</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.model} selected={row.model === chosen}>
                <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                  {modelNames[row.model]}
                  {row.model === chosen && <Box sx={{ fontSize: '0.6875rem', color: tone.secondaryText }}>credits stand</Box>}
                </TableCell>
                {row.cells.map((cell) => (
                  <TableCell key={cell.channel} align="right" sx={{ minWidth: 112 }}>
                    <Cell cell={cell} />
                  </TableCell>
                ))}
                <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                  {formatFixed(row.total, 1)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}
