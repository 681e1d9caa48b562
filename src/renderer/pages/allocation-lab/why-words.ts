import type { CellVerdict, PriceLine, Rival, Verdict } from '../../../engine/model/explanation.ts';
import { brand, tone } from '../../app/theme/tokens.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatNumber } from '../../shared/format/number.ts';
import { ruleHref } from '../../shared/format/rule-link.ts';

/** How a verdict is called, drawn and coloured: gold is value, violet a limit; the sign says the same without colour. */
export const verdictLooks: Readonly<Record<Verdict, { readonly name: string; readonly sign: string; readonly text: string; readonly fill: string; readonly border: string }>> = {
  planned: { name: 'planned', sign: '●', text: brand.voidBlack, fill: brand.catalystGold, border: brand.catalystGold },
  free: { name: 'fits and pays', sign: '+', text: tone.goldHover, fill: 'transparent', border: brand.catalystGold },
  below_price: { name: 'fits, below price', sign: '–', text: tone.secondaryText, fill: 'transparent', border: brand.mutedGray },
  refused: { name: 'refused by a rule', sign: '×', text: tone.violetText, fill: tone.accentSurface, border: brand.consumptionPurple },
  closed: { name: 'closed', sign: '·', text: tone.secondaryText, fill: 'transparent', border: brand.borderGray },
};

/** The verdicts in the order of a legend. */
export const verdicts = ['planned', 'free', 'below_price', 'refused', 'closed'] as const satisfies readonly Verdict[];

/** Location of a view that explains a contact, and an action where one is named. */
export const whyHref = (planId: number, { contact, channel, date }: { readonly contact: string; readonly channel?: string | undefined; readonly date?: string | undefined }): string =>
  `/allocation-lab?${new URLSearchParams({ plan: String(planId), view: 'why', contact, ...(channel === undefined ? {} : { channel }), ...(date === undefined ? {} : { date }) }).toString()}`;

/** A cell as it is read out. */
export const sayCell = (channel: string, { date, verdict, rule, gain }: CellVerdict): string => `${channel}, ${formatDate(date)}: ${verdictLooks[verdict].name}${rule === null ? '' : `, ${rule}`}, worth ${formatNumber(gain)}`;

/** Where a rule is set; what campaigns hold leads to them. */
export const placeOfRule = (rule: string, kind: string): string => (kind === 'reservation' || rule.startsWith('campaign:') ? '/campaign-coordinator' : ruleHref(rule, kind));

/** Price × use, and how full the rule is. */
export function sayPrice({ price, use, used, limit, period, rep }: PriceLine): string {
  const where = [rep, period].filter((part) => part !== undefined).join(', ');
  return `${formatNumber(Math.abs(price), 3)} × ${formatNumber(use)}${where === '' ? '' : `, ${where}`}: ${formatNumber(used)} of ${formatNumber(limit)}`;
}

/** How far a rival is ahead or behind. */
export const sayLead = ({ lead }: Rival): string => (Math.abs(lead) < 1e-9 ? 'as much' : `${formatNumber(Math.abs(lead), 3)} ${lead > 0 ? 'more' : 'less'}`);
