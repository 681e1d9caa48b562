import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PriceAsked } from '../../../contract/campaign.ts';
import type { Conflict } from '../../../engine/model/campaign.ts';
import { useCore } from '../../app/core-context.ts';
import { formatQuantity } from '../../shared/format/number.ts';
import { toShownFault } from '../../shared/messages/shown-fault.ts';
import { describePrice, describeWorth } from './campaign-words.ts';

interface PriceProps {
  readonly asked: PriceAsked;
  readonly onCancel: () => void;
}

/** Asks for the price while it is shown; taking it away cancels. */
function Price({ asked, onCancel }: PriceProps) {
  const { api } = useCore();
  const price = useQuery({ ...api.campaigns.price.queryOptions({ input: asked }), gcTime: 0, retry: false });
  if (price.isError) return <Typography variant="body2" role="status">{toShownFault(price.error).message}</Typography>;
  if (price.data === undefined) {
    return (
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Typography variant="body2" role="status">Planning both ways...</Typography>
        <Button size="small" onClick={onCancel}>Cancel</Button>
      </Box>
    );
  }
  const { first, second, conflicts } = price.data;
  return (
    <Box role="status" sx={{ fontVariantNumeric: 'tabular-nums' }}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>{describePrice(price.data)}</Typography>
      {[first, second].map((worth) => (
        <Typography key={worth.campaign} variant="body2" color="textSecondary">{describeWorth(worth)}</Typography>
      ))}
      <Typography variant="caption">{`${formatQuantity(conflicts, 'conflict')}. Quick plans of the contacts concerned.`}</Typography>
    </Box>
  );
}

interface ConflictPriceProps {
  readonly conflict: Conflict;
  readonly names: readonly string[];
  readonly asOf: string;
}

/** What it costs in lift to let one campaign win: this conflict, or all between its first two campaigns. */
export function ConflictPrice({ conflict, names, asOf }: ConflictPriceProps) {
  const [asked, setAsked] = useState<PriceAsked | null>(null);
  const [first, second] = conflict.campaigns;
  if (first === undefined || second === undefined) return null;
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button size="small" onClick={() => setAsked({ conflict, asOf })}>Price in lift</Button>
        <Button size="small" onClick={() => setAsked({ first, second, asOf })}>{`Price of all: ${names.slice(0, 2).join(' and ')}`}</Button>
      </Box>
      {asked !== null && <Price key={JSON.stringify(asked)} asked={asked} onCancel={() => setAsked(null)} />}
    </Box>
  );
}
