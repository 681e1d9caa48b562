import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import type { ScenarioDraft, ScenarioSetup } from '../../../contract/scenario.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { LARGEST_SEED } from '../../../engine/model/scenario.ts';
import { DateField } from '../../shared/forms/DateField.tsx';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { nameKind } from '../../shared/format/rule-usage.ts';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { NameList } from './NameList.tsx';

interface FrameCardProps {
  readonly draft: ScenarioDraft;
  readonly setup: ScenarioSetup;
  readonly contactNoun: string;
  readonly isDisabled: boolean;
  readonly onChange: (draft: ScenarioDraft) => void;
}

function StartField({ start, isDisabled, onCommit }: { readonly start: string; readonly isDisabled: boolean; readonly onCommit: (start: string) => void }) {
  const [text, setText] = useState(start);
  useEffect(() => setText(start), [start]);
  const isDay = parseDay(text) !== null;
  return (
    <Box component="fieldset" disabled={isDisabled} sx={{ border: 'none', p: 0, m: 0, width: 190 }}>
      <DateField label="From" text={text} onText={setText} error={!isDay} message={isDay ? undefined : 'Date expected: YYYY-MM-DD.'} onBlur={() => (isDay ? text !== start && onCommit(text) : setText(start))} fullWidth />
    </Box>
  );
}

type CampaignOffer = ScenarioSetup['campaigns'][number];

const nameCampaign = (id: string, campaign: CampaignOffer | undefined): string =>
  campaign === undefined ? `Campaign ${id}, gone or completed` : `${campaign.name}${campaign.from === null || campaign.to === null ? '' : `, ${formatDate(campaign.from)} to ${formatDate(campaign.to)}`}`;

/** The draft with these campaigns; without any it is for its audience again. */
function withCampaigns({ campaigns: _before, ...draft }: ScenarioDraft, campaigns: readonly string[]): ScenarioDraft {
  return campaigns.length === 0 ? draft : { ...draft, campaigns: [...campaigns], audienceId: null };
}

/** Who, when, under which rules, how often and from which seed. */
export function FrameCard({ draft, setup, contactNoun, isDisabled, onChange }: FrameCardProps) {
  const { audienceId, campaigns = [], horizon, withoutRules, replications, seed } = draft;
  const campaignOf = new Map(setup.campaigns.map((campaign) => [campaign.id, campaign]));
  const audience = setup.audiences.some(({ id }) => id === audienceId) ? audienceId : null;
  const kindOf = new Map(setup.rules.map(({ id, kind }) => [id, kind]));
  return (
    <SectionCard title="Frame" sentence={`${formatCount(setup.rules.filter(({ id, enforced }) => enforced && !withoutRules.includes(id)).length)} of ${formatQuantity(setup.rules.length, 'rule')} checked.`}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <TextField select label="Audience" value={audience ?? 'all'} disabled={isDisabled || campaigns.length > 0} onChange={(event) => onChange({ ...draft, audienceId: event.target.value === 'all' ? null : Number(event.target.value) })} sx={{ maxWidth: 360 }}>
          <MenuItem value="all">{campaigns.length > 0 ? 'Audiences of the campaigns' : `All ${formatQuantity(setup.contacts, contactNoun)}`}</MenuItem>
          {setup.audiences.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <NameList
          label="Campaigns"
          emptyAs={setup.campaigns.length === 0 ? 'no campaigns yet' : 'none'}
          names={setup.campaigns.map(({ id }) => id)}
          nameOf={(id) => nameCampaign(id, campaignOf.get(id))}
          value={campaigns}
          isDisabled={isDisabled || audience !== null}
          onChange={(chosen) => onChange(withCampaigns(draft, chosen))}
        />
        <Box sx={{ color: 'text.secondary', fontSize: '0.875rem', mt: -1 }}>{audience === null ? 'Played for their audiences, under their budgets, mixes, dates and reservations.' : 'An audience is chosen; campaigns bring their own.'}</Box>
        <Box>
          <FormControlLabel control={<Switch checked={horizon !== null} disabled={isDisabled} onChange={(event) => onChange({ ...draft, horizon: event.target.checked ? { ...setup.horizon } : null })} />} label="Own horizon" />
          {horizon === null ? (
            <Box sx={{ color: 'text.secondary', fontSize: '0.875rem' }}>{`${formatQuantity(setup.horizon.days, 'day')} from ${formatDate(setup.horizon.start)}, as the rules say.`}</Box>
          ) : (
            <Box sx={{ display: 'flex', gap: 2, mt: 1, flexWrap: 'wrap' }}>
              <StartField start={horizon.start} isDisabled={isDisabled} onCommit={(start) => onChange({ ...draft, horizon: { ...horizon, start } })} />
              <InlineNumberField label="Days" value={horizon.days} isWhole min={1} max={730} width={110} isDisabled={isDisabled} onCommit={(days) => days !== null && onChange({ ...draft, horizon: { ...horizon, days } })} />
            </Box>
          )}
        </Box>
        <NameList label="Rules left out" emptyAs="none" names={setup.rules.map(({ id }) => id)} nameOf={(id) => `${id} (${nameKind(kindOf.get(id) ?? 'gone')})`} value={withoutRules} isDisabled={isDisabled} onChange={(without) => onChange({ ...draft, withoutRules: without })} />
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          <InlineNumberField label="Replications" value={replications} isWhole min={1} max={100_000} width={140} isDisabled={isDisabled} onCommit={(count) => count !== null && onChange({ ...draft, replications: count })} />
          <InlineNumberField label="Seed" value={seed} isWhole min={0} max={LARGEST_SEED} width={140} isDisabled={isDisabled} onCommit={(next) => next !== null && onChange({ ...draft, seed: next })} />
        </Box>
      </Box>
    </SectionCard>
  );
}
