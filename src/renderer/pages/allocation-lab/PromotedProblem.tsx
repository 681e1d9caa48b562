import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useCore } from '../../app/core-context.ts';
import { AccentCard } from '../../shared/ui/SectionCard.tsx';
import { sayPromoted } from './promoted-words.ts';

interface PromotedProblemProps {
  readonly problemId: number;
  /** Scenario it was promoted to, null where the location names none. */
  readonly scenarioId: number | null;
  readonly onLeave: () => void;
}

/** A problem that stands ready: contacts, estimates, costs and limits as the promoted scenario takes them to be. */
export function PromotedProblem({ problemId, scenarioId, onLeave }: PromotedProblemProps) {
  const { api } = useCore();
  const scenario = useQuery(api.scenarios.get.queryOptions({ input: { scenarioId: scenarioId ?? 0 }, enabled: scenarioId !== null })).data ?? null;
  const title = scenario === null ? `Problem ${problemId}` : `Problem ${problemId} of scenario ${scenario.row.name}`;
  return (
    <Box sx={{ mb: 2 }}>
      <AccentCard
        title={title}
        sentence={sayPromoted(scenario?.draft ?? null)}
        actions={
          <Button size="small" variant="text" onClick={onLeave}>
            Plan the workspace instead
          </Button>
        }
      />
    </Box>
  );
}
