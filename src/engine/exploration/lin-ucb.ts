import { createPolicy, placeOfLargest, type Context, type Policy } from './policy.ts';

/** A linear model per arm: inverse of ridge·I + Σ x·xᵀ, Σ reward·x, and the weights, their product. */
interface ArmModel {
  readonly inverse: Float64Array;
  readonly rewards: Float64Array;
  readonly weights: Float64Array;
}

/** A LinUCB policy; `weights` are an arm's ridge-regression weights, `bounds` what it compares. */
export interface LinUcbPolicy extends Policy {
  weights(arm: number): Float64Array;
  bounds(arms: readonly number[], context: Context): Float64Array;
}

/**
 * LinUCB with disjoint linear models (Li, Chu, Langford, Schapire 2010, algorithm 1): the open arm with the largest
 * wᵀx + alpha·√(xᵀA⁻¹x), A = ridge·I + Σ x·xᵀ over the arm's choices, w = A⁻¹·Σ reward·x; of equal ones the first. A⁻¹ is
 * kept and updated by Sherman & Morrison's formula, O(size²) a reward. Deterministic: propensity 1 for one arm, 0 for the
 * rest. A context of another length throws RangeError.
 */
export function createLinUcb(armCount: number, size: number, settings: { readonly alpha: number; readonly ridge?: number }): LinUcbPolicy {
  const ridge = settings.ridge ?? 1;
  if (!(settings.alpha >= 0 && ridge > 0)) throw new RangeError(`LinUCB needs alpha ≥ 0 and ridge > 0, got ${settings.alpha}, ${ridge}`);
  const models = Array.from({ length: armCount }, (): ArmModel => {
    const inverse = new Float64Array(size * size);
    for (let row = 0; row < size; row += 1) inverse[row * size + row] = 1 / ridge;
    return { inverse, rewards: new Float64Array(size), weights: new Float64Array(size) };
  });
  const read = (context: Context): Float64Array => {
    if (context?.length !== size) throw new RangeError(`context holds ${context?.length ?? 'no'} numbers, expected ${size}`);
    return context;
  };
  const bounds = (arms: readonly number[], context: Context): Float64Array => {
    const x = read(context);
    return Float64Array.from(arms, (arm) => {
      const model = models[arm]!;
      return dot(model.weights, x) + settings.alpha * Math.sqrt(Math.max(0, dot(multiply(model.inverse, x), x)));
    });
  };
  const policy = createPolicy({
    armCount,
    estimate: (arms, context) => Float64Array.from(arms, (arm) => dot(models[arm]!.weights, read(context))),
    draw: (arms, context) => arms[placeOfLargest(bounds(arms, context))]!,
    propensities: (arms, context) => {
      const probabilities = new Float64Array(arms.length);
      probabilities[placeOfLargest(bounds(arms, context))] = 1;
      return probabilities;
    },
    update: (arm, reward, context) => learn(models[arm]!, read(context), reward),
  });
  return { ...policy, bounds, weights: (arm) => models[arm]!.weights.slice() };
}

/** (A + x·xᵀ)⁻¹ = A⁻¹ − (A⁻¹x)(A⁻¹x)ᵀ/(1 + xᵀA⁻¹x) (Sherman & Morrison 1950). */
function learn(model: ArmModel, x: Float64Array, reward: number): void {
  if (!Number.isFinite(reward)) throw new RangeError(`reward is ${reward}`);
  const direction = multiply(model.inverse, x);
  const scale = 1 / (1 + dot(direction, x));
  for (let row = 0; row < x.length; row += 1) {
    for (let column = 0; column < x.length; column += 1) model.inverse[row * x.length + column]! -= scale * direction[row]! * direction[column]!;
    model.rewards[row]! += reward * x[row]!;
  }
  model.weights.set(multiply(model.inverse, model.rewards));
}

function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  return vector.map((_, row) => dot(matrix.subarray(row * vector.length, (row + 1) * vector.length), vector));
}

function dot(first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < first.length; index += 1) sum += first[index]! * second[index]!;
  return sum;
}
