// Pure and free of zod: the browser's editor runs the very same rules as the decider.
export type { AxisValue, Cell, FixedAxisValue, ParameterValue, VariableAxisValue } from '../../packages/index.js';
export * from './configuration.js';
export { axisOfList, cellProblem, cellTypeOf, isModified, listOfAxis, numberOf, sameCell, sameValue } from './cells.js';
export * from './validation.js';
export * from './field.js';
export * from './problems.js';
export * from './diff.js';
export * from './sync.js';
export type { FileFault } from './json-text.js';
export * from './configuration-file.js';
export * from './upload.js';
export * from './download.js';
