import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Switch from '@mui/material/Switch';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { findObjectiveFault, LevelMetric, type Objective, type ObjectiveLevel, type RobustChoice } from '../../../engine/model/objective.ts';
import { tone } from '../../app/theme/tokens.ts';
import { metricUnits, metricWords, sayObjective } from '../../shared/format/objective-words.ts';
import { ChoiceField } from '../../shared/forms/ChoiceField.tsx';
import { chooseKind, countsLift, kindOf, moveLevel, objectiveKinds, unusedMetrics, withLevels } from './objective-choice.ts';
import { NumberCell } from './NumberCell.tsx';

interface ObjectiveEditorProps {
  readonly objective: Objective;
  readonly currency: string;
  readonly onChange: (objective: Objective) => void;
}

const MOST_LEVELS = 5;
/** Largest seed that a robust objective takes. */
const LARGEST_SEED = 2_147_483_647;
const row = { display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'flex-start' } as const;

const percentOf = (share: number): number => Number((share * 100).toPrecision(12));
const shareOf = (percent: number): number => Number((percent / 100).toPrecision(12));

/** Weights of a weighted sum, each beside what it weighs. */
function WeightFields({ objective, currency, onChange }: ObjectiveEditorProps) {
  const weights = objective.weights ?? {};
  const fields = [
    ['lift', 'Weight of lift'],
    ['reach', 'Per contact reached'],
    ['responses', 'Per response'],
    ['cost', `Off per ${currency} spent`],
  ] as const;
  return (
    <Box role="group" aria-label="Weights" sx={row}>
      {fields.map(([name, label]) => (
        <NumberCell key={name} label={label} value={weights[name] ?? 0} min={0} isLabelShown width={180} onCommit={(weight) => onChange({ ...objective, weights: { ...weights, [name]: weight } })} />
      ))}
    </Box>
  );
}

/** One level: what it asks for, what later levels may cost it, its place in the order. */
function LevelRow({ levels, at, onLevels }: { readonly levels: readonly ObjectiveLevel[]; readonly at: number; readonly onLevels: (levels: readonly ObjectiveLevel[]) => void }) {
  const level = levels[at]!;
  const name = metricWords[level.metric];
  const isLast = at === levels.length - 1;
  const put = (next: ObjectiveLevel): void => onLevels(levels.map((other, place) => (place === at ? next : other)));
  const open = [level.metric, ...unusedMetrics(levels, LevelMetric.options)];
  const names = Object.fromEntries(LevelMetric.options.filter((metric) => open.includes(metric)).map((metric) => [metric, `${metricWords[metric]}: ${metricUnits[metric]}`]));
  const move = (by: -1 | 1): void => onLevels(moveLevel(levels, at, by));
  return (
    <Box
      component="li"
      aria-label={`Level ${at + 1}, ${name}`}
      sx={{ ...row, alignItems: 'center' }}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'ArrowUp' ? at > 0 : !isLast) move(event.key === 'ArrowUp' ? -1 : 1);
      }}
    >
      <Typography sx={{ width: 20, fontWeight: 700 }} aria-hidden>{at + 1}</Typography>
      <Box sx={{ width: 300 }}>
        <ChoiceField<string> label={`Level ${at + 1}`} value={level.metric} names={names} onChoose={(metric) => put({ ...level, metric: LevelMetric.parse(metric) })} />
      </Box>
      {isLast ? (
        <Typography variant="body2" sx={{ width: 190, color: tone.secondaryText }}>takes what the others leave</Typography>
      ) : (
        <NumberCell label="May lose, %" value={percentOf(level.tolerance ?? 0)} min={0} max={100} isLabelShown width={190} onCommit={(percent) => put({ ...level, tolerance: shareOf(percent) })} />
      )}
      <Box sx={{ display: 'flex' }}>
        <Tooltip title="Earlier (Alt ↑)">
          <span>
            <IconButton aria-label={`Move ${name} up`} disabled={at === 0} onClick={() => move(-1)}>
              <ArrowUp size={18} />
            </IconButton>
          </span>
        </Tooltip>
        <Tooltip title="Later (Alt ↓)">
          <span>
            <IconButton aria-label={`Move ${name} down`} disabled={isLast} onClick={() => move(1)}>
              <ArrowDown size={18} />
            </IconButton>
          </span>
        </Tooltip>
        <Tooltip title={levels.length <= 2 ? 'At least 2 levels.' : `Remove ${name}`}>
          <span>
            <IconButton aria-label={`Remove ${name}`} disabled={levels.length <= 2} onClick={() => onLevels(levels.filter((_other, place) => place !== at))}>
              <Trash2 size={18} />
            </IconButton>
          </span>
        </Tooltip>
      </Box>
    </Box>
  );
}

