import { resolve } from 'node:path';
import { z } from 'zod';
import { succeed } from '../../../engine/base/fault.ts';
import { Identifier, IsoDate } from '../../../engine/model/text.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCampaign } from '../find-campaign.ts';
import { readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

const CheckOptions = z.strictObject({
  workspace: z.string(),
  contact: Identifier,
  channel: Identifier,
  date: IsoDate,
  rep: Identifier.optional(),
  plan: z.coerce.number().int().optional(),
  'as-of': IsoDate.optional(),
  campaign: z.string().optional(),
});

export const checkActionVerb: Verb = {
  name: 'check-action',
  usage: 'check-action --workspace W --contact C --channel CH --date D [--rep R] [--plan N] [--campaign NAME] [--as-of D]',
  summary: 'Checks one more action against every rule, the history, the ledger and what campaigns hold; exit 0 it may stand, 3 it may not.',
  async run(words, { core, terminal }) {
    const options = readOptions(words, CheckOptions, { workspace: 'text', contact: 'text', channel: 'text', date: 'text', rep: 'text', plan: 'text', 'as-of': 'text', campaign: 'text' });
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const { workspace, plan: planId, 'as-of': asOf, campaign: name, ...action } = options.value;
    const opened = await core.workspaces.openPath(resolve(workspace));
    if (!opened.ok) return terminal.fault(opened.fault), exitCodes.badInput;
    const campaign = name === undefined ? succeed(undefined) : findCampaign(core, name);
    if (!campaign.ok) return terminal.fault(campaign.fault), exitCodes.badInput;
    const checked = core.actionChecks.check({ ...action, planId, asOf, campaign: campaign.value });
    if (!checked.ok) return terminal.fault(checked.fault), exitCodes.badInput;
    terminal.answer(checked.value);
    return checked.value.passes ? exitCodes.done : exitCodes.infeasible;
  },
};
