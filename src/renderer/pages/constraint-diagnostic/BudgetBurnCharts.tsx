import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BudgetBurn } from '../../../contract/ledger.ts';
import { useCore } from '../../app/core-context.ts';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { LineChart } from '../../shared/charts/LineChart.tsx';
import { formatMoney } from '../../shared/format/number.ts';
import { namePeriod } from '../../shared/format/rule-usage.ts';
import { HealthBar } from '../../shared/ui/HealthBar.tsx';
import { describeBurn, groupBurns, pickPeriod } from './runway-words.ts';

/** One budget: its whole horizon, or the period that is chosen. */
function BurnChart({ burns, currency }: { readonly burns: readonly BudgetBurn[]; readonly currency: string }) {
  const [chosen, choose] = useState<string | null>(null);
  const burn = pickPeriod(burns, chosen);
  if (burn === undefined) return null;
  const format = (value: number): string => formatMoney(value, currency, 0);
  const data = burn.days.map(({ date, committed, spent }) => ({ date, committed, spent, limit: burn.limit }));
  const last = burn.days.at(-1);
  const name = [burn.constraint, burn.period].filter((part) => part !== undefined).join(' ');
  return (
    <ChartCard
      id={`burn.${burn.constraint}`}
      title={burn.constraint}
      sentence={describeBurn(burn, currency)}
      data={data}
      columns={[
        { key: 'date', label: 'Up to' },
        { key: 'committed', label: 'Committed', unit: currency },
        { key: 'spent', label: 'Spent', unit: currency },
      ]}
    >
      {burns.length > 1 && (
        <TextField select label={`Period of ${burn.constraint}`} value={burn.period ?? ''} onChange={(event) => choose(event.target.value)} sx={{ minWidth: 200, mb: 1.5 }}>
          {burns.map(({ period = '' }) => (
            <MenuItem key={period} value={period}>
              {namePeriod({ kind: 'budget', period })}
            </MenuItem>
          ))}
        </TextField>
      )}
      <HealthBar used={(last?.committed ?? 0) + (last?.spent ?? 0)} limit={burn.limit} label={`Budget ${name}`} format={format} />
      {data.length > 1 && (
        <LineChart
          label={`Committed and spent of ${name}`}
          data={data}
          xKey="date"
          series={[
            { key: 'committed', label: 'committed', hue: 'value' },
            { key: 'spent', label: 'spent', hue: 'context' },
            { key: 'limit', label: 'limit', hue: 'limit' },
          ]}
          format={format}
        />
      )}
    </ChartCard>
  );
}

/** Money of every budget up to each day, its rate, and how long it lasts; of a budget of periods the one that is chosen. */
export function BudgetBurnCharts({ currency }: { readonly currency: string }) {
  const { api } = useCore();
  const burns = useQuery(api.ledger.burn.queryOptions()).data ?? [];
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))', mt: 2 }}>
      {groupBurns(burns).map((group) => (
        <BurnChart key={group[0]?.constraint} burns={group} currency={currency} />
      ))}
    </Box>
  );
}
