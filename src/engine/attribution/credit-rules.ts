import type { AttributionSettings, ChannelAttribution, Decay, Lookback, PositionWeights } from '../model/attribution.ts';

/** The settings for outcomes of one type, by channel index. */
export interface CreditRules {
  readonly windowDays: Float64Array;
  readonly decay: readonly Decay[];
  readonly isDirect: Uint8Array;
  readonly position: PositionWeights;
  readonly lookback: Lookback;
}

/**
 * The rules for one outcome type, null where it is unknown. A channel's entry under the type stands before its general
 * entry, that before the type's default, that before the general default, key by key.
 */
export function compileCreditRules(settings: AttributionSettings, channels: readonly string[], outcomeType: string | null): CreditRules {
  const own = outcomeType !== null && Object.hasOwn(settings.outcomes, outcomeType) ? settings.outcomes[outcomeType] : undefined;
  const resolved = channels.map((channel): ChannelAttribution => {
    const usual = own?.default ?? settings.default;
    const layers = [own?.channels, settings.channels].flatMap((entries) => (entries !== undefined && Object.hasOwn(entries, channel) ? [entries[channel]] : []));
    return layers.reduceRight<ChannelAttribution>(
      (below, layer) => ({ windowDays: layer?.windowDays ?? below.windowDays, decay: layer?.decay ?? below.decay, isDirect: layer?.isDirect ?? below.isDirect }),
      usual,
    );
  });
  return {
    windowDays: Float64Array.from(resolved, ({ windowDays }) => windowDays),
    decay: resolved.map(({ decay }) => decay),
    isDirect: Uint8Array.from(resolved, ({ isDirect }) => (isDirect ? 1 : 0)),
    position: own?.position ?? settings.position,
    lookback: own?.lookback ?? settings.lookback,
  };
}
