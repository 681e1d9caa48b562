import type { AttributionModel } from '../../../engine/model/attribution.ts';

/** Attribution models as the screen says them. */
export const modelNames: Readonly<Record<string, string>> & Readonly<Record<AttributionModel, string>> = {
  first: 'First touch',
  last: 'Last touch',
  last_non_direct: 'Last non-direct',
  linear: 'Linear',
  position: 'Position-based',
  time_decay: 'Time decay',
  markov1: 'Markov 1',
  markov2: 'Markov 2',
  markov3: 'Markov 3',
  markov4: 'Markov 4',
  markov5: 'Markov 5',
  shapley: 'Shapley',
};
