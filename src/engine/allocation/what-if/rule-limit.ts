import type { Constraint } from '../../model/constraint.ts';

/** The number a rule limits by, and how it reads. */
export interface RuleLimit {
  readonly value: number;
  readonly unit: 'actions' | 'money' | 'contacts' | 'days';
  /** −1 where a smaller number asks for less: floors and distances. */
  readonly looser: 1 | -1;
  /** Natural step: one slot, 1,000 of money, one contact, one touch, one day. */
  readonly step: number;
}

const MONEY_STEP = 1000;

/** What a rule limits by; null for rules without a number. `contacts` counts those in scope, for a share of them. */
export function limitOf(rule: Constraint, contacts: number): RuleLimit | null {
  switch (rule.kind) {
    case 'capacity':
    case 'rep_capacity':
    case 'concurrent':
    case 'frequency':
    case 'pressure':
      return { value: rule.max, unit: 'actions', looser: 1, step: 1 };
    case 'budget':
      return { value: rule.max, unit: 'money', looser: 1, step: MONEY_STEP };
    case 'contact_limit':
      return rule.maxPerMonth === undefined ? { value: rule.cooldownDays ?? 0, unit: 'days', looser: -1, step: 1 } : { value: rule.maxPerMonth, unit: 'actions', looser: 1, step: 1 };
    case 'minimum':
      return { value: rule.min, unit: 'actions', looser: -1, step: 1 };
    case 'coverage':
      return { value: rule.minContacts ?? Math.ceil((rule.minShare ?? 0) * contacts - 1e-9), unit: 'contacts', looser: -1, step: 1 };
    default:
      return null;
  }
}

/** The rule with another limit; a share becomes a number of contacts. Rules without a number stay. */
export function withLimit(rule: Constraint, value: number): Constraint {
  const whole = Math.max(0, Math.round(value));
  switch (rule.kind) {
    case 'capacity':
    case 'rep_capacity':
    case 'concurrent':
    case 'pressure':
    case 'budget':
      return { ...rule, max: Math.max(0, value) };
    case 'frequency':
      return { ...rule, max: whole };
    case 'contact_limit':
      return rule.maxPerMonth === undefined ? { ...rule, cooldownDays: whole } : { ...rule, maxPerMonth: whole };
    case 'minimum':
      return { ...rule, min: whole };
    case 'coverage': {
      const { minShare: _share, ...rest } = rule;
      return { ...rest, minContacts: whole };
    }
    default:
      return rule;
  }
}
