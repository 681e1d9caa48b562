import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { Comparison } from '../../../contract/scenario.ts';
import type { Measure } from '../../../engine/model/simulation.ts';
import { tone } from '../../app/theme/tokens.ts';
import { scaleDeltas, writeSubject, type DeltaView } from './compare-subjects.ts';
import { DeltaCell } from './DeltaCell.tsx';
import { formatMeasure, measureNames, sayInterval } from './measures.ts';

interface ComparisonTableProps {
  readonly comparison: Comparison;
  readonly shown: readonly Measure[];
  readonly view: DeltaView;
  readonly currency: string;
}

/** Every subject beside the baseline, a measure a row: value with interval, and the difference with its own. */
export function ComparisonTable({ comparison, shown, view, currency }: ComparisonTableProps) {
  const { subjects, baseline, measures } = comparison;
  const lines = measures.filter(({ measure }) => shown.includes(measure));
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Side by side">
      <Table size="small" aria-label="Side by side">
        <TableHead>
          <TableRow>
            <TableCell>Measure</TableCell>
            {subjects.map(({ subject, name, onFront, replications }, at) => (
              <TableCell key={writeSubject(subject)} align="right" sx={{ minWidth: 170, maxWidth: 280, verticalAlign: 'bottom' }}>
                <Box sx={{ overflowWrap: 'anywhere' }}>{name}</Box>
                <Box sx={{ color: tone.secondaryText, fontWeight: 400, fontSize: '0.75rem' }}>{`${at === baseline ? 'baseline, ' : ''}${replications} played${onFront ? ', on the Pareto front' : ''}`}</Box>
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {lines.map((line) => {
            const bars = scaleDeltas(line);
            return (
              <TableRow key={line.measure}>
                <TableCell component="th" scope="row">
                  {measureNames[line.measure]}
                </TableCell>
                {line.values.map((value, at) => {
                  const delta = line.deltas[at] ?? null;
                  const subject = subjects[at]?.subject;
                  return (
                    <TableCell key={subject === undefined ? at : writeSubject(subject)} align="right" sx={{ verticalAlign: 'top' }}>
                      <Box sx={{ fontVariantNumeric: 'tabular-nums', fontWeight: 600 }}>{formatMeasure(line.measure, value.mean, currency)}</Box>
                      <Box sx={{ color: tone.secondaryText, fontSize: '0.75rem', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{sayInterval(line.measure, value, currency)}</Box>
                      {delta !== null && <DeltaCell measure={line.measure} delta={delta} bar={bars[at] ?? null} view={view} currency={currency} />}
                    </TableCell>
                  );
                })}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
