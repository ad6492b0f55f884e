// Jest preset for the Node ESM projects: swc compiles, Node's ESM loader links.
// Contracts and projections are read from source, so a spec never runs against a stale build.
export const nodeEsm = (displayName, { decorators = false } = {}) => ({
  displayName,
  testEnvironment: 'node',
  // A limit against hanging, not a measure of speed: real files, disks and processes on a busy machine take their time.
  testTimeout: 180_000,
  roots: ['<rootDir>/src'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^@hyperloop/contracts/registry$': '<rootDir>/../contracts/src/registry.ts',
    '^@hyperloop/contracts/([^/]+)/examples$': '<rootDir>/../contracts/src/$1/examples.ts',
    '^@hyperloop/contracts/([^/]+)$': '<rootDir>/../contracts/src/$1/index.ts',
    '^@hyperloop/projections$': '<rootDir>/../projections/src/index.ts',
    '^@hyperloop/projections/kernel$': '<rootDir>/../projections/src/kernel/index.ts',
    '^@hyperloop/projections/engine$': '<rootDir>/../projections/src/kernel/engine/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators },
          transform: decorators ? { legacyDecorator: true, decoratorMetadata: true } : {},
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
});
