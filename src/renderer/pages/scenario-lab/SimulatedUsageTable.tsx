import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableRow from '@mui/material/TableRow';
import { Link as RouteLink } from 'wouter';
import type { SimulatedUsage } from '../../../engine/model/simulation.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { namePeriod, usageState } from '../../shared/format/rule-usage.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { StickyHead } from '../../shared/ui/StickyHead.tsx';
import { UsageBar } from '../../shared/ui/UsageBar.tsx';
import { nameRuleKind, ruleHref } from '../../shared/format/rule-link.ts';

const isTight = ({ used, limit, isFloor, isReportOnly }: SimulatedUsage): boolean => isReportOnly !== true && ['binding', 'over', 'short'].includes(usageState(used, limit, isFloor));

/** Used against limit of every rule and period by the actions let through. */
export function SimulatedUsageTable({ usage }: { readonly usage: readonly SimulatedUsage[] }) {
  const tight = new Set(usage.filter(isTight).map(({ rule }) => rule)).size;
  return (
    <SectionCard title="Used against limit" sentence={`${formatQuantity(usage.length, 'line')}. ${formatQuantity(tight, 'rule')} ${tight === 1 ? 'leaves' : 'leave'} no room.`}>
      <TableContainer tabIndex={0} role="group" aria-label="Used against limit" sx={{ maxHeight: 420 }}>
        <Table size="small" stickyHeader aria-label="Used against limit">
          <StickyHead titles={['Rule', 'Kind', 'Period', 'Rep', 'Used of limit']} />
          <TableBody>
            {usage.map((line) => (
              <TableRow key={`${line.rule}|${line.period ?? ''}|${line.rep ?? ''}`} hover>
                <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                  <Link component={RouteLink} href={ruleHref(line.rule, line.kind)} underline="hover" color="inherit" sx={{ fontWeight: 600 }}>
                    {line.rule}
                  </Link>
                </TableCell>
                <TableCell>{`${nameRuleKind(line.rule, line.kind)}${line.isReportOnly === true ? ', only reported' : ''}`}</TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{namePeriod(line)}</TableCell>
                <TableCell>{line.rep ?? '–'}</TableCell>
                <TableCell sx={{ minWidth: 200 }}>
                  <UsageBar used={line.used} limit={line.limit} isFloor={line.isFloor} label={`${line.rule} ${line.period ?? ''} ${line.rep ?? ''}`.trim()} />
                </TableCell>
              </TableRow>
            ))}
            {usage.length === 0 && (
              <TableRow>
                <TableCell colSpan={5}>{emptyCopy.nothing}</TableCell>
              </TableRow>
            )}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}
