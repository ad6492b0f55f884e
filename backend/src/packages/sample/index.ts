export { sampleCatalogue, samplePackageTag, sampleWorkflows, serviceWorkflows } from './declarations/index.js';
export { hasExecutable, planWorkflow, sampleCodeRoot, sampleDriver, sampleTasksOf } from './sample-driver.js';
