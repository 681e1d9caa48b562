import type { AllocationProblem } from '../../model/allocation.ts';
import type { RobustChoice } from '../../model/objective.ts';
import { counterOf, createKeys, createTags, placeOf } from '../../simulation/draw-keys.ts';
import { fillChances, logistic } from '../../simulation/logistic.ts';
import { createMatcher } from '../../simulation/logit-normal.ts';
import { fillNormals } from '../../simulation/normal-words.ts';
import { fillWords } from '../../simulation/threefry.ts';

const DEFAULT_DRAWS = 100;
const DEFAULT_SEED = 1;

/** Draws from what the estimates say of each response. */
export interface ResponseDraws {
  readonly count: number;
  /** Writes the drawn responses of a contact and channel into `out` from a place on, as single-precision numbers. */
  fill(contact: number, channel: number, out: Float32Array, from: number): void;
}

/**
 * Logit-normal draws with the mean and standard deviation of each estimate, the same that a simulation of this seed takes its chances
 * from: each hangs on seed, contact, channel and number of the draw alone. O(channels · draws), then O(draws) a pair.
 */
export function createResponseDraws({ contacts, channels }: AllocationProblem, { draws = DEFAULT_DRAWS, shared = 0, seed = DEFAULT_SEED }: RobustChoice): ResponseDraws {
  const halves = Math.ceil(draws / 2);
  const words = new Uint32Array(halves * 2);
  const ids = channels.map(({ id }) => id);
  const keys = createKeys(seed, contacts.ids);
  const tags = createTags(ids);
  const channelKeys = createKeys(seed, ids);
  const match = createMatcher();
  const drawNormals = (key0: number, key1: number, counter1: number, into: Float64Array): void => {
    fillWords(words, { key0, key1, counter1 }, counterOf('estimate', 0), halves);
    fillNormals(into, words, halves * 2);
  };
  const common = ids.map((_id, channel) => {
    const normals = new Float64Array(halves * 2);
    if (shared > 0) drawNormals(channelKeys[channel * 2]!, channelKeys[channel * 2 + 1]!, 0, normals);
    return normals.map((normal) => normal * Math.sqrt(shared));
  });
  const ownShare = Math.sqrt(1 - shared);
  const normals = new Float64Array(halves * 2);
  const chances = new Float64Array(halves * 2);
  return {
    count: draws,
    fill(contact, channel, out, from) {
      const id = ids[channel]!;
      const { centre, spread } = match(contacts.response[id]?.[contact] ?? 0, contacts.sd?.[id]?.[contact] ?? 0);
      if (spread === 0) {
        out.fill(logistic(centre), from, from + draws);
        return;
      }
      drawNormals(keys[contact * 2]!, keys[contact * 2 + 1]!, placeOf(tags[channel]!, 0), normals);
      const ofChannel = common[channel]!;
      for (let draw = 0; draw < normals.length; draw += 1) normals[draw] = normals[draw]! * ownShare + ofChannel[draw]!;
      fillChances(chances, normals, { centre, spread }, 1, 1);
      for (let draw = 0; draw < draws; draw += 1) out[from + draw] = chances[draw]!;
    },
  };
}
