import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { Utilisation } from '../../../contract/ledger.ts';
import { formatMoney, formatNumber } from '../../shared/format/number.ts';
import { HealthBar } from '../../shared/ui/HealthBar.tsx';

interface UtilisationTableProps {
  readonly label: string;
  readonly lines: readonly Utilisation[];
  readonly currency: string;
  readonly onSelect: (rule: string) => void;
}

const keyOf = ({ constraint, period, rep }: Utilisation): string => `${constraint}|${period ?? ''}|${rep ?? ''}`;

/** What is booked or used of limits; a line opens its rule. */
export const UtilisationTable = ({ label, lines, currency, onSelect }: UtilisationTableProps) => (
  <TableContainer tabIndex={0} role="group" aria-label={label} sx={{ maxHeight: '48vh' }}>
    <Table size="small" stickyHeader>
      <TableHead>
        <TableRow>
          {['Rule', 'Period', 'Rep', 'Booked and used of limit'].map((title) => (
            <TableCell key={title} sx={{ backgroundColor: 'background.default' }}>
              {title}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={keyOf(line)} hover>
            <TableCell component="th" scope="row" sx={{ maxWidth: 280 }}>
              <Button variant="text" size="small" onClick={() => onSelect(line.constraint)} sx={{ justifyContent: 'flex-start', textAlign: 'left', overflowWrap: 'anywhere', minWidth: 0 }}>
                {line.enforced ? line.constraint : `${line.constraint}, report only`}
              </Button>
            </TableCell>
            <TableCell sx={{ whiteSpace: 'nowrap' }}>{line.period ?? 'horizon'}</TableCell>
            <TableCell>{line.rep ?? '–'}</TableCell>
            <TableCell>
              <HealthBar used={line.used} limit={line.limit} label={[line.constraint, line.period, line.rep].filter((part) => part !== undefined).join(' ')} format={(value) => (line.unit === 'money' ? formatMoney(value, currency) : formatNumber(value))} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  </TableContainer>
);
