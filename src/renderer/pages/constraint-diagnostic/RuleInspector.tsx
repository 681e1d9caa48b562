import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { OWNER_LENGTH, REASON_LENGTH, type Constraint } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { kindNames } from '../../shared/format/rule-usage.ts';
import { InlineTextField } from '../../shared/ui/InlineTextField.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { RemoveButton } from '../../shared/ui/RemoveButton.tsx';
import { DateCell } from './DateCell.tsx';
import { describeEnforcement, EnforceSwitch } from './EnforceSwitch.tsx';
import { FieldRow } from './FieldRow.tsx';
import { LimitFields } from './LimitFields.tsx';
import { describeKind, describeLength, describeNameProblem } from './rule-words.ts';
import { ScopeFields } from './ScopeFields.tsx';
import type { Rules } from './use-rules.ts';

interface RuleInspectorProps {
  readonly rule: Constraint;
  readonly rules: PlanningRules;
  readonly currency: string;
  readonly changes: Pick<Rules, 'edit' | 'remove' | 'undo'>;
  readonly onRenamed: (id: string) => void;
  readonly onClose: () => void;
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <Box role="group" aria-label={title} sx={{ display: 'grid', gap: 2 }}>
    <Typography variant="body2" color="textSecondary">
      {title}
    </Typography>
    {children}
  </Box>
);

function DateFields({ rule, change }: { readonly rule: Constraint; readonly change: (next: Constraint) => void }) {
  if (rule.kind === 'blackout') {
    return (
      <FieldRow>
        <DateCell label="From" value={rule.from} isNeeded onCommit={(from) => change({ ...rule, from, to: from > rule.to ? from : rule.to })} />
        <DateCell label="To" value={rule.to} isNeeded notBefore={rule.from} onCommit={(to) => change({ ...rule, to })} />
      </FieldRow>
    );
  }
  return (
    <FieldRow>
      <DateCell label="From" value={rule.from ?? ''} isNeeded={false} onCommit={(from) => change({ ...rule, from: from === '' ? null : from, ...(rule.to != null && from > rule.to ? { to: from } : {}) })} />
      <DateCell label="To" value={rule.to ?? ''} isNeeded={false} {...(rule.from == null ? {} : { notBefore: rule.from })} onCommit={(to) => change({ ...rule, to: to === '' ? null : to })} />
    </FieldRow>
  );
}

/** One rule: its limit, its dates, whom it speaks of, who answers for it. Every change is a step of its own. */
export function RuleInspector({ rule, rules, currency, changes: { edit, remove, undo }, onRenamed, onClose }: RuleInspectorProps) {
  const change = (constraint: Constraint): void => edit({ edit: 'constraint', constraint });
  const removeRule = async (): Promise<void> => {
    await remove({ edit: 'remove_constraint', id: rule.id });
    onClose();
  };
  return (
    <Inspector title={rule.id} sentence={`${kindNames[rule.kind]}. ${describeKind(rule)}`} onClose={onClose}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', pt: 1 }}>
        <InlineTextField
          label="Name"
          width="100%"
          value={rule.id}
          validate={(text) => describeNameProblem(text, rules.constraints.flatMap((other) => (other.id === rule.id ? [] : [other.id])))}
          onCommit={(newId) => {
            edit({ edit: 'rename_constraint', id: rule.id, newId });
            onRenamed(newId);
          }}
        />
        <Box sx={{ display: 'flex', alignItems: 'flex-start', justifyContent: 'space-between', gap: 2 }}>
          <Box>
            <FormControlLabel control={<EnforceSwitch rule={rule} change={change} />} label="Enforced" sx={{ ml: -0.5, gap: 1 }} />
            <FormHelperText>{describeEnforcement(rule)}</FormHelperText>
          </Box>
          <RemoveButton name={`rule ${rule.id}`} remove={removeRule} undo={undo} />
        </Box>
        <LimitFields rule={rule} rules={rules} currency={currency} change={change} />
        <Part title="Dates, both included">
          <DateFields rule={rule} change={change} />
        </Part>
        <Part title="Scope, empty = all">
          <ScopeFields key={rule.id} rule={rule} rules={rules} change={change} />
        </Part>
        <Part title="Who and why">
          <InlineTextField label="Owner" width="100%" value={rule.owner ?? ''} validate={(text) => describeLength(text, OWNER_LENGTH)} onCommit={(owner) => change({ ...rule, owner: owner === '' ? undefined : owner })} />
          <InlineTextField label="Reason" width="100%" value={rule.reason ?? ''} validate={(text) => describeLength(text, REASON_LENGTH)} onCommit={(reason) => change({ ...rule, reason: reason === '' ? undefined : reason })} />
        </Part>
      </Box>
    </Inspector>
  );
}
