import type { Result } from '../base/fault.ts';
import { hashText } from '../base/rng.ts';
import type { SearchSpace } from '../model/search-space.ts';
import { collectPoints, type Design } from './collect-points.ts';
import { DIRECTION_NUMBERS } from './direction-numbers.ts';
import { findCountFault, TRIES_PER_POINT, type SampleOptions } from './sample-options.ts';
import type { UnitPoint } from './unit-point.ts';

const BITS = 32;

/** Dimensions that the embedded direction numbers reach. */
export const MAX_SOBOL_DIMENSIONS = DIRECTION_NUMBERS.length + 1;

/**
 * How a sequence is randomised: `none` (first point 0), `shift` by a seeded digital shift, or `owen`, a nested uniform
 * scramble, which also breaks up patterns of few points and makes every point uniform on its own.
 */
export type Scramble = 'none' | 'shift' | 'owen';

/** Direction integers of one dimension, the first bit highest (Bratley & Fox 1988, eq. 2 and 3). */
function directionsOf(dimension: number): Uint32Array {
  const directions = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let bit = 0; bit < BITS; bit += 1) directions[bit] = 1 << (BITS - 1 - bit);
    return directions;
  }
  const [coefficients, ...initial] = DIRECTION_NUMBERS[dimension - 1]!;
  const degree = initial.length;
  for (let bit = 0; bit < BITS; bit += 1) {
    if (bit < degree) {
      directions[bit] = initial[bit]! << (BITS - 1 - bit);
      continue;
    }
    let next = directions[bit - degree]! ^ (directions[bit - degree]! >>> degree);
    for (let term = 1; term < degree; term += 1) {
      if (((coefficients! >> (degree - 1 - term)) & 1) === 1) next ^= directions[bit - term]!;
    }
    directions[bit] = next;
  }
  return directions;
}

/** Well mixed 32 bits of two numbers (finaliser of MurmurHash3, public domain, A. Appleby). */
function mix(first: number, second: number): number {
  let hash = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b) ^ second;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Nested uniform scramble (Owen 1995): each bit is flipped or kept by a coin of its dimension and all higher bits. */
function scrambleOwen(bits: number, seed: number): number {
  let scrambled = 0;
  for (let place = 0; place < BITS; place += 1) {
    const higher = place === 0 ? 0 : bits >>> (BITS - place);
    const coin = mix(mix(seed, place), higher) >>> 31;
    scrambled |= (((bits >>> (BITS - 1 - place)) & 1) ^ coin) << (BITS - 1 - place);
  }
  return scrambled >>> 0;
}

/** A Sobol sequence in random access. */
export interface SobolSequence {
  readonly dimensions: number;
  /** The point of a number 0 … 2³² − 1, coordinates in [0, 1). O(dimensions · 32). */
  pointAt(index: number): number[];
}

/**
 * Sobol's sequence in Gray-code order (Antonov & Saleev 1979) with the direction numbers of Joe & Kuo 2008. Every 2^m
 * points that start at a multiple of 2^m fall once into each of 2^m equal intervals of every coordinate. More dimensions
 * than the table has are a RangeError.
 */
export function createSobol(dimensions: number, { scramble = 'none', seed = 0 }: { readonly scramble?: Scramble; readonly seed?: number } = {}): SobolSequence {
  if (!(dimensions >= 1 && dimensions <= MAX_SOBOL_DIMENSIONS)) throw new RangeError(`a Sobol sequence has 1 to ${MAX_SOBOL_DIMENSIONS} dimensions, not ${dimensions}`);
  const directions = Array.from({ length: dimensions }, (_, dimension) => directionsOf(dimension));
  const seeds = directions.map((_, dimension) => hashText(`sobol ${seed} ${dimension}`));
  return {
    dimensions,
    pointAt(index) {
      const gray = (index ^ (index >>> 1)) >>> 0;
      return directions.map((numbers, dimension) => {
        let bits = 0;
        for (let place = 0; place < BITS && gray >>> place !== 0; place += 1) if (((gray >>> place) & 1) === 1) bits ^= numbers[place]!;
        if (scramble === 'shift') bits ^= seeds[dimension]!;
        return (scramble === 'owen' ? scrambleOwen(bits >>> 0, seeds[dimension]!) : bits >>> 0) / 2 ** BITS;
      });
    },
  };
}

/** Sobol points of a space, Owen-scrambled unless told otherwise; takes as many candidates as `designRandom`. */
export function designSobol(space: SearchSpace, { count, seed, scramble = 'owen' }: SampleOptions & { readonly scramble?: Scramble }): Result<Design> {
  const fault = findCountFault(count);
  if (fault !== null) return fault;
  const sequence = createSobol(space.parameters.length, { scramble, seed });
  function* walk(): Generator<UnitPoint> {
    for (let index = 0; index < count * TRIES_PER_POINT; index += 1) yield sequence.pointAt(index);
  }
  return collectPoints(space, walk(), count);
}
