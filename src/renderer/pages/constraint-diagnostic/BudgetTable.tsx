import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useQuery } from '@tanstack/react-query';
import { Link as RouteLink } from 'wouter';
import type { BudgetBurn } from '../../../contract/ledger.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { formatMoney } from '../../shared/format/number.ts';
import { namePeriod } from '../../shared/format/rule-usage.ts';
import { HealthBar } from '../../shared/ui/HealthBar.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { ledgerHref } from './ledger-link.ts';
import { NumberCell } from './NumberCell.tsx';
import { describeScope } from './rule-words.ts';
import { describeRunway } from './runway-words.ts';
import type { Rules } from './use-rules.ts';

interface BudgetTableProps {
  readonly rules: PlanningRules;
  readonly currency: string;
  readonly edit: Rules['edit'];
  readonly onSelect: (rule: string) => void;
}

const numeric = { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' } as const;
const titles = ['Budget', 'Scope', 'Period', 'Allocated', 'Committed', 'Spent', 'Taken', 'A day', 'Runway'] as const;
const isNumeric = (title: (typeof titles)[number]): boolean => ['Allocated', 'Committed', 'Spent', 'A day'].includes(title);

interface BudgetRowProps extends Omit<BudgetTableProps, 'rules'> {
  readonly rule: Extract<PlanningRules['constraints'][number], { kind: 'budget' }>;
  readonly burn: BudgetBurn;
  /** True on the first line of a budget, which says what holds for all of them. */
  readonly isFirst: boolean;
}

function BudgetRow({ rule, burn, isFirst, currency, edit, onSelect }: BudgetRowProps) {
  const { committed, spent } = burn.days.at(-1) ?? { committed: 0, spent: 0 };
  const name = [burn.constraint, burn.period].filter((part) => part !== undefined).join(' ');
  const rows = (what: string, amount: number) => (
    <Link component={RouteLink} href={ledgerHref(burn)} underline="hover" color="inherit" aria-label={`${what} of ${name}: ${formatMoney(amount, currency)}`}>
      {formatMoney(amount, currency)}
    </Link>
  );
  return (
    <TableRow hover>
      <TableCell component="th" scope="row" sx={{ fontWeight: 600, minWidth: 112, maxWidth: 240, overflowWrap: 'anywhere' }}>
        {isFirst && (
          <Link component="button" type="button" underline="hover" onClick={() => onSelect(rule.id)} sx={{ color: 'text.primary', textAlign: 'left', minHeight: 24, font: 'inherit' }}>
            {rule.id}
          </Link>
        )}
      </TableCell>
      <TableCell sx={{ color: 'text.secondary', minWidth: 120, maxWidth: 280, overflowWrap: 'anywhere' }}>{isFirst && describeScope(rule)}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{namePeriod({ kind: rule.kind, period: burn.period })}</TableCell>
      <TableCell align="right" sx={numeric}>
        {isFirst ? <NumberCell label={`Allocated to ${rule.id} in ${currency}`} value={rule.max} min={0} onCommit={(max) => edit({ edit: 'constraint', constraint: { ...rule, max } })} width={120} /> : formatMoney(rule.max, currency)}
      </TableCell>
      <TableCell align="right" sx={numeric}>
        {rows('Committed', committed)}
      </TableCell>
      <TableCell align="right" sx={numeric}>
        {rows('Spent', spent)}
      </TableCell>
      <TableCell>
        <HealthBar used={committed + spent} limit={rule.max} label={`Taken of ${name}`} format={(value) => formatMoney(value, currency, 0)} />
      </TableCell>
      <TableCell align="right" sx={numeric}>
        {formatMoney(burn.perDay, currency)}
      </TableCell>
      <TableCell sx={{ minWidth: 140 }}>{describeRunway(burn) ?? '–'}</TableCell>
    </TableRow>
  );
}

/** Budgets by scope and period: allocated in place, committed and spent as the ledger has it, rate and runway. */
export function BudgetTable({ rules, currency, edit, onSelect }: BudgetTableProps) {
  const { api } = useCore();
  const burns = useQuery(api.ledger.burn.queryOptions()).data ?? [];
  const shown = burns.flatMap((burn) => rules.constraints.flatMap((rule) => (rule.kind === 'budget' && rule.id === burn.constraint ? [{ rule, burn }] : [])));
  if (shown.length === 0) return null;
  return (
    <SectionCard title="Allocated, committed, spent" sentence="By what stands in the ledger. A number opens its entries.">
      <TableContainer tabIndex={0} role="group" aria-label="Budgets" sx={{ maxHeight: '56vh' }}>
        <Table size="small" stickyHeader>
          <TableHead>
            <TableRow>
              {titles.map((title) => (
                <TableCell key={title} align={isNumeric(title) ? 'right' : 'left'} sx={{ backgroundColor: 'background.default' }}>
                  {title}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map(({ rule, burn }, at) => (
              <BudgetRow key={`${rule.id}|${burn.period ?? ''}`} rule={rule} burn={burn} isFirst={shown[at - 1]?.rule.id !== rule.id} currency={currency} edit={edit} onSelect={onSelect} />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </SectionCard>
  );
}
