import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ScenarioDraft } from '../../../contract/scenario.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { parseJson, readDocument } from '../../../engine/model/read-document.ts';
import { Scenario } from '../../../engine/model/scenario.ts';

const MAX_BYTES = 512 * 1024 * 1024;

/** The draft that an `omnivor.scenario/1` file gives a workspace: everything but its contacts, rules and estimates. */
export function readScenarioFile(path: string): Result<ScenarioDraft> {
  const name = basename(path);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return fail('FILE_NOT_FOUND', `${name} does not exist.`, { path });
  if (stat.isDirectory()) return fail('FILE_IS_FOLDER', `${name} is a folder. Expected a scenario file (omnivor.scenario/1).`, { path });
  if (stat.size > MAX_BYTES) return fail('FILE_TOO_LARGE', `${name} has ${stat.size} bytes. A scenario file has at most ${MAX_BYTES}.`, { path });
  let document: unknown;
  try {
    document = parseJson(readFileSync(path, 'utf8'));
  } catch (error) {
    return fail('BAD_FORMAT', `${name} is not JSON: ${error instanceof Error ? error.message : String(error)}.`, { path, hint: 'Expected a document with "format": "omnivor.scenario/1".' });
  }
  const scenario = readDocument(Scenario, document);
  if (!scenario.ok) return scenario;
  const { policy, assumptions = {}, replications, seed, problem } = scenario.value;
  return succeed({ name: scenario.value.name, notes: '', audienceId: null, horizon: problem.horizon, withoutRules: [], policy, assumptions, replications, seed });
}
