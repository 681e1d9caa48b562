import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { AttributionReport } from '../../../engine/model/attribution.ts';
import { formatFixed } from '../../shared/format/number.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { listModels } from './bench-rows.ts';
import { modelNames } from './model-names.ts';

/** Deepest tint of the heat table: white text stays readable on it. */
const DEEPEST = 0.45;
const GOLD = '217, 119, 6';
const VIOLET = '168, 85, 247';

/** Gold where two models order the channels alike, violet where they order them the other way round. */
const tintOf = (agreement: number | null): string => (agreement === null ? 'transparent' : `rgba(${agreement < 0 ? VIOLET : GOLD}, ${Math.abs(agreement) * DEEPEST})`);

/** How alike the models order the channels. */
export function AgreementTable({ report }: { readonly report: AttributionReport }) {
  const models = listModels(report);
  return (
    <SectionCard title="Agreement" sentence="Kendall's tau-b of the models' orders of the channels: 1 the same, 0 unrelated, −1 reversed.">
      <TableContainer tabIndex={0} role="group" aria-label="Agreement of the models">
        <Table size="small" aria-label="Agreement of the models" sx={{ '& td, & th': { px: 0.75, fontSize: '0.75rem' } }}>
          <TableHead>
            <TableRow>
              <TableCell>Model</TableCell>
              {models.map((model) => (
                <TableCell key={model} align="right">
                  {modelNames[model]}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {models.map((one) => (
              <TableRow key={one}>
                <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                  {modelNames[one]}
                </TableCell>
                {models.map((other) => {
                  const agreement = report.agreement[one]?.[other] ?? null;
                  return (
                    <TableCell key={other} align="right" sx={{ backgroundColor: tintOf(agreement), fontVariantNumeric: 'tabular-nums' }}>
                      {formatFixed(agreement, 2)}
                    </TableCell>
                  );
                })}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}
