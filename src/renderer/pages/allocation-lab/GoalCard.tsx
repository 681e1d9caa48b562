import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableRow from '@mui/material/TableRow';
import type { z } from 'zod';
import type { PlanDetail } from '../../../contract/allocation.ts';
import type { PlanGoal } from '../../../engine/model/plan.ts';
import { formatMetric, metricWords, sayLevel, sayObjective } from '../../shared/format/objective-words.ts';
import { formatNumber, formatPercent } from '../../shared/format/number.ts';
import { FactList } from '../../shared/ui/FactList.tsx';
import { SectionCard } from '../../shared/ui/SectionCard.tsx';
import { StickyHead } from '../../shared/ui/StickyHead.tsx';

const terms = ['lift', 'reach', 'responses', 'cost'] as const;

/** What each part weighs and adds, one row a term. */
function TermTable({ goal, detail, currency }: { readonly goal: PlanGoal; readonly detail: z.infer<typeof PlanDetail>; readonly currency: string }) {
  const { weights = {} } = detail.asked;
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Terms of the weighted sum">
      <Table size="small">
        <StickyHead titles={['Term', 'Amount', 'Weight', 'Adds']} />
        <TableBody>
          {terms.map((term) => {
            const weight = weights[term] ?? 0;
            return (
              <TableRow key={term}>
                <TableCell component="th" scope="row">{metricWords[term]}</TableCell>
                <TableCell>{formatMetric(term, goal[term], currency)}</TableCell>
                <TableCell>{formatNumber(weight, 4)}</TableCell>
                <TableCell>{formatNumber((term === 'cost' ? -1 : 1) * weight * goal[term] + 0, 1)}</TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function LevelTable({ goal, currency }: { readonly goal: Extract<PlanGoal, { kind: 'levels' }>; readonly currency: string }) {
  return (
    <TableContainer tabIndex={0} role="group" aria-label="Levels of the objective">
      <Table size="small">
        <StickyHead titles={['Level', 'In this plan', 'When solved', 'Proof']} />
        <TableBody>
          {goal.levels.map((level, at) => (
            <TableRow key={level.metric}>
              <TableCell component="th" scope="row">{`${at + 1}. ${metricWords[level.metric]}`}</TableCell>
              <TableCell>{formatMetric(level.metric, level.value, currency)}</TableCell>
              <TableCell>{formatMetric(level.metric, level.solved, currency)}</TableCell>
              <TableCell>{sayLevel(level, currency)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

/** What a plan was asked for and how near it came, where that is more than one metric. */
export function GoalCard({ detail, currency }: { readonly detail: z.infer<typeof PlanDetail>; readonly currency: string }) {
  const { goal } = detail.summary;
  if (goal === null) return null;
  const proof = goal.kind === 'levels' ? '' : goal.gap === null ? ' No bound proven.' : ` ${formatPercent(goal.gap, 2)} from the proven bound${goal.kind === 'robust' ? ' over these draws' : ''}.`;
  return (
    <SectionCard title="Objective" sentence={`${sayObjective(detail.asked)}${proof}`}>
      {goal.kind === 'levels' && <LevelTable goal={goal} currency={currency} />}
      {goal.kind === 'robust' && (
        <FactList
          nameWidth="260px"
          facts={[
            ['Lift, mean of the draws', formatNumber(goal.mean, 1)],
            [`Lift, mean of the worst ${formatPercent(detail.asked.robust?.tail, 1)}`, formatNumber(goal.tailMean, 1)],
            ['Best of those worst draws', formatNumber(goal.quantile, 1)],
          ]}
        />
      )}
      {goal.kind === 'weighted' && <TermTable goal={goal} detail={detail} currency={currency} />}
    </SectionCard>
  );
}
