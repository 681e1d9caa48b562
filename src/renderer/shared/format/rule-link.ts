import { nameKind } from './rule-usage.ts';

interface Place {
  readonly name: string;
  readonly href: string;
}

const channels = '/constraint-diagnostic?tab=channels';
const pins = '/constraint-diagnostic?tab=pins';

/** Rules that every problem has by itself, and where they are set. */
const standing: Readonly<Record<string, Place>> = {
  consent: { name: 'Opt-out of a contact', href: '/signal-index' },
  cooldown: { name: 'Cooldown of a channel', href: channels },
  'once-a-day': { name: 'One action a day and channel', href: channels },
  weekday: { name: 'Weekdays of a channel', href: channels },
  'max-per-contact': { name: 'Actions of a channel per contact', href: channels },
  fixed: { name: 'Pinned action', href: pins },
  forbidden: { name: 'Forbidden action', href: pins },
};

/** Location of a rule; of several joined into one the first. */
export function ruleHref(rule: string, kind: string): string {
  if (kind === 'campaign') return '/campaign-coordinator';
  const place = kind === rule ? standing[rule] : undefined;
  return place?.href ?? `/constraint-diagnostic?${new URLSearchParams({ rule: rule.split(' + ')[0] ?? rule }).toString()}`;
}

/** Kind of a rule in words. */
export const nameRuleKind = (rule: string, kind: string): string => (kind === 'campaign' ? 'Campaign' : ((kind === rule ? standing[rule]?.name : undefined) ?? nameKind(kind)));
