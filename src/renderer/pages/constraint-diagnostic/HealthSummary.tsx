import { useQuery } from '@tanstack/react-query';
import type { Utilisation } from '../../../contract/ledger.ts';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { healthOf } from '../../shared/ui/HealthBar.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { UtilisationTable } from './UtilisationTable.tsx';

const TIGHTEST = 3;

const shareOf = ({ used, limit }: Utilisation): number => (limit > 0 ? used / limit : used > 0 ? Infinity : 0);

/** The fullest period of each enforced rule, fullest rule first. */
export function listTightest(lines: readonly Utilisation[], count: number): Utilisation[] {
  const fullest = new Map<string, Utilisation>();
  for (const line of lines) {
    if (!line.enforced || line.kind === 'blackout') continue;
    const known = fullest.get(line.constraint);
    if (known === undefined || shareOf(line) > shareOf(known)) fullest.set(line.constraint, line);
  }
  return [...fullest.values()].toSorted((a, b) => shareOf(b) - shareOf(a) || (a.constraint < b.constraint ? -1 : 1)).slice(0, count);
}

/** The rules that leave least room for more, by what is booked and used. */
export function HealthSummary({ currency, onSelect }: { readonly currency: string; readonly onSelect: (rule: string) => void }) {
  const { api } = useCore();
  const lines = useQuery(api.ledger.utilisation.queryOptions({ input: {} })).data;
  if (lines === undefined || lines.length === 0) return null;
  if (lines.every((line) => line.used === 0)) return null;
  const full = new Set(lines.filter((line) => line.enforced && ['nearly gone', 'over'].includes(healthOf(line.used, line.limit)) && line.kind !== 'blackout').map((line) => line.constraint)).size;
  return (
    <SectionCard title="Health" sentence={`${formatQuantity(full, 'rule')} above 90% in some period. The ${TIGHTEST} tightest:`}>
      <UtilisationTable label="Tightest rules" lines={listTightest(lines, TIGHTEST)} currency={currency} onSelect={onSelect} />
    </SectionCard>
  );
}
