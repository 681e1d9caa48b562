import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { brand, tone } from '../../app/theme/tokens.ts';

interface MetricCardProps {
  readonly label: string;
  /** Formatted value; "–" where it is missing. */
  readonly value: string;
  readonly detail?: ReactNode;
  /** Location of the rows that make the number up. */
  readonly href?: string;
  /** Violet for a limit or a warning, gold for value. */
  readonly meaning?: 'value' | 'limit';
}

/** Long values step down so that they stay whole in a narrow card. */
const sizeOf = (value: string): string => (value.length > 9 ? '1.5rem' : value.length > 7 ? '2rem' : '2.5rem');

/** A number with its name and one line of context (A.3). With `href` the number opens the rows behind it. */
export function MetricCard({ label, value, detail, href, meaning = 'value' }: MetricCardProps) {
  const colour = meaning === 'value' ? brand.catalystGold : brand.processViolet;
  const shown = (
    <Typography variant="metricValue" component="span" sx={{ color: 'inherit', display: 'block', fontSize: sizeOf(value), lineHeight: '2.75rem', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
      {value}
    </Typography>
  );
  return (
    <Card sx={{ minWidth: 0 }}>
      <Typography variant="metricLabel" component="h2" sx={{ color: tone.secondaryText, display: 'block' }}>
        {label}
      </Typography>
      {href === undefined ? (
        <Box sx={{ color: colour }}>{shown}</Box>
      ) : (
        <Box component={Link} href={href} aria-label={`${label}: ${value}`} sx={{ color: colour, textDecoration: 'none', display: 'block', '&:hover': { color: meaning === 'value' ? tone.goldHover : tone.violetText } }}>
          {shown}
        </Box>
      )}
      {detail !== undefined && (
        <Typography variant="body2" component="div" color="textSecondary">
          {detail}
        </Typography>
      )}
    </Card>
  );
}

/** Cards of equal width in a row that wraps. */
export const MetricRow = ({ children }: { readonly children: ReactNode }) => (
  <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))', gap: 2, mb: 3, flexShrink: 0 }}>{children}</Box>
);
