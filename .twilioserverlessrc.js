const { execFileSync } = require('node:child_process');

// `twilio serverless:deploy` reads this file first, so whatever is deployed was built a moment ago. A build that fails
// throws, and nothing is deployed.
execFileSync(process.execPath, [require.resolve('tsx/cli'), 'tools/build.ts'], {
  cwd: __dirname,
  stdio: ['ignore', 'ignore', 'inherit'],
});

module.exports = {
  functionsFolder: 'dist/functions',
  assetsFolder: 'dist/assets',
  runtime: 'node22',
};
