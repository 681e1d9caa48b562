import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { ChartCard } from '../../shared/charts/ChartCard.tsx';
import { LineChart } from '../../shared/charts/LineChart.tsx';
import { formatMoney } from '../../shared/format/number.ts';
import { HealthBar } from '../../shared/ui/HealthBar.tsx';
import { describeBurn } from './runway-words.ts';

/** Money of every budget of the horizon up to each day, its rate, and how long it lasts. */
export function BudgetBurnCharts({ currency }: { readonly currency: string }) {
  const { api } = useCore();
  const burns = useQuery(api.ledger.burn.queryOptions()).data?.filter(({ period }) => period === undefined) ?? [];
  const format = (value: number): string => formatMoney(value, currency, 0);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))', mt: 2 }}>
      {burns.map((burn) => {
        const data = burn.days.map(({ date, committed, spent }) => ({ date, committed, spent, limit: burn.limit }));
        const last = burn.days.at(-1);
        return (
          <ChartCard
            key={burn.constraint}
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
            <HealthBar used={(last?.committed ?? 0) + (last?.spent ?? 0)} limit={burn.limit} label={`Budget ${burn.constraint}`} format={format} />
            {data.length > 1 && (
              <LineChart
                label={`Committed and spent of ${burn.constraint}`}
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
      })}
    </Box>
  );
}
