import { resolve } from 'node:path';
import { z } from 'zod';
import { fail, succeed, type Fault, type Result } from '../../../engine/base/fault.ts';
import { readScenario } from '../../../engine/model/check-scenario.ts';
import { Scenario } from '../../../engine/model/scenario.ts';
import type { Simulation } from '../../../engine/model/simulation.ts';
import { checkFilePlace, writeFileSafely } from '../../core/export/write-file.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readOptions } from '../options.ts';
import { readJsonFile } from '../read-json-file.ts';
import type { Verb, VerbContext } from '../verb.ts';
import { followJob } from './plan.ts';

/** A number as text within the bounds of the scenario's own. */
const numberAs = (schema: typeof Scenario.shape.seed) => z.coerce.number().pipe(schema).optional();

const Options = z.strictObject({
  file: z.string().optional(),
  workspace: z.string().optional(),
  scenario: z.string().optional(),
  out: z.string(),
  seed: numberAs(Scenario.shape.seed),
  replications: numberAs(Scenario.shape.replications),
});
type Options = z.infer<typeof Options>;

/** A simulation, and how many replications were asked for. */
interface Simulated {
  readonly simulation: Simulation;
  readonly asked: number;
}

/** A simulation without its slices. */
const describeSimulation = ({ byDay: _byDay, byChannel: _byChannel, bySegment: _bySegment, usage: _usage, ...figures }: Simulation): Record<string, unknown> => figures;

async function simulateFile(path: string, options: Options, { core, terminal, cancel }: VerbContext): Promise<Result<Simulated>> {
  const document = readJsonFile(path);
  if (!document.ok) return document;
  const read = readScenario(document.value);
  if (!read.ok) return read;
  const { seed = read.value.seed, replications = read.value.replications } = options;
  const simulation = await core.context.engine.simulate({ ...read.value, seed, replications }, { cancel, report: terminal.progress });
  return simulation.ok ? succeed({ simulation: simulation.value, asked: replications }) : simulation;
}

/** Number of the scenario of the open workspace that has a name or number. */
function findScenario({ core }: VerbContext, name: string): Result<number> {
  const known = core.scenarios.list();
  if (!known.ok) return known;
  const named = known.value.filter((row) => row.name === name);
  const [scenario = known.value.find((row) => String(row.id) === name), second] = named;
  if (second !== undefined) return fail('BAD_INPUT', `${named.length} scenarios are named "${name}": ${named.map(({ id }) => id).join(', ')}.`, { path: 'scenario', hint: 'Name one by its number.' });
  return scenario === undefined ? fail('UNKNOWN_REFERENCE', `Scenario "${name}" does not exist. Known: ${known.value.map((row) => row.name).join(', ') || 'none'}.`, { path: 'scenario' }) : succeed(scenario.id);
}

/** Runs a scenario of a workspace as the Scenario Lab does; the run is kept there. */
async function simulateKept(workspace: string, name: string, context: VerbContext): Promise<Result<Simulated>> {
  const { workspaces, scenarios } = context.core;
  const opened = await workspaces.openPath(resolve(workspace));
  if (!opened.ok) return opened;
  try {
    const scenarioId = findScenario(context, name);
    if (!scenarioId.ok) return scenarioId;
    const started = scenarios.run(scenarioId.value);
    if (!started.ok) return started;
    const job = await followJob(started.value.jobId, context);
    if (!job.ok) return job;
    const run = z.object({ runId: z.int() }).safeParse(job.value.result);
    if (!run.success) return fail('CANCELLED', 'Cancelled before all replications were played.', { hint: 'The last run stays.' });
    const result = scenarios.result(run.data.runId);
    return result.ok ? succeed({ simulation: result.value.simulation, asked: result.value.simulation.replications }) : result;
  } finally {
    await workspaces.close();
  }
}

/** Plays what the options name: a file, or a scenario of a workspace. */
function simulate(options: Options, context: VerbContext): Promise<Result<Simulated>> {
  const { file, workspace, scenario, seed, replications } = options;
  if (file !== undefined && workspace === undefined && scenario === undefined) return simulateFile(file, options, context);
  if (file !== undefined || workspace === undefined || scenario === undefined) return Promise.resolve(fail('BAD_INPUT', 'Expected SCENARIO.json alone, or --workspace with --scenario.', { hint: 'See omnivor help.' }));
  if (seed !== undefined || replications !== undefined) return Promise.resolve(fail('BAD_INPUT', 'A scenario of a workspace is played as it stands there; --seed and --replications go with a file.', { hint: 'Branch it in the Scenario Lab.' }));
  return simulateKept(workspace, scenario, context);
}

const exitOf = ({ code }: Fault): ExitCode => (code === 'CANCELLED' ? exitCodes.cancelled : code === 'WORKER_DIED' ? exitCodes.bug : exitCodes.badInput);

export const simulateVerb: Verb = {
  name: 'simulate',
  usage: 'simulate SCENARIO.json [--seed S] [--replications N] | --workspace W --scenario NAME --out F.json',
  summary: 'Plays an omnivor.scenario/1, or a scenario of a workspace, and writes omnivor.simulation/1.',
  async run(words, context) {
    const { terminal } = context;
    const options = readOptions(words, Options, { workspace: 'text', scenario: 'text', out: 'text', seed: 'text', replications: 'text' }, ['file']);
    if (!options.ok) return terminal.fault(options.fault), exitCodes.badInput;
    const out = resolve(options.value.out);
    const place = checkFilePlace(out);
    if (!place.ok) return terminal.fault(place.fault), exitCodes.badInput;
    const played = await simulate(options.value, context);
    if (!played.ok) return terminal.fault(played.fault), exitOf(played.fault);
    const { simulation, asked } = played.value;
    const written = writeFileSafely(out, `${JSON.stringify(simulation)}\n`);
    if (!written.ok) return terminal.fault(written.fault), exitCodes.badInput;
    terminal.answer(describeSimulation(simulation));
    return simulation.replications < asked ? exitCodes.cancelled : exitCodes.done;
  },
};
