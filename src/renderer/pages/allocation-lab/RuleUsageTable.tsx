import Link from '@mui/material/Link';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { Link as RouteLink } from 'wouter';
import type { z } from 'zod';
import type { PlanDetail } from '../../../contract/allocation.ts';
import { formatMoney, formatNumber, formatQuantity } from '../../shared/format/number.ts';
import { countBinding, isFloor, isPreference, isTight, nameKind, namePeriod } from '../../shared/format/rule-usage.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { UsageBar } from '../../shared/ui/UsageBar.tsx';

type Detail = z.infer<typeof PlanDetail>;
type Usage = Detail['usage'][number];

const hrefOf = (planId: number, { constraint, period, rep }: Usage): string =>
  `/allocation-lab?${new URLSearchParams({ plan: String(planId), view: 'actions', constraint, ...(period === undefined ? {} : { period }), ...(rep === undefined ? {} : { rep }) }).toString()}`;

/** Used against limit for every rule and period; a line opens the actions it counts. */
export function RuleUsageTable({ detail, currency }: { readonly detail: Detail; readonly currency: string }) {
  const [isTightOnly, setIsTightOnly] = useState(false);
  const lines = detail.usage.filter((line) => !isTightOnly || isTight(line));
  const formatOf = (usage: Usage) => (usage.unit === 'money' ? (value: number) => formatMoney(value, currency) : (value: number) => formatNumber(value));
  return (
    <SectionCard
      title="Used against limit"
      sentence={`${formatQuantity(detail.usage.length, 'line')}. ${formatQuantity(countBinding(detail.usage), 'rule binds', 'rules bind')}.`}
      actions={<FormControlLabel control={<Switch size="small" checked={isTightOnly} onChange={(event) => setIsTightOnly(event.target.checked)} />} label="Only what binds" />}
    >
      <TableContainer tabIndex={0} role="group" aria-label="Used against limit" sx={{ maxHeight: '60vh' }}>
        <Table size="small" stickyHeader>
          <TableHead>
            <TableRow>
              {['Rule', 'Kind', 'Period', 'Rep', 'Used of limit', 'One more is worth'].map((title) => (
                <TableCell key={title} align={title === 'One more is worth' ? 'right' : 'left'} sx={{ backgroundColor: 'background.default', whiteSpace: 'nowrap' }}>
                  {title}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {lines.map((line) => (
              <TableRow key={`${line.constraint}|${line.period ?? ''}|${line.rep ?? ''}`} hover>
                <TableCell component="th" scope="row" sx={{ minWidth: 120, maxWidth: 320 }}>
                  <Link component={RouteLink} href={hrefOf(detail.summary.id, line)} underline="hover" color="inherit" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                    {line.constraint}
                  </Link>
                </TableCell>
                <TableCell>{line.enforced || isPreference(line) ? nameKind(line.kind) : `${nameKind(line.kind)}, report only`}</TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{namePeriod(line)}</TableCell>
                <TableCell>{line.rep ?? '–'}</TableCell>
                <TableCell sx={{ minWidth: 200 }}>
                  <UsageBar used={line.used} limit={line.limit} isFloor={isFloor(line)} isShare={isPreference(line)} label={`${line.constraint} ${line.period ?? ''} ${line.rep ?? ''}`.trim()} format={formatOf(line)} />
                </TableCell>
                <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                  {line.price === null ? '–' : formatNumber(line.price, 3)}
                </TableCell>
              </TableRow>
            ))}
            {lines.length === 0 && (
              <TableRow>
                <TableCell colSpan={6}>{emptyCopy.nothing}</TableCell>
              </TableRow>
            )}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}
