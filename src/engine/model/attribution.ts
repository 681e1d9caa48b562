import { z } from 'zod';
import { Identifier } from './text.ts';

/** The highest order of a Markov model: a state remembers so many touches. */
export const MOST_MARKOV_ORDER = 5;

/** Models that divide one outcome among its own touches by their places and ages. */
export const HeuristicModel = z.enum(['first', 'last', 'last_non_direct', 'linear', 'position', 'time_decay']);
export type HeuristicModel = z.infer<typeof HeuristicModel>;

/** Models that look at all paths together: removal effects of an order-k chain, and Shapley values. */
export const PathModel = z.enum(['markov1', 'markov2', 'markov3', 'markov4', 'markov5', 'shapley']);
export type PathModel = z.infer<typeof PathModel>;

export const AttributionModel = z.enum([...HeuristicModel.options, ...PathModel.options]);
export type AttributionModel = z.infer<typeof AttributionModel>;

/** What `all` stands for. */
export const usualModels: readonly AttributionModel[] = [...HeuristicModel.options, 'markov1', 'markov2', 'markov3', 'shapley'];

/**
 * How the credit of a touch falls with its age in the model `time_decay`: `none` = not at all; `linear` = 1 − age/window;
 * `exponential` = 2^(−age/halfLifeDays).
 */
export const Decay = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('linear') }),
  z.strictObject({ kind: z.literal('exponential'), halfLifeDays: z.number().gt(0).max(36_500) }),
]);
export type Decay = z.infer<typeof Decay>;

/** How the touches of one channel take part. */
export const ChannelAttribution = z.strictObject({
  /** A touch may precede an outcome by at most so many days; the last day counts. */
  windowDays: z.number().min(0).max(36_500),
  decay: Decay,
  /** Contacts come by themselves through this channel: `last_non_direct` passes it over. */
  isDirect: z.boolean(),
});
export type ChannelAttribution = z.infer<typeof ChannelAttribution>;

/** Weights of the model `position`; only their ratios count. `middle` is shared by all touches between first and last. */
export const PositionWeights = z
  .strictObject({ first: z.number().min(0), middle: z.number().min(0), last: z.number().min(0) })
  .refine(({ first, middle, last }) => first + middle + last > 0, { error: 'expected at least one weight above 0' });
export type PositionWeights = z.infer<typeof PositionWeights>;

/** Which touches an outcome looks back on: all in their windows, or only those after the contact's previous outcome. */
export const Lookback = z.enum(['own_window', 'since_previous_outcome']);
export type Lookback = z.infer<typeof Lookback>;

const Rules = z.strictObject({
  /** For channels that are not named. */
  default: ChannelAttribution,
  /** Channel id → what differs from the default. */
  channels: z.record(Identifier, ChannelAttribution.partial()),
  position: PositionWeights,
  lookback: Lookback,
});

/** One arm of an experiment: how many contacts it had and how many of them had the outcome. */
export const ExperimentArm = z
  .strictObject({ name: Identifier, contacts: z.int().min(1), outcomes: z.int().min(0) })
  .refine(({ contacts, outcomes }) => outcomes <= contacts, { error: 'expected no more outcomes than contacts', path: ['outcomes'] });
export type ExperimentArm = z.infer<typeof ExperimentArm>;

/** An experiment whose arms were drawn by chance; `control` was left out of the touches. */
export const Experiment = z.strictObject({ control: ExperimentArm, arms: z.array(ExperimentArm).min(1) });
export type Experiment = z.infer<typeof Experiment>;

