import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useEffect, useEffectEvent, useState } from 'react';
import { brand } from '../../app/theme/tokens.ts';
import { formatDuration } from '../format/date.ts';
import { formatCount, formatNumber, formatPercent } from '../format/number.ts';
import { loadingCopy } from '../messages/brand-copy.ts';

export interface ProgressPanelProps {
  /** What runs now, in words. */
  readonly phase: string;
  readonly done: number;
  /** Null while it is unknown. */
  readonly total: number | null;
  /** What is counted: "rows", "contacts". */
  readonly unit?: string;
  /** Units per second. */
  readonly rate?: number | null;
  readonly remainingMs?: number | null;
  readonly best?: number | undefined;
  readonly bound?: number | undefined;
  readonly formatBest?: (value: number) => string;
  readonly onCancel?: () => void;
  /** What Cancel keeps: "Cancel and keep the best". */
  readonly cancelLabel?: string;
}

const ANNOUNCE_EVERY_MS = 5000;

/** A text that screen readers hear at most every five seconds, however often it changes. */
function useSlowed(text: string): string {
  const [shown, setShown] = useState(text);
  const tick = useEffectEvent(() => setShown(text));
  useEffect(() => {
    const timer = setInterval(() => tick(), ANNOUNCE_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return shown;
}

/** Long work: phase, count, rate, time left, best so far, and a way to stop it. */
export function ProgressPanel({ phase, done, total, unit = '', rate, remainingMs, best, bound, formatBest = (value) => formatNumber(value), onCancel, cancelLabel = 'Cancel' }: ProgressPanelProps) {
  const share = total === null || total <= 0 ? null : Math.min(1, done / total);
  const counted = total === null ? `${formatCount(done)} ${unit}`.trim() : `${formatCount(done)} of ${formatCount(total)} ${unit}`.trim();
  const facts = [
    counted,
    rate === null || rate === undefined ? null : `${formatCount(rate)}/s`,
    remainingMs === null || remainingMs === undefined || share === 1 ? null : `${formatDuration(remainingMs)} left`,
  ].filter((fact) => fact !== null);
  const spoken = useSlowed(`${phase.replace(/[.…]+$/u, '')}. ${counted}${share === null ? '' : `, ${formatPercent(share, 0)}`}.`);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1, maxWidth: 840 }}>
      <div role="status" aria-live="polite" className="visually-hidden">
        {spoken}
      </div>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 2 }}>
        <Typography sx={{ fontWeight: 600, flexGrow: 1 }}>{phase === '' ? loadingCopy.processing : phase}</Typography>
        <Typography variant="body2" color="textSecondary" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {facts.join(' · ')}
        </Typography>
      </Box>
      <LinearProgress aria-label={phase === '' ? loadingCopy.processing : phase} {...(share === null ? {} : { variant: 'determinate' as const, value: share * 100 })} />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, minHeight: 32 }}>
        <Typography variant="body2" sx={{ flexGrow: 1, fontVariantNumeric: 'tabular-nums' }}>
          {best !== undefined && (
            <>
              {'Best so far '}
              <Box component="span" sx={{ color: brand.catalystGold, fontWeight: 700 }}>
                {formatBest(best)}
              </Box>
            </>
          )}
          {best !== undefined && bound !== undefined && ' · '}
          {bound !== undefined && `${best === undefined ? 'Bound' : 'bound'} ${formatBest(bound)}`}
        </Typography>
        {onCancel !== undefined && (
          <Button size="small" variant="outlined" onClick={onCancel}>
            {cancelLabel}
          </Button>
        )}
      </Box>
    </Box>
  );
}
