import type { SearchSpace } from '../../../src/engine/model/search-space.ts';
import type { UnitPoint } from '../../../src/engine/design/unit-point.ts';

/** Branin's function over [−5, 10] × [0, 15]; three minima of 0.397887 (Dixon & Szegő 1978). */
export function branin([u, v]: UnitPoint): number {
  const x = 15 * u! - 5;
  const y = 15 * v!;
  return (y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6) ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
}

export const BRANIN_MINIMUM = 0.397887;

const HEIGHTS = [1, 1.2, 3, 3.2];
const WIDTHS = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const CENTRES = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
];

/** Hartmann's function of six variables over [0, 1]⁶; minimum −3.32237 (ibid.). */
export function hartmann6(point: UnitPoint): number {
  return -HEIGHTS.reduce((sum, height, row) => sum + height * Math.exp(-point.reduce((part, x, at) => part + WIDTHS[row]![at]! * (x - CENTRES[row]![at]!) ** 2, 0)), 0);
}

export const HARTMANN6_MINIMUM = -3.32237;

/** Ishigami's function with a = 7, b = 0.1, inputs from −π to π (Ishigami & Homma 1990). */
export function ishigami([u, v, w]: UnitPoint): number {
  const [x, y, z] = [u!, v!, w!].map((coordinate) => Math.PI * (2 * coordinate - 1)) as [number, number, number];
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
}

/** A space of continuous parameters x0, x1, … over [0, 1]. */
export function unitSpace(dimensions: number): SearchSpace {
  return { parameters: Array.from({ length: dimensions }, (_, at) => ({ name: `x${at}`, from: 0, to: 1 })), constraints: [] };
}
