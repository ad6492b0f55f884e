import { fileURLToPath } from 'node:url';
import { builtUrl } from '../../kernel/built-url.js';
import type { PlannedWorkflow } from '../../kernel/sandbox/train-plan.js';
import { driverDevice } from '../../kernel/sandbox/train-plan.js';
import { sampleWorkflows } from './declarations/index.js';
import { executables } from './workflows/index.js';

const built = (relative: string): string => fileURLToPath(builtUrl(import.meta.url, relative));

/** The compiled backend and the package.json that makes its files modules: all that the sample programs read. */
export const sampleCodeRoot = built('../../../');

/**
 * Garbage is collected early: left alone, V8 lets a young heap grow for many seconds, and every short test would look
 * like a leak (rule 117). The driver hands these on to its devices.
 */
const smallHeap = ['--max-semi-space-size=1', '--optimize-for-size'];

/** The command line of the sample package's driver; it reads train.json in its working directory. */
export const sampleDriver = (): { argv: readonly string[]; readOnly: readonly string[] } => ({
  argv: [process.execPath, ...smallHeap, built('./runtime/driver.js'), '--device', driverDevice],
  readOnly: [built('../../'), `${sampleCodeRoot}package.json`].map((path) => path.replace(/\/$/, '')),
});

/** Whether a workflow has an executable here; any other is run by the stand-in, which is stated on the test's page. */
export const hasExecutable = (workflowName: string): boolean => Object.hasOwn(executables, workflowName);

/** The tasks of a workflow of the sample package, the device's task first. */
export const sampleTasksOf = (workflowName: string): readonly string[] =>
  sampleWorkflows.find(({ name }) => name === workflowName)?.tasks.map(({ name }) => name) ?? [];

/**
 * Turns a workflow of a composition into a member of the chain. `tasks` come from the workflow's declaration; the sample
 * package knows its own. With the runner `stand-in` every workflow is stood in for.
 */
export const planWorkflow = (
  workflow: { wagonId: string; workflowName: string; suffix: string; tasks?: readonly string[] },
  runner: 'sample' | 'stand-in',
): PlannedWorkflow => {
  const standIn = runner === 'stand-in' || !hasExecutable(workflow.workflowName);
  const own = standIn ? [] : sampleTasksOf(workflow.workflowName);
  const tasks = own.length > 0 ? own : (workflow.tasks ?? []);
  const fallback = workflow.workflowName.replace(/^o2-analysis-/, '');
  return {
    wagon: workflow.wagonId,
    workflowName: workflow.workflowName,
    suffix: workflow.suffix,
    tasks: tasks.length > 0 ? tasks : [fallback],
    standIn,
  };
};
