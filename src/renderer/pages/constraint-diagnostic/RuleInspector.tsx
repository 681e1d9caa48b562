import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { Constraint } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { kindNames } from '../../shared/format/rule-usage.ts';
import { InlineTextField } from '../../shared/ui/InlineTextField.tsx';
import { Inspector } from '../../shared/ui/Inspector.tsx';
import { DateCell } from './DateCell.tsx';
import { NumberCell } from './NumberCell.tsx';
import { describeNameProblem, kindSentences, periodNames } from './rule-words.ts';
import type { Rules } from './use-rules.ts';

interface RuleInspectorProps {
  readonly rule: Constraint;
  readonly rules: PlanningRules;
  readonly edit: Rules['edit'];
  readonly onRenamed: (id: string) => void;
  readonly onClose: () => void;
}

const noFilter = { join: 'and', conditions: [] } as const;

/** Several names; none = all. */
function ScopeField({ label, value, options, onChange, isFree }: { readonly label: string; readonly value: readonly string[] | null | undefined; readonly options: readonly string[]; readonly onChange: (value: string[] | null) => void; readonly isFree: boolean }) {
  return (
    <Autocomplete
      multiple
      freeSolo={isFree}
      options={[...options]}
      value={[...(value ?? [])]}
      onChange={(_event, names) => onChange(names.length === 0 ? null : names)}
      renderInput={(parameters) => <TextField {...parameters} label={label} placeholder={value == null ? 'all' : ''} slotProps={{ ...parameters.slotProps, inputLabel: { ...parameters.slotProps.inputLabel, shrink: true } }} />}
      size="small"
    />
  );
}

function LimitFields({ rule, change }: { readonly rule: Constraint; readonly change: (next: Constraint) => void }) {
  switch (rule.kind) {
    case 'capacity':
    case 'rep_capacity':
      return (
        <Box sx={{ display: 'flex', gap: 2 }}>
          <NumberCell label="Actions at most" value={rule.max} min={0} onCommit={(max) => change({ ...rule, max })} isLabelShown width={160} />
          <TextField select label="Counted" value={rule.per} onChange={(event) => change({ ...rule, per: event.target.value as typeof rule.per })} sx={{ flexGrow: 1 }}>
            {Object.entries(periodNames).map(([period, name]) => (
              <MenuItem key={period} value={period}>
                {name}
              </MenuItem>
            ))}
          </TextField>
        </Box>
      );
    case 'budget':
      return <NumberCell label="Cost at most" value={rule.max} min={0} onCommit={(max) => change({ ...rule, max })} isLabelShown width={200} />;
    case 'frequency':
      return (
        <Box sx={{ display: 'flex', gap: 2 }}>
          <NumberCell label="Actions at most" value={rule.max} min={0} isWhole onCommit={(max) => change({ ...rule, max })} isLabelShown width={160} />
          <NumberCell label="In any so many days" value={rule.windowDays} min={1} isWhole onCommit={(windowDays) => change({ ...rule, windowDays })} isLabelShown width={180} />
        </Box>
      );
    case 'coverage':
      return rule.minShare === undefined ? (
        <NumberCell label="Contacts at least" value={rule.minContacts ?? 0} min={0} isWhole onCommit={(minContacts) => change({ ...rule, minContacts })} isLabelShown width={200} />
      ) : (
        <NumberCell label="Share of contacts at least, %" value={Math.round(rule.minShare * 1e6) / 1e4} min={0} max={100} onCommit={(percent) => change({ ...rule, minShare: percent / 100 })} isLabelShown width={240} />
      );
    case 'minimum':
      return <NumberCell label="Actions at least" value={rule.min} min={0} isWhole onCommit={(min) => change({ ...rule, min })} isLabelShown width={200} />;
    case 'concurrent':
    case 'contact_limit':
    case 'pressure':
    case 'exclusion':
    case 'sequence':
    case 'rep_calendar':
    case 'blackout':
      return null;
  }
}

/** One rule: its limit, its dates and whom it speaks of. Every change is a step of its own. */
export function RuleInspector({ rule, rules, edit, onRenamed, onClose }: RuleInspectorProps) {
  const { api } = useCore();
  const facet = (column: 'segment' | 'territory') => api.contacts.facet.queryOptions({ input: { column: rules.contacts?.[column]?.column ?? column, filter: { ...noFilter, conditions: [] }, limit: 200 } });
  const names = (values: readonly { value: string | null }[] | undefined): string[] => (values ?? []).flatMap(({ value }) => (value === null || value === '' ? [] : [value]));
  const segments = names(useQuery(facet('segment')).data);
  const territories = names(useQuery(facet('territory')).data);
  const change = (constraint: Constraint): void => edit({ edit: 'constraint', constraint });
  return (
    <Inspector title={rule.id} sentence={`${kindNames[rule.kind]}. ${kindSentences[rule.kind]}`} onClose={onClose}>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, pt: 1 }}>
        <InlineTextField
          label="Name"
          width="100%"
          value={rule.id}
          validate={(text) => describeNameProblem(text, rules.constraints.flatMap((other) => (other.id === rule.id ? [] : [other.id])))}
          onCommit={(newId) => {
            edit({ edit: 'rename_constraint', id: rule.id, newId });
            onRenamed(newId);
          }}
        />
        <LimitFields rule={rule} change={change} />
        <Typography variant="body2" color="text.secondary">
          Dates, both included
        </Typography>
        <Box sx={{ display: 'flex', gap: 2 }}>
          {rule.kind === 'blackout' ? (
            <>
              <DateCell label="From" value={rule.from} isNeeded onCommit={(from) => change({ ...rule, from, to: from > rule.to ? from : rule.to })} />
              <DateCell label="To" value={rule.to} isNeeded notBefore={rule.from} onCommit={(to) => change({ ...rule, to })} />
            </>
          ) : (
            <>
              <DateCell label="From" value={rule.from ?? ''} isNeeded={false} onCommit={(from) => change({ ...rule, from: from === '' ? null : from, ...(rule.to != null && from > rule.to ? { to: from } : {}) })} />
              <DateCell label="To" value={rule.to ?? ''} isNeeded={false} {...(rule.from == null ? {} : { notBefore: rule.from })} onCommit={(to) => change({ ...rule, to: to === '' ? null : to })} />
            </>
          )}
        </Box>
        <ScopeField label="Channels" value={rule.channels} options={rules.channels.map((channel) => channel.id)} onChange={(channels) => change({ ...rule, channels })} isFree={false} />
        <ScopeField label="Segments" value={rule.segments} options={segments} onChange={(chosen) => change({ ...rule, segments: chosen })} isFree />
        <ScopeField label="Territories" value={rule.territories} options={territories} onChange={(chosen) => change({ ...rule, territories: chosen })} isFree />
        <ScopeField label="Contacts, by ID" value={rule.contacts} options={[]} onChange={(contacts) => change({ ...rule, contacts })} isFree />
      </Box>
    </Inspector>
  );
}
