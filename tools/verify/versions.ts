import type { Functions } from './call-functions';

interface BuildInfo {
  commit?: string;
  flows?: Record<string, string>;
}

const PACKAGES = ['twilio', '@twilio/conversations', 'twilio-taskrouter'];

/** Of what took part, for the report. */
export async function versions(functions: Functions): Promise<Record<string, string>> {
  const deployed = (await functions
    .get('/version')
    .then((response) => response.json())
    .catch(() => ({}))) as BuildInfo;
  return {
    'deployed commit': deployed.commit ?? 'unknown',
    ...Object.fromEntries(Object.entries(deployed.flows ?? {}).map(([name, version]) => [`flow ${name}`, version])),
    node: process.version,
    ...Object.fromEntries(PACKAGES.map((name) => [name, require(`${name}/package.json`).version as string])),
  };
}
