import type { ChannelExport, ExportProfile, ExportSettings } from '../model/export.ts';
import type { ExportAction } from './export-plan.ts';

type Role = 'email' | 'call' | 'event' | 'other';

/** What kind of work a channel is, by the words of its id. */
export function guessRole(channel: string): Role {
  const name = channel.toLowerCase();
  if (/e-?mail|newsletter|\brte\b|\bhqe?m\b/u.test(name)) return 'email';
  if (/event|congress|meeting|webinar|symposi/u.test(name)) return 'event';
  if (/visit|call|f2f|face|phone|detail|remote|rep\b/u.test(name)) return 'call';
  return 'other';
}

const cycleObjects: Record<Role, string> = { email: 'Sent_Email_vod__c', call: 'Call2_vod__c', event: 'EM_Event_vod__c', other: 'Multichannel_Activity_vod__c' };
const suggestionTypes: Record<Role, string> = { email: 'Email_vod', call: 'Call_vod', event: 'Insight_vod', other: 'Insight_vod' };

/** What a channel becomes in a target unless the planner says otherwise. */
export function guessChannel(profile: ExportProfile, channel: string): ChannelExport {
  const role = guessRole(channel);
  if (profile === 'veeva-mccp') return { send: true, as: cycleObjects[role] };
  if (profile === 'veeva-suggestions') return { send: true, as: suggestionTypes[role] };
  if (profile === 'sfmc') return { send: role === 'email', as: channel };
  return { send: true, as: channel };
}

/** What each channel of some actions becomes, in the order of their names. */
export function channelsOf(profile: ExportProfile, actions: readonly ExportAction[], settings: ExportSettings): Map<string, ChannelExport> {
  const names = [...new Set(actions.map(({ channel }) => channel))].sort();
  return new Map(names.map((channel) => [channel, settings.channels[channel] ?? guessChannel(profile, channel)]));
}

/** Actions that go to a target, and how many stay behind by channel. */
export function chooseActions(profile: ExportProfile, actions: readonly ExportAction[], settings: ExportSettings): { readonly sent: readonly ExportAction[]; readonly channels: ReadonlyMap<string, ChannelExport>; readonly leftOut: { reason: string; actions: number }[] } {
  const channels = channelsOf(profile, actions, settings);
  const sent = actions.filter(({ channel }) => channels.get(channel)?.send === true);
  const counts = new Map<string, number>();
  for (const { channel } of actions) if (channels.get(channel)?.send !== true) counts.set(channel, (counts.get(channel) ?? 0) + 1);
  return { sent, channels, leftOut: [...counts].map(([channel, count]) => ({ reason: `Channel ${channel} does not go to this target.`, actions: count })) };
}