/** Public format `omnivor.attribution-settings/1`. */
export const AttributionSettings = Rules.extend({
  format: z.literal('omnivor.attribution-settings/1'),
  /** Outcome type → what differs for outcomes of that type. */
  outcomes: z.record(Identifier, Rules.partial()),
  /** Whether Markov chains also walk paths that led to no outcome. */
  usesNullPaths: z.boolean(),
  /** In paths without times, one step from touch to touch counts as so many days. */
  stepDays: z.number().gt(0).max(36_500),
  /** Resamples of the paths for rank stability; 0 = none. */
  resamples: z.int().min(0).max(10_000),
  seed: z.int().min(0),
  experiment: Experiment.optional(),
});
export type AttributionSettings = z.infer<typeof AttributionSettings>;

export const defaultAttributionSettings: AttributionSettings = {
  format: 'omnivor.attribution-settings/1',
  default: { windowDays: 30, decay: { kind: 'exponential', halfLifeDays: 7 }, isDirect: false },
  channels: {},
  position: { first: 40, middle: 20, last: 40 },
  lookback: 'own_window',
  outcomes: {},
  usesNullPaths: true,
  stepDays: 1,
  resamples: 100,
  seed: 1,
};

/** A settings file: every key but the format may be left out and then has its default. */
export const AttributionSettingsFile = AttributionSettings.partial().required({ format: true });
export type AttributionSettingsFile = z.infer<typeof AttributionSettingsFile>;

const Credit = z.strictObject({ conversions: z.number(), value: z.number() });
const byModel = <Item extends z.ZodType>(item: Item) => z.partialRecord(AttributionModel, item);
const byChannel = <Item extends z.ZodType>(item: Item) => z.record(z.string(), item);

/** What one arm of an experiment gained over the control. Rates and differences as shares, intervals at 95 %. */
export const IncrementalLift = z.strictObject({
  arm: z.string(),
  rate: z.number(),
  controlRate: z.number(),
  /** Rate of the arm − rate of the control, with its Newcombe interval. */
  lift: z.number(),
  low: z.number(),
  high: z.number(),
  /** Pooled two-sample z and its two-sided p. */
  z: z.number(),
  pValue: z.number(),
  /** Outcomes of the arm that the control would not have had: lift × contacts, with the interval's ends. */
  incremental: z.strictObject({ outcomes: z.number(), low: z.number(), high: z.number() }),
});
export type IncrementalLift = z.infer<typeof IncrementalLift>;

/** Public format `omnivor.attribution/1`: all models side by side. */
export const AttributionReport = z.strictObject({
  format: z.literal('omnivor.attribution/1'),
  /** Model → channel → what it credits. Every model divides the same attributed outcomes. */
  models: byModel(byChannel(Credit)),
  totals: z.strictObject({
    outcomes: z.number(),
    /** Outcomes with at least one touch in its window. */
    attributed: z.number(),
    unattributed: z.number(),
    /** Value of the attributed outcomes. */
    value: z.number(),
    /** Paths without outcome. */
    nulls: z.number(),
    /** Attributed outcomes after a single touch. */
    singleTouch: z.number(),
    channels: z.int(),
  }),
  /** 1 = most conversions; equal credits share the better rank. */
  ranks: byModel(byChannel(z.int())),
  /** Kendall's tau-b between the models' orders of the channels, null where a model does not tell any two channels apart. */
  agreement: byModel(byModel(z.number().nullable())),
  /** Share of resamples of the paths in which the channel keeps its rank; empty without resamples. */
  stability: byModel(byChannel(z.number())),
  resamples: z.int(),
  /** What stands behind the Markov models. */
  markov: byModel(z.strictObject({ conversionProbability: z.number(), states: z.int(), error: z.number(), removalEffects: byChannel(Credit) })),
  /** Models that were asked for and cannot be given. */
  unavailable: z.array(z.strictObject({ model: AttributionModel, reason: z.string() })),
  incrementality: z.array(IncrementalLift),
  /** Channel → cost of its touches, where the touches carry one. */
  costs: byChannel(z.number()).optional(),
  /** What these numbers cannot say, in plain sentences. */
  limits: z.array(z.string()),
});
export type AttributionReport = z.infer<typeof AttributionReport>;
