import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionCheck } from '../../../contract/rule.ts';
import { IsoDate } from '../../../engine/model/text.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { brand } from '../../app/theme/tokens.ts';
import { DateField } from '../../shared/forms/DateField.tsx';
import { formatDate } from '../../shared/format/date.ts';
import { sayFault } from '../../shared/messages/shown-fault.ts';
import { sayCheck, sayHold } from './touch-words.ts';

const NO_CAMPAIGN = 'no campaign';

function Verdict({ check }: { readonly check: ActionCheck }) {
  const beside = check.held.filter((hold) => !hold.closes);
  return (
    <Box role="status" sx={{ fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
      <Typography variant="body2" sx={{ fontWeight: 600, color: check.passes ? undefined : brand.processViolet }}>
        {sayCheck(check)}
      </Typography>
      {check.failures.length + beside.length > 0 && (
        <Box component="ul" aria-label="Rules against the touch" sx={{ m: 0, mt: 0.5, pl: 2 }}>
          {check.failures.map((failure, at) => (
            <li key={`${failure.rule}${at}`}>{`${failure.message}${failure.enforced ? '' : ' Report only.'}`}</li>
          ))}
          {beside.map((hold) => (
            <li key={`${hold.campaign}${hold.from}${hold.channel ?? ''}`}>{sayHold(hold)}</li>
          ))}
        </Box>
      )}
    </Box>
  );
}

/** Asks whether one touch on a contact may stand beside rules, history, ledger and what campaigns hold, and when it next may. */
export function TouchCheck({ contact, rules, asOf }: { readonly contact: string; readonly rules: PlanningRules; readonly asOf: string }) {
  const { api } = useCore();
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { asOf } })).data ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const [date, setDate] = useState(rules.horizon.start);
  const [campaign, setCampaign] = useState(NO_CAMPAIGN);
  const channel = chosen ?? rules.channels[0]?.id ?? '';
  const isDay = IsoDate.safeParse(date).success;
  const input = { contact, channel, date, today: asOf, ...(campaign === NO_CAMPAIGN ? {} : { campaign }) };
  const check = useQuery(api.rules.check.queryOptions({ input, enabled: channel !== '' && isDay }));
  if (channel === '') return <Typography variant="body2">No channels defined.</Typography>;
  const next = check.data?.passes === false ? check.data.nextDate : null;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
      <TextField select label="Touch by" value={channel} onChange={(event) => choose(event.target.value)}>
        {rules.channels.map(({ id }) => (
          <MenuItem key={id} value={id}>
            {id}
          </MenuItem>
        ))}
      </TextField>
      <DateField label="On" text={date} onText={setDate} error={!isDay} message={isDay ? undefined : 'Expected a day such as 2027-01-04.'} />
      <TextField select label="Of" value={campaign} onChange={(event) => setCampaign(event.target.value)} sx={{ gridColumn: '1 / -1' }}>
        {[{ id: NO_CAMPAIGN, name: NO_CAMPAIGN }, ...campaigns.map((row) => row.campaign)].map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <Box sx={{ gridColumn: '1 / -1' }}>
        {check.isError && <Typography variant="body2">{sayFault(check.error)}</Typography>}
        {check.data !== undefined && <Verdict check={check.data} />}
        {next !== null && (
          <Button size="small" variant="outlined" sx={{ mt: 1 }} onClick={() => setDate(next)}>
            {`Look at ${formatDate(next)}`}
          </Button>
        )}
      </Box>
    </Box>
  );
}
