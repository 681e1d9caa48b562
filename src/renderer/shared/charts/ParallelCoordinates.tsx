import Box from '@mui/material/Box';
import Slider from '@mui/material/Slider';
import { useEffect, useMemo, useRef, useState } from 'react';
import { brand, tone } from '../../app/theme/tokens.ts';
import { paintParallel } from './paint-parallel.ts';
import { nameValue, setBrush, spanOf, stepOf, type Brushes, type ParallelAxis } from './parallel-axes.ts';

interface ParallelCoordinatesProps {
  /** What the chart shows, in one sentence, for screen readers. */
  readonly label: string;
  readonly axes: readonly ParallelAxis[];
  /** Rows in the order of painting, the best last. */
  readonly order: readonly number[];
  /** For every row whether it is drawn in gold; the others are context. */
  readonly kept: readonly boolean[];
  /** Row drawn strongest, null for none. */
  readonly best: number | null;
  readonly brushes: Brushes;
  readonly onBrushes: (brushes: Brushes) => void;
  readonly height?: number;
}

const HEAD = 64;
const FOOT = 28;
const SIDE = 56;
const LEAST_GAP = 88;
/** Painting goes on in the next frame after so long. */
const FRAME_MS = 8;
/** Steps of an axis that a page key makes. */
const PAGE_STEPS = 10;

/** Width of an element, 0 until it is known. */
function useWidth(): readonly [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}

/** A line per row over all axes. Each axis carries a filter with two ends, for mouse and arrow keys. Readable with 10,000 rows. */
export function ParallelCoordinates({ label, axes, order, kept, best, brushes, onBrushes, height = 340 }: ParallelCoordinatesProps) {
  const [setFrame, frameWidth] = useWidth();
  const canvas = useRef<HTMLCanvasElement>(null);
  const spans = useMemo(() => axes.map((axis) => spanOf(axis)), [axes]);
  const width = Math.max(frameWidth, 2 * SIDE + (axes.length - 1) * LEAST_GAP);
  const places = useMemo(() => axes.map((_, at) => (axes.length < 2 ? width / 2 : SIDE + (at * (width - 2 * SIDE)) / (axes.length - 1))), [axes, width]);
  const gap = axes.length < 2 ? width - 2 * SIDE : (width - 2 * SIDE) / (axes.length - 1);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null || frameWidth === 0) return;
    const ratio = window.devicePixelRatio;
    const steps = paintParallel(context, { axes, spans, places, top: HEAD, bottom: height - FOOT, order, kept, best }, { width, height });
    const begin = (): void => {
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      context.scale(ratio, ratio);
      paint();
    };
    const paint = (): void => {
      const until = performance.now() + FRAME_MS;
      let isDone = false;
      do isDone = steps.next().done === true;
      while (!isDone && performance.now() < until);
      if (isDone) element.dataset['painted'] = 'whole';
      else frame = requestAnimationFrame(paint);
    };
    element.dataset['painted'] = 'part';
    // From the next frame on: what else was drawn with these rows comes first, and a key in between goes before both.
    let frame = requestAnimationFrame(begin);
    return () => cancelAnimationFrame(frame);
  }, [axes, spans, places, order, kept, best, width, frameWidth, height]);
  return (
    <Box ref={setFrame} role="group" aria-label={label} tabIndex={0} sx={{ overflowX: 'auto', overflowY: 'hidden', minWidth: 0 }}>
      <Box sx={{ position: 'relative', width, height }}>
        <Box component="canvas" ref={canvas} aria-hidden sx={{ position: 'absolute', inset: 0, width, height, pointerEvents: 'none' }} />
        {axes.map((axis, at) => {
          const span = spans[at] ?? { low: 0, high: 1 };
          const brush = brushes[axis.key];
          const value = [Math.max(span.low, brush?.[0] ?? span.low), Math.min(span.high, brush?.[1] ?? span.high)];
          const name = axis.unit === undefined ? axis.label : `${axis.label} (${axis.unit})`;
          const end = { position: 'absolute', left: -gap / 2 + 2, width: gap - 4, textAlign: 'center', fontSize: '0.75rem', fontVariantNumeric: 'tabular-nums', color: tone.secondaryText, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
          return (
            <Box key={axis.key} sx={{ position: 'absolute', left: places[at] ?? 0, top: 0, height, width: 0 }}>
              <Box title={name} sx={{ ...end, top: 4, color: brush === undefined ? brand.signalWhite : tone.goldHover, fontWeight: 600 }}>
                {name}
              </Box>
              <Box title={nameValue(axis, value[1] ?? span.high)} sx={{ ...end, top: 26 }}>{nameValue(axis, value[1] ?? span.high)}</Box>
              <Box title={nameValue(axis, value[0] ?? span.low)} sx={{ ...end, bottom: 0 }}>{nameValue(axis, value[0] ?? span.low)}</Box>
              <Slider
                orientation="vertical"
                size="small"
                value={value}
                min={span.low}
                max={span.high}
                step={stepOf(axis, span)}
                shiftStep={stepOf(axis, span) * (axis.choices === undefined ? PAGE_STEPS : 1)}
                disableSwap
                getAriaLabel={(thumb) => `${name}, ${thumb === 0 ? 'from' : 'to'}`}
                getAriaValueText={(shown) => nameValue(axis, shown)}
                onChange={(_event, next) => Array.isArray(next) && onBrushes(setBrush(brushes, axis, [next[0] ?? span.low, next[1] ?? span.high]))}
                sx={{
                  position: 'absolute',
                  top: HEAD,
                  left: 0,
                  transform: 'translateX(-50%)',
                  height: height - HEAD - FOOT,
                  p: '0 12px !important',
                  '& .MuiSlider-rail': { opacity: 0 },
                  '& .MuiSlider-track': { width: 4, border: 'none', backgroundColor: brand.processViolet, opacity: brush === undefined ? 0 : 0.6 },
                  '& .MuiSlider-thumb': { width: 22, height: 8, borderRadius: '3px', backgroundColor: brush === undefined ? brand.dataGray : brand.processViolet, '&::before': { boxShadow: 'none' }, '&::after': { width: 28, height: 24 } },
                }}
              />
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
