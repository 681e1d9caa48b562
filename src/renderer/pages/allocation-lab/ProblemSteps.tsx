import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { ProblemDraft } from '../../../contract/problem.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { isEnforced } from '../../../engine/model/constraint.ts';
import { Metric } from '../../../engine/model/objective.ts';
import { SolveMethod } from '../../../engine/model/plan.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { DateField } from '../../shared/forms/DateField.tsx';
import { formatDate } from '../../shared/format/date.ts';
import { formatCount, formatQuantity } from '../../shared/format/number.ts';
import { nameKind } from '../../shared/format/rule-usage.ts';
import { usePlanningDay } from '../../shared/state/use-planning-day.ts';
import { DelayedSkeleton } from '../../shared/ui/DelayedSkeleton.tsx';
import { InlineNumberField } from '../../shared/ui/InlineNumberField.tsx';
import { CampaignsField } from './CampaignsField.tsx';
import { metricNames } from './plan-words.ts';
import { methodNames } from './solve-options.ts';

export const problemSteps = ['audience', 'rules', 'objective', 'horizon', 'method'] as const;
export type ProblemStep = (typeof problemSteps)[number];

interface StepProps {
  readonly draft: ProblemDraft;
  readonly rules: PlanningRules;
  readonly contactNoun: string;
  readonly onChange: (draft: ProblemDraft) => void;
}

const row = { display: 'flex', gap: 2, flexWrap: 'wrap' } as const;

function AudienceStep({ draft, contactNoun, onChange }: StepProps) {
  const { api } = useCore();
  const asOf = usePlanningDay();
  const audiences = useQuery(api.contacts.audiences.list.queryOptions()).data ?? [];
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: asOf === null ? {} : { asOf }, enabled: asOf !== null })).data?.filter(({ campaign }) => campaign.status !== 'completed') ?? [];
  const isForCampaigns = draft.campaigns.length > 0;
  const known = audiences.some(({ id }) => id === draft.audienceId) ? draft.audienceId : null;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="body2" color="textSecondary">
        {`An audience is a saved filter of the Signal Index. Campaigns bring their own audiences, budgets, days and channels.`}
      </Typography>
      <Box sx={row}>
        <TextField select label="Audience" disabled={isForCampaigns} value={isForCampaigns ? 'all' : (known ?? 'all')} onChange={({ target }) => onChange({ ...draft, audienceId: target.value === 'all' ? null : Number(target.value) })} sx={{ width: 340, maxWidth: '100%' }}>
          <MenuItem value="all">{isForCampaigns ? 'of the campaigns' : `All ${contactNoun}s`}</MenuItem>
          {audiences.map(({ id, name, contacts }) => (
            <MenuItem key={id} value={id}>
              {`${name} · ${formatCount(contacts)}`}
            </MenuItem>
          ))}
        </TextField>
        {campaigns.length > 0 && <CampaignsField campaigns={campaigns} value={draft.campaigns} onChange={(ids) => onChange({ ...draft, campaigns: ids, ...(ids.length > 0 ? { audienceId: null } : {}) })} />}
      </Box>
      <FormControlLabel control={<Switch checked={draft.replace} onChange={({ target }) => onChange({ ...draft, replace: target.checked })} />} label="Plan in the place of approved plans" />
    </Box>
  );
}

function RulesStep({ draft, rules, onChange }: StepProps) {
  const [search, setSearch] = useState('');
  const needle = search.trim().toLowerCase();
  const shown = rules.constraints.filter((rule) => `${rule.id} ${nameKind(rule.kind)}`.toLowerCase().includes(needle));
  const without = new Set(draft.withoutRules);
  const toggle = (id: string): void => onChange({ ...draft, withoutRules: without.has(id) ? draft.withoutRules.filter((other) => other !== id) : [...draft.withoutRules, id] });
  if (rules.constraints.length === 0) return <Typography>No constraints defined. Define capacity to begin.</Typography>;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="body2" color="textSecondary">
        A rule left out does not hold in this problem alone. Approval still checks it.
      </Typography>
      <Box sx={{ ...row, alignItems: 'center' }}>
        <TextField label="Find a rule" type="search" value={search} onChange={({ target }) => setSearch(target.value)} sx={{ width: 240 }} />
        <Typography variant="body2">{`${formatCount(rules.constraints.length - draft.withoutRules.filter((id) => rules.constraints.some((rule) => rule.id === id)).length)} of ${formatQuantity(rules.constraints.length, 'rule')}`}</Typography>
      </Box>
      <Box component="ul" aria-label="Rules of the problem" tabIndex={0} sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: '42vh', overflow: 'auto' }}>
        {shown.map((rule) => (
          <Box component="li" key={rule.id} sx={{ borderBottom: 1, borderColor: 'divider' }}>
            <FormControlLabel
              sx={{ m: 0, width: '100%', '& .MuiFormControlLabel-label': { flexGrow: 1, minWidth: 0 } }}
              control={<Checkbox size="small" checked={!without.has(rule.id)} onChange={() => toggle(rule.id)} />}
              label={
                <Box sx={{ display: 'flex', gap: 2, justifyContent: 'space-between' }}>
                  <Box component="span" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
                    {rule.id}
                  </Box>
                  <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap', fontSize: '0.875rem' }}>
                    {`${nameKind(rule.kind)}${isEnforced(rule) ? '' : ', report only'}`}
                  </Box>
                </Box>
              }
            />
          </Box>
        ))}
        {shown.length === 0 && <li>0 rules match.</li>}
      </Box>
    </Box>
  );
}

