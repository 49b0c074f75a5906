/**
 * Sends the HTTPS of the helper library, of the Flex token validator and of `twilio serverless:deploy` for *.twilio.com,
 * and for the deployed Functions at *.twil.io, to a port on 127.0.0.1, in plain HTTP. The Host header stays, by it the
 * local Twilio knows which product was meant.
 *
 *     TWILIO_LOCAL_PORT=4010 node --require /…/preload.cjs server.js
 *
 * In one process with several local Twilios: `runWithTwilioPort(port, work)` for what happens inside `work`,
 * `setTwilioPort(port)` for everything else. Neither `fetch` nor `ws` passes through here.
 */
const https = require('node:https');
const net = require('node:net');
const { AsyncLocalStorage } = require('node:async_hooks');

const INSTALLED = Symbol.for('local-twilio.preload');
const TWILIO = /(^|\.)(twilio\.com|twil\.io)$/;

function install() {
  const { createConnection, getName } = https.Agent.prototype;
  const state = { port: 0, scope: new AsyncLocalStorage() };
  const portFor = (host) => (TWILIO.test(host ?? '') ? (state.scope.getStore() ?? state.port) : 0);

  https.Agent.prototype.createConnection = function (options, ...rest) {
    const port = portFor(options.host ?? options.hostname);
    // At once, as Node's own agent does: a small write would wait 40 ms for the acknowledgement of the one before.
    return port
      ? net.connect({ port, host: '127.0.0.1', noDelay: true })
      : createConnection.call(this, options, ...rest);
  };
  // A kept-alive socket to one local Twilio must not be used for another one.
  https.Agent.prototype.getName = function (options) {
    const port = portFor(options?.host ?? options?.hostname);
    return port ? `local-twilio:${port}` : getName.call(this, options);
  };
  return state;
}

// Patched once per process, however often this file is loaded (a test runner loads it once per test file).
https.Agent.prototype[INSTALLED] ??= install();
const state = https.Agent.prototype[INSTALLED];

/** 0: nothing is sent elsewhere any more. */
exports.setTwilioPort = (port) => {
  state.port = port;
};

exports.runWithTwilioPort = (port, work) => state.scope.run(port, work);

exports.twilioPort = () => state.scope.getStore() ?? state.port;

if (process.env.TWILIO_LOCAL_PORT) exports.setTwilioPort(Number(process.env.TWILIO_LOCAL_PORT));
