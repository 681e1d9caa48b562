import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useEffect, useState, type ReactNode } from 'react';

/** Below this a wait is not worth a shape that flashes by. */
const SHOW_AFTER_MS = 80;
/** Up to here a skeleton is enough; after it the wait says how far it is. */
const UNTIL_MS = 300;

interface DelayedSkeletonProps {
  readonly kind: 'page' | 'grid' | 'card' | 'chart';
  /** Shown once the wait is longer than 300 ms: a progress panel or a line of text. */
  readonly afterwards?: ReactNode;
}

const shapes: Record<DelayedSkeletonProps['kind'], readonly (readonly [width: string, height: number])[]> = {
  page: [['320px', 44], ['480px', 20], ['100%', 140], ['100%', 320]],
  grid: [['100%', 40], ['100%', 320]],
  card: [['40%', 12], ['60%', 40], ['50%', 16]],
  chart: [['100%', 240]],
};

/** Grey shapes in place of what is about to come; nothing at all for very short waits. */
export function DelayedSkeleton({ kind, afterwards }: DelayedSkeletonProps) {
  const [stage, setStage] = useState<'nothing' | 'shapes' | 'afterwards'>('nothing');
  useEffect(() => {
    const first = setTimeout(() => setStage('shapes'), SHOW_AFTER_MS);
    const second = setTimeout(() => setStage('afterwards'), UNTIL_MS);
    return () => {
      clearTimeout(first);
      clearTimeout(second);
    };
  }, []);
  if (stage === 'nothing') return null;
  if (stage === 'afterwards' && afterwards !== undefined) return <>{afterwards}</>;
  return (
    <Box aria-hidden sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
      {shapes[kind].map(([width, height]) => (
        <Skeleton key={`${width}${height}`} variant="rectangular" width={width} height={height} />
      ))}
    </Box>
  );
}
