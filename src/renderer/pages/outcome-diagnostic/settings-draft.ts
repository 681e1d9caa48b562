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

/** What is wrong with a draft in one line, null where it can be saved. */
export function findFault(draft: AttributionSettings): string | null {
  const parsed = AttributionSettings.safeParse(draft);
  const issue = parsed.error?.issues[0];
  return issue === undefined ? null : `${issue.path.join('.')}: ${issue.message}.`;
}
