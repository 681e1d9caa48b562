import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { fail, succeed } from '../../engine/base/fault.ts';
import { assembleScenario, unpackInput } from '../core/scenarios/packed-scenario.ts';
import { designBatch } from '../core/scenarios/design-variants.ts';
import { designSensitivity, estimateSensitivity } from '../core/scenarios/sensitivity.ts';
import { suggestVariants } from '../core/scenarios/suggest-variants.ts';
import { giveWay } from './give-way.ts';
import type { ScenarioApi } from './scenario-api.ts';
import { createSuccession, openPlayer, type ScenarioPlayer } from './scenario-player.ts';
import { createControl } from './thread-control.ts';

let player: ScenarioPlayer | null = null;
const playNext = createSuccession();

const notOpen = () => fail('BAD_INPUT', 'No scenario was opened on this thread.');

const scenarioApi: ScenarioApi = {
  open(document, settings, isBackground) {
    if (isBackground) giveWay();
    const opened = openPlayer(assembleScenario(unpackInput(document), settings));
    if (!opened.ok) return opened;
    player = opened.value;
    return succeed(undefined);
  },
  simulate(control, onProgress) {
    return player === null ? notOpen() : player.simulate(createControl(control, onProgress));
  },
  simulateNext(document, settings, control, onProgress) {
    return playNext(assembleScenario(unpackInput(document), settings), createControl(control, onProgress));
  },
  play(task, control) {
    if (player === null) return notOpen();
    const played = player.play(task, createControl(control, () => undefined));
    return played.ok ? succeed(Comlink.transfer(played.value, [played.value.samples.buffer])) : played;
  },
  drive(document, settings, control) {
    return player === null ? notOpen() : player.drive(assembleScenario(unpackInput(document), settings), createControl(control, () => undefined));
  },
  design: designBatch,
  suggest: suggestVariants,
  designSensitivity,
  estimateSensitivity,
};

if (parentPort === null) throw new Error('Scenarios are played on a worker thread.');
Comlink.expose(scenarioApi, nodeEndpoint(parentPort));
