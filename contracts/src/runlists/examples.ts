import { ChangeRunlist, CreateRunlist, DeleteRunlist } from './runlist.commands.js';
import { RunlistChanged, RunlistCreated, RunlistDeleted } from './runlist.events.js';

/** The good runs of LHC22o, told once for the tests of every layer. */
const runlistId = '2';
const definition = {
  name: 'LHC22o_pass7_CBT',
  dataType: 'DATA',
  collisionSystem: 'pp',
  anchor: 'LHC22o',
  pass: 'pass7',
  production: 'LHC22o_pass7',
  runs: [526641, 526964, 527041],
} as const;
export const create = CreateRunlist.of({ ...definition, runs: [...definition.runs] });
export const created = RunlistCreated.of({ runlistId, ...definition, runs: [...definition.runs] });
/** One run gained, one lost. */
export const changeRuns = ChangeRunlist.of({ runlistId, runs: [526641, 527041, 528461] });
export const changed = RunlistChanged.of({ runlistId, added: [528461], removed: [526964] });
export const deleteIt = DeleteRunlist.of({ runlistId });
export const deleted = RunlistDeleted.of({ runlistId });
