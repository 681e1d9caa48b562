import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { Constraint } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { kindNames } from '../../shared/format/rule-usage.ts';
import { emptyCopy } from '../../shared/messages/brand-copy.ts';
import { RemoveButton } from '../../shared/ui/RemoveButton.tsx';
import { EnforceSwitch } from './EnforceSwitch.tsx';
import { describeLimit, describeScope } from './rule-words.ts';
import type { Rules } from './use-rules.ts';

interface RuleTableProps {
  readonly rules: PlanningRules;
  readonly shown: readonly Constraint[];
  readonly currency: string;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly changes: Pick<Rules, 'edit' | 'remove' | 'undo'>;
}

/** Rules one a line: what, for whom, how much, enforced or only reported. The name opens the rule. */
export function RuleTable({ rules, shown, currency, selected, onSelect, changes: { edit, remove, undo } }: RuleTableProps) {
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Rules">
      <Table size="small">
        <TableHead>
          <TableRow>
            {['Rule', 'Kind', 'Scope', 'Limit', 'Enforced', ''].map((title) => (
              <TableCell key={title}>{title}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map((rule) => (
            <TableRow key={rule.id} selected={rule.id === selected} hover>
              <TableCell component="th" scope="row" sx={{ fontWeight: 600, minWidth: 112, maxWidth: 320, overflowWrap: 'anywhere' }}>
                <Link component="button" type="button" underline="hover" onClick={() => onSelect(rule.id)} sx={{ color: 'text.primary', textAlign: 'left', minHeight: 24, font: 'inherit' }}>
                  {rule.id}
                </Link>
              </TableCell>
              <TableCell>{kindNames[rule.kind]}</TableCell>
              <TableCell sx={{ color: 'text.secondary', minWidth: 120, overflowWrap: 'anywhere' }}>{describeScope(rule)}</TableCell>
              <TableCell sx={{ fontVariantNumeric: 'tabular-nums', minWidth: 120, overflowWrap: 'anywhere' }}>{describeLimit(rule, currency)}</TableCell>
              <TableCell>
                <EnforceSwitch rule={rule} change={(constraint) => edit({ edit: 'constraint', constraint })} label={`Enforce ${rule.id}; off counts and reports only`} />
              </TableCell>
              <TableCell align="right">
                <RemoveButton name={`rule ${rule.id}`} remove={() => remove({ edit: 'remove_constraint', id: rule.id })} undo={undo} />
              </TableCell>
            </TableRow>
          ))}
          {shown.length === 0 && (
            <TableRow>
              <TableCell colSpan={6}>{rules.constraints.length === 0 ? emptyCopy.constraints : emptyCopy.nothing}</TableCell>
            </TableRow>
          )}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
