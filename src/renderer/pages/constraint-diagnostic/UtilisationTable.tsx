import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';
import { Link as RouteLink } from 'wouter';
import type { Utilisation } from '../../../contract/ledger.ts';
import { formatMoney, formatNumber } from '../../shared/format/number.ts';
import { isPreference, namePeriod } from '../../shared/format/rule-usage.ts';
import { HealthBar } from '../../shared/ui/HealthBar.tsx';
import { StickyHead } from '../../shared/ui/StickyHead.tsx';
import { ledgerHref } from './ledger-link.ts';

export type UtilisationLine = Omit<Utilisation, 'unit'> & { readonly unit: string };

interface UtilisationTableProps {
  readonly label: string;
  readonly lines: readonly UtilisationLine[];
  readonly currency: string;
  /** Opens a rule. */
  readonly onSelect: (rule: string) => void;
  readonly barTitle?: string;
  /** Location of the rows that a line counts; those of the ledger unless given. */
  readonly hrefOf?: (line: UtilisationLine) => string;
  /** Bar of a line; its health unless given. */
  readonly renderBar?: (line: UtilisationLine, label: string, format: (value: number) => string) => ReactNode;
}

const keyOf = ({ constraint, period, rep }: UtilisationLine): string => `${constraint}|${period ?? ''}|${rep ?? ''}`;

const renderHealth: NonNullable<UtilisationTableProps['renderBar']> = ({ used, limit }, label, format) => <HealthBar used={used} limit={limit} label={label} format={format} />;

/** Used of limits: the name opens the rule, the bar the rows that make the number up. */
export const UtilisationTable = ({ label, lines, currency, onSelect, barTitle = 'Booked and used of limit', hrefOf = ledgerHref, renderBar = renderHealth }: UtilisationTableProps) => (
  <TableContainer tabIndex={0} role="group" aria-label={label} sx={{ maxHeight: '48vh' }}>
    <Table size="small" stickyHeader>
      <StickyHead titles={['Rule', 'Period', 'Rep', barTitle]} />
      <TableBody>
        {lines.map((line) => {
          const name = [line.constraint, line.period, line.rep].filter((part) => part !== undefined).join(' ');
          return (
            <TableRow key={keyOf(line)} hover>
              <TableCell component="th" scope="row" sx={{ minWidth: 112, maxWidth: 280 }}>
                <Button variant="text" size="small" onClick={() => onSelect(line.constraint)} sx={{ justifyContent: 'flex-start', textAlign: 'left', overflowWrap: 'anywhere', minWidth: 0 }}>
                  {line.enforced || isPreference(line) ? line.constraint : `${line.constraint}, report only`}
                </Button>
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{namePeriod(line)}</TableCell>
              <TableCell>{line.rep ?? '–'}</TableCell>
              <TableCell>
                <Link component={RouteLink} href={hrefOf(line)} underline="none" color="inherit" sx={{ display: 'block', py: 0.25, '&:hover': { color: 'primary.light' } }}>
                  <span className="visually-hidden">{`Rows of ${name}: `}</span>
                  {renderBar(line, name, (value) => (line.unit === 'money' ? formatMoney(value, currency) : formatNumber(value)))}
                </Link>
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  </TableContainer>
);
