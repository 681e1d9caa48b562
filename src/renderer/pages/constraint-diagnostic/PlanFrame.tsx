import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import type { LabelFromColumn, PlanningRules } from '../../../engine/model/rules.ts';
import { useCore } from '../../app/core-context.ts';
import { DateCell } from './DateCell.tsx';
import { NumberCell } from './NumberCell.tsx';
import { ObjectiveEditor } from './ObjectiveEditor.tsx';
import type { Rules } from './use-rules.ts';

/** Horizon, objective and where a contact's planning columns come from. */
export function PlanFrame({ rules, edit }: { readonly rules: PlanningRules; readonly edit: Rules['edit'] }) {
  const { api } = useCore();
  const columns = useQuery(api.contacts.columns.queryOptions()).data ?? [];
  const currency = useQuery(api.workspace.current.queryOptions()).data?.open?.currency ?? 'EUR';
  const { horizon, objective, contacts = {} } = rules;
  const setLabel = (name: 'segment' | 'territory' | 'rep', column: string): void => {
    const source: LabelFromColumn = { ...contacts[name], column };
    edit({ edit: 'contacts', contacts: { ...contacts, [name]: source } });
  };
  const value = contacts.value ?? { column: 'value', fallback: 1 };
  const choices = (chosen: string, isNumeric: boolean) => {
    const known = columns.filter((info) => !isNumeric || info.numeric);
    return known.some((info) => info.column === chosen) ? known : [{ column: chosen, label: chosen, numeric: isNumeric }, ...known];
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 3 }}>
      <Box role="group" aria-label="Horizon and exploration" sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
        <DateCell label="First day" value={horizon.start} isNeeded onCommit={(start) => edit({ edit: 'horizon', horizon: { ...horizon, start } })} width={200} />
        <NumberCell label="Days" value={horizon.days} min={1} max={730} isWhole onCommit={(days) => edit({ edit: 'horizon', horizon: { ...horizon, days } })} isLabelShown />
        <NumberCell
          label="Exploration, % of cost"
          value={Math.round((objective.explorationShare ?? 0) * 1e6) / 1e4}
          min={0}
          max={100}
          onCommit={(percent) => {
            const { explorationShare: _share, explorationBonus: bonus, ...others } = objective;
            edit({ edit: 'objective', objective: percent === 0 ? others : { ...others, explorationShare: percent / 100, explorationBonus: bonus ?? 1 } });
          }}
          isLabelShown
          width={190}
        />
      </Box>
      <ObjectiveEditor objective={objective} currency={currency} onChange={(next) => edit({ edit: 'objective', objective: next })} />
      <Box role="group" aria-label="Where a contact's planning columns come from" sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
        <TextField select label="Value" value={value.column ?? 'value'} onChange={(event) => edit({ edit: 'contacts', contacts: { ...contacts, value: { ...value, column: event.target.value } } })} sx={{ width: 220 }}>
          {choices(value.column ?? 'value', true).map((info) => (
            <MenuItem key={info.column} value={info.column}>
              {info.label}
            </MenuItem>
          ))}
        </TextField>
        <NumberCell label="Value where missing" value={value.fallback} min={0} onCommit={(fallback) => edit({ edit: 'contacts', contacts: { ...contacts, value: { ...value, fallback } } })} isLabelShown width={180} />
        {(['segment', 'territory', 'rep'] as const).map((name) => (
          <TextField key={name} select label={`${name.charAt(0).toUpperCase()}${name.slice(1)}`} value={contacts[name]?.column ?? name} onChange={(event) => setLabel(name, event.target.value)} sx={{ width: 200 }}>
            {choices(contacts[name]?.column ?? name, false).map((info) => (
              <MenuItem key={info.column} value={info.column}>
                {info.label}
              </MenuItem>
            ))}
          </TextField>
        ))}
      </Box>
    </Box>
  );
}