function LevelFields({ objective, onChange }: Omit<ObjectiveEditorProps, 'currency'>) {
  const levels = objective.levels ?? [];
  const [next] = unusedMetrics(levels, LevelMetric.options);
  const setLevels = (changed: readonly ObjectiveLevel[]): void => onChange(withLevels(objective, changed));
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
      <Box component="ol" aria-label="Levels" sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
        {levels.map((level, at) => (
          <LevelRow key={level.metric} levels={levels} at={at} onLevels={setLevels} />
        ))}
      </Box>
      {next !== undefined && levels.length < MOST_LEVELS && (
        <Button size="small" variant="text" startIcon={<Plus size={16} />} sx={{ alignSelf: 'flex-start' }} onClick={() => setLevels([...levels, { metric: next }])}>
          Add level
        </Button>
      )}
    </Box>
  );
}

/** How far the lift is counted by its worst draws. */
function RobustFields({ objective, robust, onChange }: Omit<ObjectiveEditorProps, 'currency'> & { readonly robust: RobustChoice }) {
  const put = (next: Partial<RobustChoice>): void => onChange({ ...objective, robust: { ...robust, ...next } });
  return (
    <Box role="group" aria-label="Robust lift" sx={row}>
      <NumberCell label="Worst draws, %" value={percentOf(robust.tail)} min={0.1} max={100} isLabelShown width={150} onCommit={(percent) => put({ tail: shareOf(percent) })} />
      <NumberCell label="Their weight, %" value={percentOf(robust.weight ?? 1)} min={0} max={100} isLabelShown width={150} onCommit={(percent) => put({ weight: shareOf(percent) })} />
      <NumberCell label="Draws" value={robust.draws ?? 100} min={2} max={500} isWhole isLabelShown width={110} onCommit={(draws) => put({ draws })} />
      <NumberCell label="Uncertainty shared by a channel, %" value={percentOf(robust.shared ?? 0)} min={0} max={100} isLabelShown width={270} onCommit={(percent) => put({ shared: shareOf(percent) })} />
      <NumberCell label="Seed of the draws" value={robust.seed ?? 1} min={0} max={LARGEST_SEED} isWhole isLabelShown width={160} onCommit={(seed) => put({ seed })} />
      <Typography variant="caption" color="textSecondary" sx={{ flexBasis: '100%' }}>
        Maximised is the mean of the worst draws (CVaR). The quantile, the best of them, is never below it and is shown with the plan.
      </Typography>
    </Box>
  );
}

/** What a plan maximises: a metric, a weighted sum or an ordered list; with the lift at its mean or robust. */
export function ObjectiveEditor({ objective, currency, onChange }: ObjectiveEditorProps) {
  const [refused, setRefused] = useState<string | null>(null);
  /** Rises with every refusal, so that fields show what stands instead of what was refused. */
  const [refusals, setRefusals] = useState(0);
  const kind = kindOf(objective);
  const change = (next: Objective): void => {
    const weighable = next.robust !== undefined && !countsLift(next) && next.weights !== undefined ? withoutRobust(next) : next;
    const fault = findObjectiveFault(weighable);
    setRefused(fault === null ? null : 'A weight above 0 needed on lift, contacts or responses.');
    if (fault === null) onChange(weighable);
    else setRefusals(refusals + 1);
  };
  return (
    <Box role="group" aria-label="Objective" sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Box sx={{ ...row, alignItems: 'center' }}>
        <Box sx={{ width: 260 }}>
          <ChoiceField label="Maximise" value={kind} names={objectiveKinds} onChoose={(next) => change(chooseKind(objective, next))} />
        </Box>
        {countsLift(objective) && (
          <FormControlLabel
            control={<Switch checked={objective.robust !== undefined} onChange={(event) => change(event.target.checked ? { ...objective, robust: { tail: 0.1, weight: 1, draws: 100, shared: 0.25 } } : withoutRobust(objective))} />}
            label="Robust: count lift by its worst draws"
          />
        )}
      </Box>
      {kind === 'weighted' && <WeightFields key={refusals} objective={objective} currency={currency} onChange={change} />}
      {kind === 'levels' && <LevelFields objective={objective} onChange={change} />}
      {objective.robust !== undefined && <RobustFields objective={objective} robust={objective.robust} onChange={change} />}
      <Typography variant="body2" role="status" sx={{ color: refused === null ? tone.secondaryText : tone.violetText }}>
        {refused ?? sayObjective(objective)}
      </Typography>
    </Box>
  );
}

function withoutRobust({ robust: _robust, ...objective }: Objective): Objective {
  return objective;
}
