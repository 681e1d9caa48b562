import { resolve } from 'node:path';
import { z } from 'zod';
import { readScenario } from '../../../engine/model/check-scenario.ts';
import { Scenario } from '../../../engine/model/scenario.ts';
import type { Simulation } from '../../../engine/model/simulation.ts';
import { checkFilePlace, writeFileSafely } from '../../core/export/write-file.ts';
import { exitCodes } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import { readJsonFile } from '../read-json-file.ts';
import type { Verb } from '../verb.ts';

/** A number as text within the bounds of the scenario's own. */
const numberAs = (schema: typeof Scenario.shape.seed) => z.coerce.number().pipe(schema).optional();

const Options = z.strictObject({ scenario: z.string(), out: z.string(), seed: numberAs(Scenario.shape.seed), replications: numberAs(Scenario.shape.replications) });

/** A simulation without its slices. */
const describeSimulation = ({ byDay: _byDay, byChannel: _byChannel, bySegment: _bySegment, usage: _usage, ...figures }: Simulation): Record<string, unknown> => figures;

export const simulateVerb: Verb = {
  name: 'simulate',
  usage: 'simulate SCENARIO.json --out F.json [--seed S] [--replications N]',
  summary: 'Plays an omnivor.scenario/1 and writes omnivor.simulation/1.',
  async run(words, { core, terminal, cancel }) {
    const options = readOptions(words, Options, { out: 'text', seed: 'text', replications: 'text' }, ['scenario']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const place = checkFilePlace(resolve(options.value.out));
    if (!place.ok) return terminal.fault(place.fault), exitCodes.badInput;
    const document = readJsonFile(options.value.scenario);
    if (!document.ok) return terminal.fault(document.fault), exitCodes.badInput;
    const read = readScenario(document.value);
    if (!read.ok) return terminal.fault(read.fault), exitCodes.badInput;
    const { seed = read.value.seed, replications = read.value.replications } = options.value;
    const simulation = await core.context.engine.simulate({ ...read.value, seed, replications }, { cancel, report: terminal.progress });
    if (!simulation.ok) return terminal.fault(simulation.fault), simulation.fault.code === 'CANCELLED' ? exitCodes.cancelled : simulation.fault.code === 'WORKER_DIED' ? exitCodes.bug : exitCodes.badInput;
    const written = writeFileSafely(options.value.out, `${JSON.stringify(simulation.value)}\n`);
    if (!written.ok) return terminal.fault(written.fault), exitCodes.badInput;
    terminal.answer(describeSimulation(simulation.value));
    return simulation.value.replications < replications ? exitCodes.cancelled : exitCodes.done;
  },
};
