import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ExecutionReport } from '../../../src/contract/campaign.ts';
import { createCancelFlag } from '../../../src/engine/base/cancel.ts';
import { unwrap } from '../support/test-core.ts';
import { createCampaignCore, makeDraft, makeWish, reservationsOf } from './support.ts';

it('reservations that imported touches used are counted, executed in one step and undone', async () => {
  const test = await createCampaignCore();
  try {
    const { id } = unwrap(await test.core.campaigns.create(makeDraft('Launch')));
    unwrap(await test.core.reservations.reserve(makeWish(id)));
    unwrap(await test.core.campaigns.activate({ id }));
    expect(unwrap(test.core.executions.report())).toEqual({ reservations: 0, unused: 0, byCampaign: [], first: [] });
    const path = join(test.folder, 'touches.csv');
    writeFileSync(path, 'Contact ID,Date,Channel,Campaign\nC1,2027-01-05,email,\nC2,2027-01-06,email,Launch\nC3,2027-01-06,email,Other\nC4,2027-01-06,visit,\nC5,2027-01-12,email,\n');
    unwrap(await test.core.imports.importFile({ path, target: 'touches', dryRun: false, cancel: createCancelFlag(), report: () => undefined }));
    const report = ExecutionReport.parse(unwrap(test.core.executions.report()));
    expect(report).toMatchObject({ reservations: 2, unused: 1, byCampaign: [{ campaign: id, campaignName: 'Launch', reservations: 2 }], first: [{ contact: 'C1', contactName: 'Contact C1', channel: 'email', date: '2027-01-05' }, { contact: 'C2' }] });
    expect(await test.core.executions.apply({ expected: 3 })).toMatchObject({ ok: false, fault: { code: 'STALE' } });
    expect(unwrap(await test.core.executions.apply({ expected: 2 }))).toEqual({ executed: 2 });
    expect(reservationsOf(test).filter(({ status }) => status === 'executed').map(({ contact, plannedDate }) => [contact, plannedDate])).toEqual([['C1', '2027-01-05'], ['C2', '2027-01-06']]);
    expect(unwrap(test.core.executions.report()).reservations).toBe(0);
    unwrap(await test.core.edits.undo());
    expect(unwrap(test.core.executions.report()).reservations).toBe(2);
  } finally {
    await test.dispose();
  }
});