const metricSentences: Record<Metric, string> = { lift: 'The expected value of all actions.', net: 'The expected value less what the actions cost.', reach: 'Contacts with at least one action.' };

function ObjectiveStep({ draft, rules, onChange }: StepProps) {
  const objective = draft.objective ?? rules.objective;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <FormControlLabel control={<Switch checked={draft.objective !== null} onChange={({ target }) => onChange({ ...draft, objective: target.checked ? { ...rules.objective } : null })} />} label="Own objective" />
      <Box sx={row}>
        <TextField select label="Maximise" disabled={draft.objective === null} value={objective.metric} onChange={({ target }) => onChange({ ...draft, objective: { ...objective, metric: Metric.parse(target.value) } })} sx={{ width: 240 }}>
          {Metric.options.map((metric) => (
            <MenuItem key={metric} value={metric}>
              {metricNames[metric]}
            </MenuItem>
          ))}
        </TextField>
        <InlineNumberField label="Exploration, share of cost" value={objective.explorationShare ?? 0} min={0} max={100} isPercent isDisabled={draft.objective === null} width={220} onCommit={(share) => share !== null && onChange({ ...draft, objective: { ...objective, explorationShare: share } })} />
      </Box>
      <Typography variant="body2" color="textSecondary">
        {`${metricSentences[objective.metric]}${draft.objective === null ? ' As the workspace says.' : ''}`}
      </Typography>
    </Box>
  );
}

function StartField({ start, onCommit }: { readonly start: string; readonly onCommit: (start: string) => void }) {
  const [text, setText] = useState(start);
  useEffect(() => setText(start), [start]);
  const isDay = parseDay(text) !== null;
  return <DateField label="From" text={text} onText={setText} error={!isDay} message={isDay ? undefined : 'Date expected: YYYY-MM-DD.'} onBlur={() => (isDay ? text !== start && onCommit(text) : setText(start))} />;
}

function HorizonStep({ draft, rules, onChange }: StepProps) {
  const { horizon } = draft;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <FormControlLabel control={<Switch checked={horizon !== null} onChange={({ target }) => onChange({ ...draft, horizon: target.checked ? { ...rules.horizon } : null })} />} label="Own horizon" />
      {horizon === null ? (
        <Typography>{`${formatQuantity(rules.horizon.days, 'day')} from ${formatDate(rules.horizon.start)}, as the workspace says.`}</Typography>
      ) : (
        <Box sx={row}>
          <StartField start={horizon.start} onCommit={(start) => onChange({ ...draft, horizon: { ...horizon, start } })} />
          <InlineNumberField label="Days" value={horizon.days} isWhole min={1} max={730} width={110} onCommit={(days) => days !== null && onChange({ ...draft, horizon: { ...horizon, days } })} />
        </Box>
      )}
    </Box>
  );
}

function MethodStep({ draft, onChange }: StepProps) {
  return (
    <Box sx={row}>
      <TextField select label="Method" value={draft.method} onChange={({ target }) => onChange({ ...draft, method: SolveMethod.parse(target.value) })} sx={{ width: 220 }}>
        {SolveMethod.options.map((method) => (
          <MenuItem key={method} value={method}>
            {methodNames[method]}
          </MenuItem>
        ))}
      </TextField>
      <InlineNumberField label="Time limit, s" value={draft.seconds} min={0.1} max={86_400} width={130} onCommit={(seconds) => seconds !== null && onChange({ ...draft, seconds })} />
      <InlineNumberField label="Stop at gap" value={draft.gap} isPercent min={0} max={100} width={130} onCommit={(gap) => gap !== null && onChange({ ...draft, gap })} />
      <InlineNumberField label="Seed" value={draft.seed} min={0} max={2_147_483_647} isWhole width={130} onCommit={(seed) => seed !== null && onChange({ ...draft, seed })} />
    </Box>
  );
}

const fields: Record<ProblemStep, (props: StepProps) => ReactNode> = { audience: AudienceStep, rules: RulesStep, objective: ObjectiveStep, horizon: HorizonStep, method: MethodStep };

/** The fields of one step of a problem. */
export function ProblemStepFields({ step, ...props }: Omit<StepProps, 'rules'> & { readonly step: ProblemStep }) {
  const { api } = useCore();
  const rules = useQuery(api.rules.get.queryOptions()).data;
  if (rules === undefined) return <DelayedSkeleton kind="page" />;
  const Fields = fields[step];
  return <Fields rules={rules} {...props} />;
}
