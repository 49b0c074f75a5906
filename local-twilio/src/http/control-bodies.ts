import type { Fault } from './faults';

/** A request to the control API that was refused. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isFlag = (value: unknown) => typeof value === 'boolean';
const isCount = (least: number) => (value: unknown) => Number.isInteger(value) && Number(value) >= least;
const isStatus = (value: unknown) => Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599;

const FAULT_FIELDS: { [Name in keyof Required<Fault>]: [(value: unknown) => boolean, string] } = {
  host: [isText, 'a host such as conversations.twilio.com'],
  method: [isText, 'an HTTP method'],
  path: [isRegularExpression, 'a regular expression'],
  status: [isStatus, 'a status from 400 to 599'],
  latencyMs: [isCount(0), 'a number of milliseconds'],
  reset: [isFlag, 'true or false'],
  afterwards: [isFlag, 'true or false'],
  times: [isCount(1), 'a number from 1'],
};

/** @throws ControlError 400 which names the field */
export function readFault(body: unknown): Fault {
  const fields = readObject(body);
  for (const [name, value] of Object.entries(fields)) {
    const field = Object.hasOwn(FAULT_FIELDS, name) ? FAULT_FIELDS[name as keyof Fault] : undefined;
    if (!field) throw invalid(`A fault has no ${name}; it has ${Object.keys(FAULT_FIELDS).join(', ')}`);
    if (!field[0](value)) throw invalid(`${name} must be ${field[1]}`);
  }
  const fault = fields as Fault;
  if (fault.status === undefined && fault.latencyMs === undefined && !fault.reset) {
    throw invalid('Say what goes wrong: status, latencyMs or reset');
  }
  return { ...fault, method: fault.method?.toUpperCase() };
}

/** Seconds to move the clock on. */
export function readAdvance(body: unknown): number {
  const { seconds } = readObject(body);
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds < 0) {
    throw invalid('seconds must be a number from 0');
  }
  return seconds;
}

function readObject(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid('Send a JSON object');
  return body as Record<string, unknown>;
}

function isRegularExpression(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}

const invalid = (message: string) => new ControlError(400, 'invalid', message);
