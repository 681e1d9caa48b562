import { describe, expect, it } from 'vitest';
import { defaultAttributionSettings, type AttributionSettings } from '../../../src/engine/model/attribution.ts';
import { fillKind, fillKindChannel, findFault, setChannel, setKind, setKindChannel } from '../../../src/renderer/pages/outcome-diagnostic/settings-draft.ts';

const none = { kind: 'none' } as const;
const settings: AttributionSettings = setChannel(defaultAttributionSettings, 'visit', { windowDays: 60, decay: none, isDirect: false });

describe('attribution of one kind of outcome', () => {
  it('starts as that of all outcomes and follows them again', () => {
    expect(fillKind(settings, 'reply')).toEqual({ default: settings.default, position: settings.position, lookback: 'own_window' });
    const own = setKind(settings, 'reply', { ...fillKind(settings, 'reply'), lookback: 'since_previous_outcome' });
    expect(own.outcomes).toEqual({ reply: { default: settings.default, position: settings.position, lookback: 'since_previous_outcome' } });
    expect(findFault(own)).toBeNull();
    expect(setKind(own, 'reply', null)).toEqual(settings);
  });

  it('shows for a channel what counts: the kind’s channel, the channel, the kind, all', () => {
    const usual = { windowDays: 5, decay: none, isDirect: true };
    const kind = setKind(settings, 'reply', { default: usual });
    expect(fillKindChannel(kind, 'reply', 'email')).toEqual(usual);
    expect(fillKindChannel(kind, 'reply', 'visit').windowDays).toBe(60);
    expect(fillKindChannel(kind, 'open', 'email')).toEqual(settings.default);
    const channel = setKindChannel(kind, 'reply', 'visit', { ...usual, windowDays: 3 });
    expect(fillKindChannel(channel, 'reply', 'visit').windowDays).toBe(3);
    expect(findFault(channel)).toBeNull();
    expect(setKindChannel(channel, 'reply', 'visit', null)).toEqual(kind);
  });

  it('cannot be saved with weights that are all 0', () => {
    expect(findFault(setKind(settings, 'reply', { position: { first: 0, middle: 0, last: 0 } }))).toContain('outcomes.reply.position');
  });
});
