import { brand, tone } from '../../app/theme/tokens.ts';
import { opacityOf, shareOf, type AxisSpan, type ParallelAxis } from './parallel-axes.ts';

/** What of parallel coordinates is painted: everything in CSS pixels. */
export interface ParallelPicture {
  readonly axes: readonly ParallelAxis[];
  readonly spans: readonly AxisSpan[];
  /** Left of each axis. */
  readonly places: readonly number[];
  readonly top: number;
  readonly bottom: number;
  /** Rows in the order of painting: what comes last lies on top. */
  readonly order: readonly number[];
  readonly kept: readonly boolean[];
  /** Row drawn strongest, null for none. */
  readonly best: number | null;
}

/** Least opacity that still leaves a trace in 8 bits a colour. */
const FAINTEST = 0.012;
/** Lines painted in one step: short enough to stop after any of them. */
const SLICE = 50;

/** Path of a row over all axes on which it has a value. */
function trace(context: CanvasRenderingContext2D, { axes, spans, places, top, bottom }: ParallelPicture, row: number): void {
  let isDown = false;
  axes.forEach(({ values }, at) => {
    const value = values[row] ?? Number.NaN;
    const span = spans[at];
    const x = places[at];
    if (Number.isNaN(value) || span === undefined || x === undefined) return;
    const y = bottom - shareOf(value, span) * (bottom - top);
    if (isDown) context.lineTo(x, y);
    else context.moveTo(x, y);
    isDown = true;
  });
}

function strokeRows(context: CanvasRenderingContext2D, picture: ParallelPicture, rows: readonly number[]): void {
  for (const row of rows) {
    context.beginPath();
    trace(context, picture, row);
    context.stroke();
  }
}

/** The painting in short steps: the axes, rows that are filtered out, then those that are kept, the best last. */
export function* paintParallel(context: CanvasRenderingContext2D, picture: ParallelPicture, size: { readonly width: number; readonly height: number }): Generator<void, void> {
  context.clearRect(0, 0, size.width, size.height);
  context.lineJoin = 'round';
  context.globalAlpha = 1;
  context.strokeStyle = tone.secondaryText;
  context.lineWidth = 1;
  for (const x of picture.places) {
    context.beginPath();
    context.moveTo(x, picture.top);
    context.lineTo(x, picture.bottom);
    context.stroke();
  }
  const kept = picture.order.filter((row) => picture.kept[row] === true);
  const dropped = picture.order.filter((row) => picture.kept[row] !== true);
  const layers = [
    { rows: dropped, color: brand.dataGray, opacity: Math.max(FAINTEST, opacityOf(picture.order.length) * 0.4) },
    { rows: kept, color: brand.catalystGold, opacity: opacityOf(kept.length) },
  ];
  for (const { rows, color, opacity } of layers) {
    for (let from = 0; from < rows.length; from += SLICE) {
      context.strokeStyle = color;
      context.globalAlpha = opacity;
      context.lineWidth = 1;
      strokeRows(context, picture, rows.slice(from, from + SLICE));
      yield;
    }
  }
  if (picture.best === null) return;
  context.globalAlpha = 1;
  context.strokeStyle = brand.signalWhite;
  context.lineWidth = 2.5;
  strokeRows(context, picture, [picture.best]);
}
