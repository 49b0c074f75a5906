/**
 * Loaded in front of `twilio-run deploy`: tells the process that started it how far it is, and what Twilio refused. The
 * toolkit itself writes its progress for a terminal alone, and keeps to itself why an upload failed.
 */
const { TwilioServerlessApiClient } = require('@twilio-labs/serverless-api');

const tell = (report) => process.send?.(report);
const { emit, request } = TwilioServerlessApiClient.prototype;

TwilioServerlessApiClient.prototype.emit = function (name, event) {
  if (name === 'status-update') tell({ progress: event.message });
  return emit.call(this, name, event);
};

TwilioServerlessApiClient.prototype.request = async function (method, path, options) {
  try {
    return await request.call(this, method, path, options);
  } catch (error) {
    tell({ problem: { method: method.toUpperCase(), path, ...describe(error) } });
    throw error;
  }
};

function describe({ message, response }) {
  if (!response) return { status: 0, message };
  const body = parse(response.body);
  return { status: response.statusCode, code: body?.code, message: body?.message ?? message };
}

function parse(body) {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
