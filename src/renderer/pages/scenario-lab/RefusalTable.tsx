import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableRow from '@mui/material/TableRow';
import { Link as RouteLink } from 'wouter';
import type { Refusal } from '../../../engine/model/simulation.ts';
import { formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { StickyHead } from '../../shared/ui/StickyHead.tsx';
import { UsageBar } from '../../shared/ui/UsageBar.tsx';
import { nameRuleKind, ruleHref } from '../../shared/format/rule-link.ts';

/** Which rules kept actions out; a name opens its rule. */
export function RefusalTable({ refusals, proposed }: { readonly refusals: readonly Refusal[]; readonly proposed: number }) {
  const refused = refusals.reduce((sum, { actions }) => sum + actions, 0);
  return (
    <SectionCard title="Refused" sentence={refused === 0 ? '0 actions refused. Every rule was kept without a change.' : `${formatQuantity(refused, 'action')} refused, ${formatPercent(proposed === 0 ? 0 : refused / proposed)} of those asked for. Each counts for the first rule against it.`}>
      {refused > 0 && (
        <TableContainer tabIndex={0} role="group" aria-label="Refused by rule" sx={{ maxHeight: 360 }}>
          <Table size="small" stickyHeader aria-label="Refused by rule">
            <StickyHead titles={['Rule', 'Kind', 'Actions refused']} />
            <TableBody>
              {refusals.map(({ rule, kind, actions }) => (
                <TableRow key={`${rule}|${kind}`} hover>
                  <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                    <Link component={RouteLink} href={ruleHref(rule, kind)} underline="hover" color="inherit" sx={{ fontWeight: 600 }}>
                      {rule}
                    </Link>
                  </TableCell>
                  <TableCell>{nameRuleKind(rule, kind)}</TableCell>
                  <TableCell sx={{ minWidth: 200 }}>
                    <UsageBar used={actions} limit={refused} isShare label={`Refused by ${rule}`} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </SectionCard>
  );
}
