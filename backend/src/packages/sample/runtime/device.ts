/**
 * Entry of every device process: `device.js --device <name> --role reader|writer|workflow [--index n]`, in the work
 * directory of the train. The name stands on the command line so that the sampler outside can tell devices apart.
 */
import { parseArgs } from 'node:util';
import { log } from './device-context.js';
import { StreamCutShort } from './message-stream.js';
import { runReader } from './reader.js';
import { hangUp, report, reportOwnCpu } from './report.js';
import { ConfigurationFault } from './task-configuration.js';
import { readPlan } from '../../../kernel/sandbox/train-plan.js';
import { WorkflowDevice } from './workflow-device.js';
import { runWriter } from './writer.js';

const { values } = parseArgs({
  options: {
    device: { type: 'string' },
    role: { type: 'string' },
    index: { type: 'string' },
    workflow: { type: 'string' },
    'workflow-suffix': { type: 'string' },
    configuration: { type: 'string' },
  },
});

const runRole = async (): Promise<number> => {
  const plan = readPlan();
  if (values.role === 'reader') await runReader(plan);
  else if (values.role === 'writer') await runWriter(plan);
  else {
    const planned = plan.workflows[Number(values.index)];
    if (!planned) throw new Error(`the plan has no workflow number ${String(values.index)}`);
    return new WorkflowDevice(planned, plan).run();
  }
  return 0;
};

/** The next device is gone: it or one after it has said why, so this one ends without another fault. */
process.stdout.on('error', () => process.exit(0));

try {
  report('started', 1);
  process.exitCode = await runRole();
  reportOwnCpu();
} catch (error) {
  if (error instanceof StreamCutShort) log.error(`Input broke off: ${error.message}`);
  else if (error instanceof ConfigurationFault) log.fatal(error.message);
  else
    log.fatal(
      `Unhandled o2::framework::runtime_error reached the top of main: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  process.exitCode = error instanceof StreamCutShort ? 3 : 1;
} finally {
  hangUp();
}
