import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { brand } from '../../app/theme/tokens.ts';
import { AccentCard } from '../../shared/ui/SectionCard.tsx';

const steps = [
  { name: 'Import', fact: 'Drop CRM exports. Every row is checked before anything is written.' },
  { name: 'Understand', fact: 'Response per contact and channel, with its interval.' },
  { name: 'Constrain', fact: 'Capacity, budget, frequency, cooldown, blackout.' },
  { name: 'Optimize', fact: 'A dated plan with a proven gap and a reason for every action.' },
  { name: 'Approve', fact: 'Named, logged, exported as CSV.' },
] as const;

/** The planning loop in five steps, for who opens the program the first time. */
export const PlanningLoop = () => (
  <AccentCard title="5 steps, 1 local file" sentence="Nothing leaves this machine.">
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 3, gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))' }}>
      {steps.map((step, index) => (
        <Box key={step.name} component="li">
          <Typography sx={{ fontWeight: 600 }}>
            <Box component="span" sx={{ color: brand.catalystGold, mr: 1, fontVariantNumeric: 'tabular-nums' }}>
              {index + 1}
            </Box>
            {step.name}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {step.fact}
          </Typography>
        </Box>
      ))}
    </Box>
  </AccentCard>
);
