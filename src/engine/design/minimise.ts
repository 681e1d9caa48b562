/** Value and gradient of a function at a point; an infinite value bars the point. */
export interface Slope {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Curvature pairs that are remembered. */
const MEMORY = 6;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}

interface Pair {
  readonly move: Float64Array;
  readonly change: Float64Array;
  readonly inverse: number;
}

/** −H·gradient by the two-loop recursion. */
function descend(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.slice();
  const parts = pairs.map(() => 0);
  for (let at = pairs.length - 1; at >= 0; at -= 1) {
    const { move, change, inverse } = pairs[at]!;
    parts[at] = inverse * dot(move, direction);
    for (let i = 0; i < direction.length; i += 1) direction[i]! -= parts[at]! * change[i]!;
  }
  const last = pairs.at(-1);
  const scale = last === undefined ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1 / (last.inverse * dot(last.change, last.change));
  for (let i = 0; i < direction.length; i += 1) direction[i]! *= scale;
  pairs.forEach(({ move, change, inverse }, at) => {
    const back = parts[at]! - inverse * dot(change, direction);
    for (let i = 0; i < direction.length; i += 1) direction[i]! += back * move[i]!;
  });
  for (let i = 0; i < direction.length; i += 1) direction[i] = -direction[i]!;
  return direction;
}

/**
 * A local minimum of a smooth function by L-BFGS (Liu & Nocedal 1989) with step halving until Armijo's condition holds.
 * Ends after `steps`, once the value falls by less than `tolerance` in a step, or where no step helps.
 */
export function minimise(
  evaluate: (at: Float64Array) => Slope,
  start: Float64Array,
  { steps = 60, tolerance = 1e-6 }: { readonly steps?: number; readonly tolerance?: number } = {},
): { at: Float64Array; value: number } {
  let at = start;
  let here = evaluate(at);
  let pairs: Pair[] = [];
  for (let step = 0; step < steps && Number.isFinite(here.value); step += 1) {
    let direction = descend(here.gradient, pairs);
    let fall = dot(direction, here.gradient);
    if (fall >= 0) {
      pairs = [];
      direction = descend(here.gradient, pairs);
      fall = dot(direction, here.gradient);
    }
    let length = 1;
    let next: Float64Array = at;
    let there: Slope = here;
    for (; length > 1e-6; length /= 2) {
      next = at.map((coordinate, i) => coordinate + length * direction[i]!);
      there = evaluate(next);
      if (there.value <= here.value + 1e-4 * length * fall) break;
    }
    if (length <= 1e-6) break;
    const move = next.map((coordinate, i) => coordinate - at[i]!);
    const change = there.gradient.map((slope, i) => slope - here.gradient[i]!);
    const curvature = dot(move, change);
    if (curvature > 1e-10) pairs = [...pairs, { move, change, inverse: 1 / curvature }].slice(-MEMORY);
    const gained = here.value - there.value;
    at = next;
    here = there;
    if (gained < tolerance) break;
  }
  return { at, value: here.value };
}
