import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { Diagnosis, ProblemChange, Relaxation } from '../../../engine/model/what-if.ts';
import { useCore } from '../../app/core-context.ts';
import { tone } from '../../app/theme/tokens.ts';
import { formatMoment } from '../format/date.ts';
import { formatNumber, formatQuantity } from '../format/number.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { SectionCard } from '../ui/SectionCard.tsx';
import { AnalysisProgress } from './AnalysisProgress.tsx';
import { useAnalysisJob } from './use-analysis-job.ts';
import { useSaveChanges } from './use-save-changes.ts';

const SECONDS = 10;

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const verdicts: Record<Diagnosis['verdict'], string> = {
  feasible: 'The rules can be kept together.',
  infeasible: 'The rules cannot be kept together.',
  unproven: 'No plan was found, and none was ruled out. The problem is too large to prove either.',
};

/** What a relaxation is known to do. */
function sayRelaxation({ isVerified, isCheapest, objective, actions, steps }: Relaxation): string {
  if (!isVerified) return 'Solved with it: not enough.';
  return [`${formatQuantity(actions, 'action')}, objective ${formatNumber(objective, 1)}`, `${formatQuantity(steps, 'step')} given up${isCheapest ? ', the fewest there are' : ''}`].join('. ').concat('.');
}

interface RelaxationListProps {
  readonly relaxations: readonly Relaxation[];
  readonly onTry: ((changes: readonly ProblemChange[]) => void) | null;
}

function RelaxationList({ relaxations, onTry }: RelaxationListProps) {
  const { save, isSaving } = useSaveChanges();
  if (relaxations.length === 0) return <Typography variant="body2">No change of limits was found that is enough.</Typography>;
  return (
    <Box component="ul" aria-label="Changes that mend it" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
      {relaxations.map((relaxation) => {
        const words = capitalise(relaxation.words.join(', '));
        return (
          <Box component="li" key={words} sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap', borderTop: `1px solid ${tone.cardBorder}`, pt: 1 }}>
            <Box sx={{ flexGrow: 1, flexBasis: 280, minWidth: 0, overflowWrap: 'anywhere' }}>
              <Typography sx={{ fontWeight: 600 }}>{words}</Typography>
              <Typography variant="body2" color="textSecondary">
                {sayRelaxation(relaxation)}
              </Typography>
            </Box>
            {onTry !== null && (
              <Button size="small" variant="outlined" aria-label={`Try: ${words}`} onClick={() => onTry(relaxation.changes)}>
                Try
              </Button>
            )}
            <Button size="small" variant="outlined" aria-label={`Apply: ${words}`} disabled={isSaving || !relaxation.isVerified} onClick={() => save(relaxation.changes)}>
              Apply
            </Button>
          </Box>
        );
      })}
    </Box>
  );
}

function DiagnosisResult({ diagnosis, onTry }: { readonly diagnosis: Diagnosis; readonly onTry: RelaxationListProps['onTry'] }) {
  const { conflicts, isIrreducible, relaxations, verdict } = diagnosis;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Typography role="status" sx={{ fontWeight: 600 }}>
        {verdicts[verdict]}
      </Typography>
      {conflicts.length > 0 && (
        <Box>
          <Typography variant="body2">{`${formatQuantity(conflicts.length, 'conflict')}${isIrreducible ? '. Without any one of them the others can be kept.' : '. Not every one was checked in time.'}`}</Typography>
          <Box component="ul" aria-label="Rules that clash" sx={{ m: 0, pl: 2.5, overflowWrap: 'anywhere' }}>
            {conflicts.map(({ words, isChecked }) => (
              <li key={words}>{`${words}${isChecked ? '' : ' (not checked)'}`}</li>
            ))}
          </Box>
        </Box>
      )}
      {verdict === 'infeasible' && <RelaxationList relaxations={relaxations} onTry={onTry} />}
    </Box>
  );
}

interface DoctorCardProps {
  /** The plan to ask about; null asks about the rules as they are. */
  readonly planId: number | null;
  /** Tries changes on the plan; null where there is no plan to try them on. */
  readonly onTry: RelaxationListProps['onTry'];
}

/** Why rules cannot be kept together, and the cheapest changes that mend it, each one click to try and to apply. */
export function DoctorCard({ planId, onTry }: DoctorCardProps) {
  const { api, client } = useCore();
  const work = useAnalysisJob('diagnose');
  const analyses = useQuery(api.whatIf.list.queryOptions({ input: { planId } })).data ?? [];
  const found = analyses.find(({ body }) => body.kind === 'diagnosis');
  const diagnosis = found?.body.kind === 'diagnosis' ? found.body.diagnosis : null;
  return (
    <SectionCard
      title="Diagnosis"
      sentence={found === undefined ? 'Finds the smallest set of rules that clash, and the cheapest way out.' : `As of ${formatMoment(found.madeAt)}.${planId === null && found.isRulesChanged ? ' The rules changed since.' : ''}`}
      actions={
        <Button variant="outlined" size="small" disabled={work.isRunning} onClick={() => work.start(() => client.whatIf.diagnose({ planId, seconds: SECONDS }))}>
          {found === undefined ? 'Diagnose' : 'Diagnose again'}
        </Button>
      }
    >
      {work.isRunning || work.fault !== null || diagnosis !== null ? (
        <Box sx={{ display: 'grid', gap: 2 }}>
          <AnalysisProgress work={work} phase="Finding rules that contradict each other..." />
          {work.fault !== null && <ErrorPanel fault={work.fault} />}
          {diagnosis !== null && !work.isRunning && <DiagnosisResult diagnosis={diagnosis} onTry={onTry} />}
        </Box>
      ) : undefined}
    </SectionCard>
  );
}
