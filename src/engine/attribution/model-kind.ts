import { HeuristicModel, type AttributionModel } from '../model/attribution.ts';

/** True for models that look at one path at a time. */
export const isHeuristic = (model: AttributionModel): model is HeuristicModel => HeuristicModel.safeParse(model).success;

/** k of `markovk`, null for other models. */
export const orderOfMarkov = (model: AttributionModel): number | null => (model.startsWith('markov') ? Number(model.slice('markov'.length)) : null);
