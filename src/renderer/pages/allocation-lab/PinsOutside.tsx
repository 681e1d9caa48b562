import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { sayPinsOutside } from './plan-words.ts';

interface PinsOutsideProps {
  /** Campaigns the plan would be for; none = an audience, or everybody. */
  readonly campaigns: readonly string[];
  readonly audience: number | null;
}

/** Says which pinned actions would take no part, because their contacts are not planned. */
export function PinsOutside({ campaigns, audience }: PinsOutsideProps) {
  const { api } = useCore();
  const isForAll = campaigns.length === 0 && audience === null;
  const input = campaigns.length > 0 ? { campaigns: [...campaigns] } : audience === null ? {} : { audienceId: audience };
  const found = useQuery(api.rules.pinsOutside.queryOptions({ input, enabled: !isForAll })).data;
  if (isForAll || found === undefined || found.pins === 0) return null;
  return (
    <Typography variant="body2" role="status" sx={{ width: '100%' }}>
      {sayPinsOutside(found)}
    </Typography>
  );
}
