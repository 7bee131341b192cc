/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  globalSetup: '<rootDir>/test/support/database-setup.js',
  globalTeardown: '<rootDir>/test/support/database-teardown.js',
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  maxWorkers: 3,
  testTimeout: 20_000,
};
