import type { Settled } from './probe';
import type { Results, ScenarioResult } from './verify-account';

export interface ReportFacts {
  /** Of this checkout, and of what is deployed. */
  versions: Readonly<Record<string, string>>;
  accountSid: string;
  environment: string;
  /** `us1` when nothing else is set. */
  region: string;
  /** ISO 8601 */
  at: string;
  local: boolean;
}

/** The report as Markdown, in a form to file as an issue: no names, no messages, no tokens. */
export function writeReport(facts: ReportFacts, { scenarios, assumptions, leftBehind }: Results): string {
  const refuted = assumptions.filter(({ verdict }) => verdict === 'refuted');
  const failures = scenarios.filter(({ failure }) => failure);
  const lines = [
    `# Verification: ${scenarios.length - failures.length} of ${scenarios.length} scenarios, ${summary(assumptions)}`,
    '',
    `Against ${facts.local ? 'a local Twilio' : 'a Twilio account'} on ${facts.at.slice(0, 10)}.`,
    '',
    ...table(
      ['what', 'value'],
      [
        ['account', shortened(facts.accountSid)],
        ['environment', facts.environment],
        ['region', facts.region],
        ...Object.entries(facts.versions),
      ],
    ),
    '',
    '## Scenarios',
    '',
    ...table(['scenario', 'result', 'seconds'], scenarios.map(scenarioRow)),
    '',
    '## Assumptions',
    '',
    ...table(['switch', 'our reading', 'seen', 'verdict', 'what was seen'], assumptions.map(assumptionRow)),
    '',
    ...(refuted.length > 0
      ? ['## What to change in local-twilio/src/assumptions.ts', '', ...refuted.map(change), '']
      : []),
    ...(leftBehind.length > 0
      ? ['## Left behind, to be removed by hand', '', ...leftBehind.map((line) => `- ${cell(line)}`), '']
      : []),
  ];
  return lines.join('\n');
}

/** `AC12…cdef`: enough to tell one's own accounts apart. */
export const shortened = (sid: string) => `${sid.slice(0, 4)}…${sid.slice(-4)}`;

export function summary(assumptions: readonly Settled[]): string {
  const count = (wanted: Settled['verdict']) => assumptions.filter(({ verdict }) => verdict === wanted).length;
  return `${count('confirmed')} assumptions confirmed, ${count('refuted')} refuted, ${count('not reached')} not reached`;
}

const scenarioRow = ({ name, seconds, failure }: ScenarioResult) => [
  name,
  failure ? `failed at "${failure.step}": ${failure.message}` : 'ok',
  String(seconds),
];

const assumptionRow = ({ name, reading, seen, verdict, saw }: Settled) => [
  `\`${name}\``,
  `\`${reading}\``,
  seen === undefined ? '' : `\`${seen}\``,
  verdict === 'refuted' ? '**refuted**' : verdict,
  saw,
];

const change = ({ name, seen, reading }: Settled) =>
  `- \`${name}\`: \`value: ${JSON.stringify(seen)}\`, \`other: ${JSON.stringify(reading)}\`, \`confidence: 'documented'\`, and this report as its source`;

const cell = (text: string) => anonymous(text).replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Messages of Twilio's errors name resources. */
const anonymous = (text: string) => text.replace(/\b([A-Z]{2}[0-9a-f]{2})[0-9a-f]{26}([0-9a-f]{4})\b/g, '$1…$2');

function table(head: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)];
}
