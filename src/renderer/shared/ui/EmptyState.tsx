import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';

/** A step the planner can take from here. */
export interface NextStep {
  readonly label: string;
  readonly run: () => void;
}

/** Nothing here yet: one fact and the next step. */
export const EmptyState = ({ fact, action }: { readonly fact: string; readonly action?: NextStep }) => (
  <Box sx={{ py: 6, display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: 2 }}>
    <Typography variant="h3" component="p" sx={{ maxWidth: '65ch' }}>
      {fact}
    </Typography>
    {action !== undefined && (
      <Button variant="outlined" onClick={action.run}>
        {action.label}
      </Button>
    )}
  </Box>
);
