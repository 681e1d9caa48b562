import FormControlLabel from '@mui/material/FormControlLabel';
import Link from '@mui/material/Link';
import Switch from '@mui/material/Switch';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { Link as RouteLink } from 'wouter';
import type { Comparison } from '../../../contract/scenario.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { namePeriod } from '../../shared/format/rule-usage.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { UsageBar } from '../../shared/ui/UsageBar.tsx';
import { differingUsage, writeSubject } from './compare-subjects.ts';
import { nameRuleKind, ruleHref } from '../../shared/format/rule-link.ts';

/** Use of every rule, and what it refused, by subject. */
export function ComparisonUsage({ comparison }: { readonly comparison: Comparison }) {
  const [isDifferingOnly, setIsDifferingOnly] = useState(true);
  const { subjects, usage, refusals } = comparison;
  const lines = isDifferingOnly ? differingUsage(usage) : usage;
  const head = (first: readonly string[]) => (
    <TableHead>
      <TableRow>
        {first.map((title) => (
          <TableCell key={title} sx={{ backgroundColor: 'background.default' }}>
            {title}
          </TableCell>
        ))}
        {subjects.map(({ subject, name }) => (
          <TableCell key={writeSubject(subject)} sx={{ backgroundColor: 'background.default', overflowWrap: 'anywhere', minWidth: 180, maxWidth: 280 }}>
            {name}
          </TableCell>
        ))}
      </TableRow>
    </TableHead>
  );
  const ruleCell = (rule: string, kind: string) => (
    <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere', minWidth: 140 }}>
      <Link component={RouteLink} href={ruleHref(rule, kind)} underline="hover" color="inherit" sx={{ fontWeight: 600 }}>
        {rule}
      </Link>
    </TableCell>
  );
  return (
    <>
      <SectionCard
        title="Rule use"
        sentence={`${formatQuantity(lines.length, 'line')} of ${formatCount(usage.length)} shown.`}
        actions={<FormControlLabel control={<Switch size="small" checked={isDifferingOnly} onChange={(event) => setIsDifferingOnly(event.target.checked)} />} label="Only what differs" />}
      >
        <TableContainer tabIndex={0} role="group" aria-label="Rule use" sx={{ maxHeight: 420 }}>
          <Table size="small" stickyHeader aria-label="Rule use">
            {head(['Rule', 'Kind', 'Period'])}
            <TableBody>
              {lines.map((line) => (
                <TableRow key={`${line.rule}|${line.period ?? ''}|${line.rep ?? ''}`}>
                  {ruleCell(line.rule, line.kind)}
                  <TableCell>{nameRuleKind(line.rule, line.kind)}</TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>{`${namePeriod({ kind: line.kind, period: line.period ?? undefined })}${line.rep === null ? '' : `, ${line.rep}`}`}</TableCell>
                  {line.cells.map((cell, at) => {
                    const one = subjects[at];
                    return <TableCell key={one === undefined ? at : writeSubject(one.subject)}>{cell === null ? '–' : <UsageBar used={cell.used} limit={cell.limit} isFloor={line.isFloor} label={`${line.rule} ${line.period ?? ''} ${line.rep ?? ''} of ${one?.name ?? ''}`} />}</TableCell>;
                  })}
                </TableRow>
              ))}
              {lines.length === 0 && (
                <TableRow>
                  <TableCell colSpan={3 + subjects.length}>{usage.length === 0 ? emptyCopy.nothing : 'No rule is used differently.'}</TableCell>
                </TableRow>
              )}
            </TableBody>
          </Table>
        </TableContainer>
      </SectionCard>
      {refusals.length > 0 && (
        <SectionCard title="Refused" sentence={`${formatQuantity(refusals.length, 'rule')} kept actions out.`}>
          <TableContainer tabIndex={0} role="group" aria-label="Refused by rule" sx={{ maxHeight: 320 }}>
            <Table size="small" stickyHeader aria-label="Refused by rule">
              {head(['Rule', 'Kind'])}
              <TableBody>
                {refusals.map(({ rule, kind, actions }) => (
                  <TableRow key={`${rule}|${kind}`}>
                    {ruleCell(rule, kind)}
                    <TableCell>{nameRuleKind(rule, kind)}</TableCell>
                    {actions.map((count, at) => {
                      const one = subjects[at];
                      return (
                        <TableCell key={one === undefined ? at : writeSubject(one.subject)} sx={{ fontVariantNumeric: 'tabular-nums' }}>
                          {formatQuantity(count, 'action')}
                        </TableCell>
                      );
                    })}
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        </SectionCard>
      )}
    </>
  );
}
