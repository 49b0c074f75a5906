import { badRequest } from '../http/errors';
import type { Dependency, FileVersion } from './resources';

const MOST_FUNCTIONS = 50;
const MOST_PRIVATE_ASSETS = 50;
const RUNTIMES = ['node20', 'node22', 'node24'];
const DEFAULT_RUNTIME = 'node22';
const HANDLER = '@twilio/runtime-handler';
/** https://www.twilio.com/docs/serverless/functions-assets/handler; npm has others, which are refused. */
const HANDLER_VERSIONS = [
  ...['1.0.1', '1.1.0', '1.1.1', '1.2.0', '1.2.1', '1.2.2', '1.2.3', '1.2.4', '1.2.5', '1.3.0', '1.3.1'],
  ...['2.0.0', '2.0.1', '2.1.2'],
];
const NOT_FROM_NPM = /^(file|link|git|git\+.*|https?|workspace|github):/;

/** Throws TwilioError 400 when these versions cannot be built together. */
export function checkContents(functions: FileVersion[], assets: FileVersion[]): void {
  if (functions.length + assets.length === 0) {
    throw badRequest(20001, 'At least one Function Version or Asset Version is required for Build');
  }
  if (functions.length > MOST_FUNCTIONS) {
    throw badRequest(20001, `A Build can contain up to ${MOST_FUNCTIONS} Function Versions`);
  }
  if (assets.filter(({ visibility }) => visibility === 'private').length > MOST_PRIVATE_ASSETS) {
    throw badRequest(20001, `A Build can contain up to ${MOST_PRIVATE_ASSETS} private Asset Versions`);
  }
  for (const versions of [functions, assets]) {
    const paths = versions.map(({ path }) => path);
    const twice = paths.find((path, index) => paths.indexOf(path) !== index);
    if (twice) throw badRequest(20001, `Duplicate path in Build: ${twice}`);
  }
}

/** Throws TwilioError 400 when Twilio has no such runtime. */
export function checkRuntime(runtime = DEFAULT_RUNTIME): string {
  if (!RUNTIMES.includes(runtime)) throw badRequest(20001, `Invalid parameter Runtime: ${runtime} is not supported`);
  return runtime;
}

/** JSON, which the toolkit puts between quotes once more. Throws TwilioError 400. */
export function readDependencies(text: string | undefined): Dependency[] {
  if (!text) return [];
  try {
    const value: unknown = JSON.parse(/^"(\[.*\])"$/s.exec(text.trim())?.[1] ?? text);
    if (Array.isArray(value) && value.every(isDependency)) return value;
  } catch {
    // Told below, as for every other wrong shape.
  }
  throw badRequest(20001, 'Invalid parameter Dependencies: not a list of objects with name and version');
}

const isDependency = (value: unknown): value is Dependency => {
  const { name, version } = (value ?? {}) as Partial<Dependency>;
  return typeof name === 'string' && typeof version === 'string';
};

/** What cannot be installed, in Twilio's words; undefined when all can. */
export function whyNotInstalled(dependencies: Dependency[]): string | undefined {
  const wrong = dependencies.find(({ name, version }) =>
    name === HANDLER ? !HANDLER_VERSIONS.includes(version) : NOT_FROM_NPM.test(version),
  );
  if (!wrong) return undefined;
  const found = `Some dependencies could not be validated. No matching version found for ${wrong.name}@${wrong.version}.`;
  if (wrong.name !== HANDLER) return found;
  return `${found} You can find the valid versions at https://www.twilio.com/docs/serverless/functions-assets/handler`;
}
