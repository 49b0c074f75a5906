/** Unit tests beside the code (x.test.ts), end-to-end and browser tests in test/. */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/{src,local-twilio/src,relay/src,studio-flows,tools,test}/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
        module: { type: 'commonjs' },
      },
    ],
  },
  // jose and lit are published as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(jose|lit|lit-html|lit-element|@lit|@lit-labs)/)'],
  // The SDKs look at their globals for a while after they were shut down.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  testTimeout: 20_000,
  // More than two cores have to do: the long tests wait for programs and time limits most of the time.
  maxWorkers: 3,
  // The SDKs, loaded once per file, leave something behind in a worker each time.
  workerIdleMemoryLimit: '1.5GB',
};
