import Switch from '@mui/material/Switch';
import { isActive, isEnforced, type Constraint } from '../../../engine/model/constraint.ts';

interface EnforceSwitchProps {
  readonly rule: Constraint;
  readonly change: (next: Constraint) => void;
  /** What the switch is called for screen readers; in a form the label beside it says it. */
  readonly label?: string;
}

/** What the switch of a rule does, in words. */
export function describeEnforcement(rule: Constraint): string {
  if (rule.kind === 'blackout' && rule.window === 'restricted') return 'Restricted days are reported, never enforced.';
  if (rule.kind === 'blackout' && rule.window === 'preferred') return isActive(rule) ? 'Preferred where a day is as good as another.' : 'Counted and reported, not preferred.';
  return isEnforced(rule) ? 'Plans keep the rule.' : 'Counted and reported, not enforced.';
}

/** Enforces a rule, or only reports it. Restricted days know nothing but reports. */
export const EnforceSwitch = ({ rule, change, label }: EnforceSwitchProps) => {
  const isReportOnly = rule.kind === 'blackout' && rule.window === 'restricted';
  return (
    <Switch
      size="small"
      checked={!isReportOnly && isActive(rule)}
      disabled={isReportOnly}
      onChange={(event) => change({ ...rule, enforce: event.target.checked })}
      {...(label === undefined ? {} : { slotProps: { input: { 'aria-label': label } } })}
    />
  );
};
