import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Fragment, useState } from 'react';
import type { PriceState, ProblemChange, RulePrice } from '../../../engine/model/what-if.ts';
import { formatMoney, formatNumber, formatSigned } from '../../shared/format/number.ts';
import { nameKind } from '../../shared/format/rule-usage.ts';

const stateNames: Record<PriceState, string> = { saturated: 'saturated', idle: 'idle', report_only: 'report only', unpriced: 'at its limit, no price' };
const titles = ['Rule', 'State', 'Limit', 'One more is worth', 'One step is worth', 'Price holds', 'Moved by', 'Foretold', 'Solved again', ''] as const;

/** A limit with its unit. */
const sayLimit = (value: number | null, { unit }: RulePrice, currency: string): string => (value === null ? '–' : unit === 'money' ? formatMoney(value, currency, 0) : formatNumber(value));

/** Rules where a smaller number asks for less. */
const isTarget = ({ ruleKind }: RulePrice): boolean => ruleKind === 'coverage' || ruleKind === 'minimum';

/** The change that loosens a rule by one natural step. */
function stepOf(row: RulePrice): ProblemChange | null {
  if (row.limit === null || row.step === null || row.state !== 'saturated') return null;
  return { kind: 'limit', rule: row.rule, to: Math.max(0, row.limit + (isTarget(row) ? -row.step : row.step)) };
}

function sayStep({ step, unit }: RulePrice, currency: string): string {
  if (step === null || unit === null) return '';
  return unit === 'money' ? `per ${formatMoney(step, currency, 0)}` : `per ${unit.replace(/s$/, '')}`;
}

/** Prices of the periods and reps of a rule, and the dearest of them. */
function saySpread({ rows }: RulePrice): string {
  const priced = rows.flatMap(({ price, period, rep }) => (price === null ? [] : [{ price: Math.abs(price), name: [rep, period].filter((part) => part !== undefined).join(' · ') }]));
  const dearest = priced.reduce<(typeof priced)[number] | null>((best, row) => (best === null || row.price > best.price ? row : best), null);
  if (dearest === null || priced.length < 2 || dearest.price <= 0) return '';
  return `${formatNumber(Math.min(...priced.map(({ price }) => price)), 3)} to ${formatNumber(dearest.price, 3)}, dearest ${dearest.name}`;
}

/** Rules whose limit can be moved to see what that brings. */
const canCheck = ({ limit, state, check }: RulePrice): boolean => limit !== null && state !== 'report_only' && check === null;

function Rows({ row, currency }: { readonly row: RulePrice; readonly currency: string }) {
  return row.rows.map((line) => (
    <TableRow key={`${line.period ?? ''}|${line.rep ?? ''}`}>
      <TableCell sx={{ pl: 4 }}>{[line.rep, line.period ?? 'horizon'].filter((part) => part !== undefined).join(' · ')}</TableCell>
      <TableCell>{`${formatNumber(line.used)} used`}</TableCell>
      <TableCell align="right">{sayLimit(line.limit, row, currency)}</TableCell>
      <TableCell align="right">{line.price === null ? '–' : formatNumber(Math.abs(line.price), 3)}</TableCell>
      <TableCell colSpan={6} />
    </TableRow>
  ));
}

interface PriceTableProps {
  readonly rules: readonly RulePrice[];
  readonly currency: string;
  /** Tries a change; the planner sees what comes of it. */
  readonly onTry: (change: ProblemChange) => void;
  /** Checks one rule by solving again; null while another is checked. */
  readonly onCheck: ((rule: string) => void) | null;
}

/** What to loosen first: prices of rules, the range they hold over, and the gain foretold beside the gain found. */
export function PriceTable({ rules, currency, onTry, onCheck }: PriceTableProps) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Prices of rules" sx={{ maxHeight: '60vh' }}>
      <Table size="small" stickyHeader>
        <TableHead>
          <TableRow>
            {titles.map((title, at) => (
              <TableCell key={title} align={at >= 2 && at <= 8 ? 'right' : 'left'} sx={{ backgroundColor: 'background.default', whiteSpace: 'nowrap' }}>
                {title === '' ? <span className="visually-hidden">Try</span> : title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody sx={{ '& td': { fontVariantNumeric: 'tabular-nums' } }}>
          {rules.map((row) => {
            const step = stepOf(row);
            const isOpen = open === row.rule;
            return (
              <Fragment key={row.rule}>
                <TableRow hover>
                  <TableCell component="th" scope="row" sx={{ minWidth: 140, maxWidth: 280, overflowWrap: 'anywhere' }}>
                    {row.rows.length > 1 ? (
                      <Button size="small" color="inherit" aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : row.rule)} sx={{ p: 0, minWidth: 0, textAlign: 'left', fontWeight: 600 }}>
                        {row.rule}
                      </Button>
                    ) : (
                      <strong>{row.rule}</strong>
                    )}
                    <Typography variant="caption" component="div" color="textSecondary">
                      {nameKind(row.ruleKind)}
                    </Typography>
                  </TableCell>
                  <TableCell>{stateNames[row.state]}</TableCell>
                  <TableCell align="right">{sayLimit(row.limit, row, currency)}</TableCell>
                  <TableCell align="right">
                    {row.price === null ? '–' : formatNumber(row.price, 3)}
                    <Typography variant="caption" component="div" color="textSecondary">
                      {saySpread(row)}
                    </Typography>
                  </TableCell>
                  <TableCell align="right">
                    {row.valuePerStep === null ? '–' : formatNumber(row.valuePerStep, 1)}
                    <Typography variant="caption" component="div" color="textSecondary">
                      {row.valuePerStep === null ? '' : sayStep(row, currency)}
                    </Typography>
                  </TableCell>
                  <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>{row.holdsFrom === null ? '–' : `${sayLimit(row.holdsFrom, row, currency)} to ${sayLimit(row.holdsTo, row, currency)}`}</TableCell>
                  <TableCell align="right">{row.check === null ? '–' : sayLimit(row.check.by, row, currency)}</TableCell>
                  <TableCell align="right">{formatSigned(row.check?.predicted)}</TableCell>
                  <TableCell align="right">
                    {formatSigned(row.check?.resolved)}
                    <Typography variant="caption" component="div" color="textSecondary" sx={{ whiteSpace: 'nowrap' }}>
                      {row.check?.boundGain == null ? '' : `bound ${formatSigned(row.check.boundGain)}`}
                    </Typography>
                  </TableCell>
                  <TableCell>
                    {step !== null && (
                      <Button size="small" variant="outlined" aria-label={`Try ${row.rule} loosened by one step`} onClick={() => onTry(step)}>
                        Try
                      </Button>
                    )}
                    {canCheck(row) && (
                      <Button size="small" variant="outlined" disabled={onCheck === null} aria-label={`Check ${row.rule} by solving again`} onClick={() => onCheck?.(row.rule)}>
                        Check
                      </Button>
                    )}
                  </TableCell>
                </TableRow>
                {isOpen && <Rows row={row} currency={currency} />}
              </Fragment>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
