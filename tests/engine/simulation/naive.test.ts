import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/engine/model/scenario.ts';
import { normalQuantile } from '../../../src/engine/response/normal.ts';
import { compileScenario } from '../../../src/engine/simulation/compile-scenario.ts';
import { matchLogitNormal } from '../../../src/engine/simulation/logit-normal.ts';
import { openScenario, playPolicy, simulateScenario } from '../../../src/engine/simulation/simulate-scenario.ts';
import { joinReplications, type SimulationState } from '../../../src/engine/simulation/simulation-state.ts';
import { drawReplications } from '../../../src/engine/simulation/draw-replications.ts';
import { addSums, createSums, sumNames } from '../../../src/engine/simulation/simulation-state.ts';
import { measureReplications } from '../../../src/engine/simulation/summarise.ts';
import { threefry } from '../../../src/engine/simulation/threefry.ts';
import { runs } from '../../support/runs.ts';
import { makeScenario, valueOf } from './support.ts';

const assumptions: NonNullable<Scenario['assumptions']> = {
  response: { all: 1.5, byChannel: { email: 3 } },
  fatigue: { perTouch: 0.3, halfLifeDays: 5, weights: { email: 0.5 } },
  optOut: 0.08,
  sharedUncertainty: 0.4,
};

const busy: Scenario = makeScenario(21, 25, {
  policy: { kind: 'mix', actionsPerContact: 7.5, shares: { email: 0.6, call: 0.25, visit: 0.15 } },
  assumptions,
  replications: 37,
});
const scenario: Scenario = {
  ...busy,
  problem: { ...busy.problem, contacts: { ...busy.problem.contacts, history: { email: busy.problem.contacts.ids.map((_id, at) => (at % 3 === 0 ? -4 : null)) } } },
};

/** One replication, action by action and touch by touch, by the formulas alone. */
function playNaively(replication: number): { lift: number; responses: number; actions: number; optOuts: number; engaged: number } {
  const compiled = compileScenario(scenario);
  const { schedule } = playPolicy(compiled);
  const { problem, keys, tags, channelKeys } = compiled;
  const { contacts, channels } = problem;
  const draw = (key0: number, key1: number, purpose: number, counter1: number): number => threefry(key0, key1, purpose * 2 ** 28 + Math.floor(replication / 2), counter1, 13)[replication % 2]!;
  const normal = (key0: number, key1: number, counter1: number): number => normalQuantile((draw(key0, key1, 0, counter1) + 0.5) / 2 ** 32);
  const total = { lift: 0, responses: 0, actions: 0, optOuts: 0, engaged: 0 };
  for (const contact of contacts.ids.keys()) {
    const touches: { channel: number; day: number }[] = [];
    const last = contacts.history?.['email']?.[contact];
    if (typeof last === 'number') touches.push({ channel: 0, day: last });
    let answers = 0;
    for (let at = schedule.start[contact]!; at < schedule.start[contact + 1]!; at += 1) {
      const [channel, day] = [schedule.channel[at]!, schedule.day[at]!];
      const { id, saturation } = channels[channel]!;
      const [key0, key1] = [keys[2 * contact]!, keys[2 * contact + 1]!];
      const { centre, spread } = matchLogitNormal(contacts.response[id]![contact]!, contacts.sd![id]![contact]!);
      const z = Math.sqrt(0.4) * normal(channelKeys[2 * channel]!, channelKeys[2 * channel + 1]!, 0) + Math.sqrt(0.6) * normal(key0, key1, tags[channel]! * 1024);
      const chance = Math.min(1, 1.5 * (assumptions.response?.byChannel?.[id] ?? 1) * (1 / (1 + Math.exp(-(centre + spread * z)))));
      const pressure = touches.reduce((sum, touch) => sum + (touch.day < day ? (assumptions.fatigue!.weights?.[channels[touch.channel]!.id] ?? 1) * 2 ** ((touch.day - day) / 5) : 0), 0);
      const earlier = touches.filter((touch) => touch.channel === channel && touch.day >= 0).length;
      const place = tags[channel]! * 1024 + day;
      if (draw(key0, key1, 1, place) / 2 ** 32 < chance * saturation ** earlier * Math.exp(-0.3 * pressure)) {
        answers += 1;
        total.lift += contacts.value[contact]!;
      }
      total.actions += 1;
      touches.push({ channel, day });
      if (draw(key0, key1, 2, place) / 2 ** 32 >= 0.08 * (pressure + 1)) continue;
      total.optOuts += 1;
      break;
    }
    total.responses += answers;
    total.engaged += answers > 0 ? 1 : 0;
  }
  return total;
}

const bytesOf = (state: SimulationState): string => JSON.stringify(sumNames.map((name) => [...state[name]]));

