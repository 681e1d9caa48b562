import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { IncrementalLift } from '../../../engine/model/attribution.ts';
import { brand } from '../../app/theme/tokens.ts';
import { formatCount, formatNumber, formatPercent, formatSigned } from '../../shared/format/number.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';

const WIDTH = 120;
const HEIGHT = 14;

/** A lift with its interval around 0: right of the line a gain, left of it a loss. */
function SignedInterval({ lift, reach }: { readonly lift: IncrementalLift; readonly reach: number }) {
  const at = (value: number): number => WIDTH / 2 + (reach === 0 ? 0 : (value / reach) * (WIDTH / 2));
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden>
      <line x1={WIDTH / 2} x2={WIDTH / 2} y1={0} y2={HEIGHT} stroke={brand.dataGray} />
      <rect x={at(lift.low)} y={HEIGHT / 2 - 3} width={Math.max(1, at(lift.high) - at(lift.low))} height={6} rx={3} fill={brand.catalystGold} opacity={0.35} />
      <rect x={at(lift.lift) - 1} y={1} width={2} height={HEIGHT - 2} fill={brand.catalystGold} />
    </svg>
  );
}

const points = (share: number): string => formatSigned(share * 100, 2);

/** What an experiment says beside the models: what the touches really added. */
export function LiftTable({ lifts }: { readonly lifts: readonly IncrementalLift[] }) {
  const reach = Math.max(0, ...lifts.flatMap((lift) => [Math.abs(lift.low), Math.abs(lift.high)]));
  return (
    <SectionCard title="Experiment" sentence="Rate of each arm against the control that was left out, with its 95% interval. The only figure here that shows cause.">
      {lifts.length === 0 ? (
        <Typography variant="body2">No experiment set. Attribution settings take its arms.</Typography>
      ) : (
        <TableContainer tabIndex={0} role="group" aria-label="Experiment">
          <Table size="small" aria-label="Experiment">
            <TableHead>
              <TableRow>
                <TableCell>Arm</TableCell>
                <TableCell align="right">Rate</TableCell>
                <TableCell align="right">Control</TableCell>
                <TableCell>Lift (points)</TableCell>
                <TableCell align="right">Added outcomes</TableCell>
                <TableCell align="right">p</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {lifts.map((lift) => (
                <TableRow key={lift.arm}>
                  <TableCell component="th" scope="row">
                    {lift.arm}
                  </TableCell>
                  <TableCell align="right">{formatPercent(lift.rate, 2)}</TableCell>
                  <TableCell align="right">{formatPercent(lift.controlRate, 2)}</TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>
                    <SignedInterval lift={lift} reach={reach} />
                    <Box component="span" sx={{ display: 'block', fontVariantNumeric: 'tabular-nums' }}>{`${points(lift.lift)} (${points(lift.low)} to ${points(lift.high)})`}</Box>
                  </TableCell>
                  <TableCell align="right">{`${formatCount(lift.incremental.outcomes)} (${formatCount(lift.incremental.low)} to ${formatCount(lift.incremental.high)})`}</TableCell>
                  <TableCell align="right">{lift.pValue < 0.0001 ? '< 0.0001' : formatNumber(lift.pValue, 4)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </SectionCard>
  );
}
