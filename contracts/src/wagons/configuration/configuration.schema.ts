// Of the same form as a declared default, and told there.
export { ParameterValueSchema } from '../../packages/index.js';
