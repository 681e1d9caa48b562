import { describe, expect, it, onTestFinished } from 'vitest';
import { readEstimates } from '../../../src/main/core/db/repositories/response.ts';
import { fitModel, importText, openHistory } from '../support/history.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { faultOf } from '../support/workspace-file.ts';

const DAY_MS = 86_400_000;

async function openFitted(): Promise<TestCore> {
  const test = createTestCore();
  onTestFinished(() => test.dispose());
  await openHistory(test);
  await fitModel(test);
  return test;
}

const sqliteOf = ({ core }: TestCore) => core.context.session!.database.sqlite;
const idOf = (test: TestCore, key: string): number => sqliteOf(test).prepare('SELECT id FROM contacts WHERE key = ?').pluck().get(key) as number;
const describeContact = async (test: TestCore, key: string) => {
  const answer = unwrap(await test.core.uncertainty.contact(idOf(test, key)));
  if (answer === null) throw new Error(`no uncertainty for ${key}`);
  return answer;
};

describe('uncertainty of a workspace', () => {
  it('says of every prediction what the stored estimates say, in parts that add up', async () => {
    const test = createTestCore();
    onTestFinished(() => test.dispose());
    expect(faultOf(await test.core.uncertainty.summary()).code).toBe('NO_WORKSPACE');
    await openHistory(test);
    expect(unwrap(await test.core.uncertainty.summary())).toBeNull();
    expect(unwrap(await test.core.uncertainty.contact(1))).toBeNull();
    expect(unwrap(await test.core.uncertainty.stale({ offset: 0, limit: 10 }))).toEqual({ total: 0, rows: [] });

    await fitModel(test);
    const answer = await describeContact(test, 'C02');
    const estimates = readEstimates(sqliteOf(test), idOf(test, 'C02'));
    expect(answer.channels.map(({ channel }) => channel).toSorted()).toEqual(['email', 'visit']);
    for (const estimate of estimates) {
      const pair = answer.channels.find(({ channel }) => channel === estimate.channel)!;
      expect(pair).toMatchObject({ mean: estimate.mean, low: estimate.low, high: estimate.high, sampleSize: estimate.touches });
      expect(pair.epistemic).toBeCloseTo(estimate.sd ** 2, 12);
      expect(pair.epistemic + pair.aleatoric).toBeCloseTo(estimate.mean * (1 - estimate.mean), 12);
      expect(pair.explorationValue).toBeCloseTo(1.6448536269514722 * estimate.sd * 20, 9);
    }
    expect(answer).toMatchObject({ asOf: '2027-01-04', drift: { score: 0, own: [], population: [] } });
    expect((await describeContact(test, 'C01')).missing).toEqual(['specialty']);
    expect((await describeContact(test, 'C12')).problems).toContain('no_touches');
    expect(faultOf(await test.core.uncertainty.contact(999)).code).toBe('NOT_FOUND');

    const summary = unwrap(await test.core.uncertainty.summary())!;
    expect(summary).toMatchObject({ contacts: 12, pairs: 24, withoutPrediction: 0, drift: { score: 0 } });
    expect(Object.values(summary.counts).reduce((sum, count) => sum + count, 0)).toBe(24);
  });

  it('measures drift against the profiles of the day of the fit, and knows who came after', async () => {
    const test = await openFitted();
    const before = await describeContact(test, 'C03');
    await importText(test, 'contacts', 'contact_id,segment\nC03,B\nC99,A\n');
    const after = await describeContact(test, 'C03');
    expect(after.drift!.own).toEqual(['segment']);
    expect(after.drift!.score).toBeGreaterThan(0);
    expect(after.channels[0]!.staleness).toBeGreaterThan(before.channels[0]!.staleness);
    expect((await describeContact(test, 'C05')).drift!.own).toEqual([]);
    expect(unwrap(await test.core.uncertainty.summary())).toMatchObject({ contacts: 12, withoutPrediction: 1 });
    expect(unwrap(await test.core.uncertainty.contact(idOf(test, 'C99')))).toBeNull();
    await fitModel(test);
    expect((await describeContact(test, 'C03')).drift).toEqual({ score: 0, own: [], population: [] });
  });

  it('lists what wants a refresh, stalest first, once the prediction has aged; without kept profiles it says nothing of drift', async () => {
    const test = await openFitted();
    expect(unwrap(await test.core.uncertainty.stale({ offset: 0, limit: 100 })).total).toBe(0);
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-05-03', days: 28 } }));
    test.clock.advance(110 * DAY_MS);
    sqliteOf(test).exec('DELETE FROM response_profiles');
    const stale = unwrap(await test.core.uncertainty.stale({ offset: 0, limit: 5 }));
    expect(stale.total).toBe(24);
    expect(stale.rows).toHaveLength(5);
    const rest = unwrap(await test.core.uncertainty.stale({ offset: 5, limit: 100 })).rows;
    const order = [...stale.rows, ...rest].map(({ staleness }) => staleness);
    expect(order).toEqual(order.toSorted((one, other) => other - one));
    expect(unwrap(await test.core.uncertainty.stale({ offset: 0, limit: 100, search: 'c07' })).rows.map(({ contact }) => contact)).toEqual(['C07', 'C07']);
    const summary = unwrap(await test.core.uncertainty.summary())!;
    expect(summary.counts.refresh).toBe(24);
    expect(summary.drift).toBeNull();
    expect((await describeContact(test, 'C03')).drift).toBeNull();
  });
});
