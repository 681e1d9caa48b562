import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { UtilisationTable } from './UtilisationTable.tsx';

/** Capacities period by period, with what is booked and used of them. */
export function CapacityUtilisation({ currency, onSelect }: { readonly currency: string; readonly onSelect: (rule: string) => void }) {
  const { api } = useCore();
  const lines = (useQuery(api.ledger.utilisation.queryOptions({ input: {} })).data ?? []).filter((line) => line.kind === 'capacity' || line.kind === 'rep_capacity' || line.kind === 'concurrent');
  if (lines.length === 0) return null;
  return (
    <SectionCard title="Utilisation" sentence={`${formatQuantity(lines.length, 'period')} of ${formatQuantity(new Set(lines.map((line) => line.constraint)).size, 'rule')}, by what is booked and used.`}>
      <UtilisationTable label="Utilisation of capacities" lines={lines} currency={currency} onSelect={onSelect} />
    </SectionCard>
  );
}
