import { createBlockMeter } from './block-meter.ts';
import { readCampaignSlots } from './campaign-slots.ts';
import type { StandingRule } from './constraint-rule.ts';
import type { PlacedAction } from './placed-action.ts';
import { nameAction, nameKey } from './words.ts';

/** Every action of a plan for campaigns is for one that may act there; in a plan for none only fixed actions are for any. */
export const campaignLabel: StandingRule = {
  id: 'campaign',
  open(ground) {
    const slots = readCampaignSlots(ground);
    const pinned = new Set((ground.problem.fixed ?? []).flatMap((pin) => (pin.campaign === undefined ? [] : [`${nameKey(pin)} ${pin.campaign}`])));
    const positions = new Map(slots?.campaigns.map(({ id }, at) => [id, at]));
    const mayAct = (action: PlacedAction): boolean => {
      const { contact, channel, day, campaign } = action;
      if (slots === null) return campaign === undefined || pinned.has(`${nameAction(ground, action)} ${campaign}`);
      const at = campaign === undefined ? undefined : positions.get(campaign);
      return at !== undefined && slots.sets[slots.setAt(contact, channel, day)]!.members.includes(at);
    };
    const describe = (action: PlacedAction): string => {
      if (action.campaign === undefined) return `campaign: ${nameAction(ground, action)} is for no campaign`;
      return slots === null ? `campaign: ${nameAction(ground, action)} is for ${action.campaign}, the plan for none` : `campaign: ${action.campaign} may not act on ${nameAction(ground, action)}`;
    };
    return createBlockMeter({ id: 'campaign', isForbidden: (action) => !mayAct(action), mayForbid: () => true, describe });
  },
};
