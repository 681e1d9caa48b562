import { AttributionSettings, type ChannelAttribution, type Decay } from '../../../engine/model/attribution.ts';

/** A channel's attribution with the default's parts where it has none of its own. */
export function fillChannel({ default: usual, channels }: AttributionSettings, channel: string): ChannelAttribution {
  const own = channels[channel];
  return { windowDays: own?.windowDays ?? usual.windowDays, decay: own?.decay ?? usual.decay, isDirect: own?.isDirect ?? usual.isDirect };
}

/** Half-life that a decay starts with where it had none. */
const USUAL_HALF_LIFE = 7;

/** A decay of another kind; a half-life stays where there was one. */
export function changeDecay(decay: Decay, kind: Decay['kind']): Decay {
  if (kind !== 'exponential') return { kind };
  return { kind, halfLifeDays: decay.kind === 'exponential' ? decay.halfLifeDays : USUAL_HALF_LIFE };
}

/** The settings with a channel that differs from the default; null makes it follow the default again. */
export function setChannel(settings: AttributionSettings, channel: string, own: ChannelAttribution | null): AttributionSettings {
  const { [channel]: _replaced, ...others } = settings.channels;
  return { ...settings, channels: own === null ? others : { ...others, [channel]: own } };
}

/** What differs for outcomes of one kind. */
type KindRules = AttributionSettings['outcomes'][string];

/** The attribution of a kind with the parts of all outcomes where it has none of its own. */
export function fillKind({ default: usual, position, lookback, outcomes }: AttributionSettings, kind: string): Pick<AttributionSettings, 'default' | 'position' | 'lookback'> & Pick<KindRules, 'channels'> {
  const own = outcomes[kind];
  return { ...own, default: own?.default ?? usual, position: own?.position ?? position, lookback: own?.lookback ?? lookback };
}

/** The settings with a kind that differs; null makes it follow all outcomes again. */
export function setKind(settings: AttributionSettings, kind: string, own: KindRules | null): AttributionSettings {
  const { [kind]: _replaced, ...others } = settings.outcomes;
  return { ...settings, outcomes: own === null ? others : { ...others, [kind]: own } };
}

/** A channel's attribution of one kind: for each part the first that says it, of the kind's channel, the channel, the kind, all. */
export function fillKindChannel(settings: AttributionSettings, kind: string, channel: string): ChannelAttribution {
  const rules = settings.outcomes[kind];
  const own = rules?.channels?.[channel];
  const common = fillChannel({ ...settings, default: rules?.default ?? settings.default }, channel);
  return { windowDays: own?.windowDays ?? common.windowDays, decay: own?.decay ?? common.decay, isDirect: own?.isDirect ?? common.isDirect };
}

/** The settings with a channel that differs for one kind; null makes it follow the others again. */
export function setKindChannel(settings: AttributionSettings, kind: string, channel: string, own: ChannelAttribution | null): AttributionSettings {
  const { channels = {}, ...rules } = settings.outcomes[kind] ?? {};
  const { [channel]: _replaced, ...others } = channels;
  const left = own === null ? others : { ...others, [channel]: own };
  return setKind(settings, kind, Object.keys(left).length === 0 ? rules : { ...rules, channels: left });
}

/** What is wrong with a draft in one line, null where it can be saved. */
export function findFault(draft: AttributionSettings): string | null {
  const parsed = AttributionSettings.safeParse(draft);
  const issue = parsed.error?.issues[0];
  return issue === undefined ? null : `${issue.path.join('.')}: ${issue.message}.`;
}