describe('a simulation', () => {
  it('is what the formulas say, replication by replication', () => {
    const state = valueOf(openScenario(scenario).simulate({}));
    const values = measureReplications(state);
    for (let at = 0; at < scenario.replications; at += 1) {
      const { lift, responses, actions, optOuts, engaged } = playNaively(at);
      expect([values.lift[at], values.responses[at], values.actions[at], values.opt_outs[at], state.engaged[at]], `replication ${at}`).toEqual([expect.closeTo(lift, 6), responses, actions, optOuts, engaged]);
    }
    expect(values.opt_outs.some((count) => count > 5)).toBe(true);
  });

  it('adds up over days, channels and segments', () => {
    const state = valueOf(openScenario(scenario).simulate({}));
    const ends = [0, state.days.length, state.days.length + state.channels.length, state.days.length + state.channels.length + state.segments.length];
    for (const name of ['responses', 'lift', 'actions', 'cost'] as const) {
      for (let at = 0; at < state.replications; at += 1) {
        const [byDay, byChannel, bySegment] = [0, 1, 2].map((kind) => {
          let sum = 0;
          for (let slice = ends[kind]!; slice < ends[kind + 1]!; slice += 1) sum += state[name][slice * state.replications + at]!;
          return sum;
        });
        expect([byDay, bySegment]).toEqual([byChannel, byChannel]);
      }
    }
  });

  it('is the same bytes however its replications are divided', () => {
    const open = openScenario(scenario);
    const whole = valueOf(open.simulate({}));
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 36 }), { maxLength: 6 }), (cuts) => {
        const ends = [0, ...cuts.toSorted((first, second) => first - second), 37];
        const parts = ends.slice(1).map((end, at) => valueOf(open.simulate({}, { firstReplication: ends[at]!, replications: end - ends[at]! })));
        expect(bytesOf(joinReplications(parts))).toBe(bytesOf(whole));
        expect(JSON.stringify(open.summarise(joinReplications(parts)))).toBe(JSON.stringify(open.summarise(whole)));
      }),
      { numRuns: runs(60), seed: 5 },
    );
    expect(() => joinReplications([whole, whole])).toThrow(RangeError);
  });

  it('is the same bytes however its contacts are divided and ordered', () => {
    const { schedule, scenario: compiled } = playPolicy(compileScenario(scenario));
    const range = { firstReplication: 3, replications: 20 };
    const contacts = [...scenario.problem.contacts.ids.keys()];
    const whole = drawReplications(compiled, schedule, contacts, range);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 25, maxLength: 25 }), (blockOf) => {
        const sums = createSums(whole.responses.length / 20, 20);
        for (const block of [3, 1, 0, 2]) addSums(sums, drawReplications(compiled, schedule, contacts.filter((at) => blockOf[at] === block).toReversed(), range));
        expect(sums).toEqual(whole);
      }),
      { numRuns: runs(60), seed: 6 },
    );
  });

  it('does not hang on the order of the contacts', () => {
    const { problem } = scenario;
    const turned = <T>(list: readonly T[]): T[] => list.toReversed();
    const columns = <T>(record: Readonly<Record<string, readonly T[]>>): Record<string, T[]> => Object.fromEntries(Object.entries(record).map(([id, list]) => [id, turned(list)]));
    const { ids, value, segment, rep, response, sd, history } = problem.contacts;
    const contacts = { ids: turned(ids), value: turned(value), segment: turned(segment!), rep: turned(rep!), response: columns(response), sd: columns(sd!), history: columns(history!) };
    const rules: Scenario['problem']['constraints'] = [{ id: 'visits', kind: 'capacity', channels: ['visit'], per: 'week', max: 4 }, { id: 'reps', kind: 'rep_capacity', channels: ['call'], per: 'week', max: 4 }];
    const first = valueOf(simulateScenario({ ...scenario, problem: { ...problem, constraints: rules } }));
    const second = valueOf(simulateScenario({ ...scenario, problem: { ...problem, contacts, constraints: rules } }));
    expect(first.refusals.length).toBeGreaterThan(1);
    expect({ ...second, usage: [] }).toEqual({ ...first, usage: [] });
  });

  it('keeps the replications that were finished when it is cancelled', () => {
    const cancel = new Int32Array(new SharedArrayBuffer(4));
    const done: number[] = [];
    const long = { ...scenario, replications: 2000 };
    const cut = valueOf(simulateScenario(long, {}, {
      cancel,
      onProgress: (progress) => {
        done.push(progress.done);
        if (done.length === 2) Atomics.store(cancel, 0, 1);
      },
    }));
    expect(cut.replications).toBe(done[1]);
    expect(JSON.stringify(cut)).toBe(JSON.stringify(valueOf(simulateScenario(long, { replications: done[1]! }))));
    expect(simulateScenario(long, {}, { cancel })).toMatchObject({ ok: false, fault: { code: 'CANCELLED' } });
  });

  it('refuses more sums than it keeps', () => {
    expect(simulateScenario({ ...scenario, replications: 100_000 }, { replications: 10_000_000 })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'replications' } });
    expect(simulateScenario(scenario, { replications: 0 })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT' } });
  });
});
