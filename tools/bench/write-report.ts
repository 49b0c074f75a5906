import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_FOLDER } from '../project-folder';
import { describeMachine, describeVersions } from './machine';
import { table } from './markdown';
import type { Findings, Part } from './part';

export interface Measured {
  part: Part;
  findings: Findings;
}

/** The text below a part's heading, with the command that measures it. */
export const section = ({ part, findings }: Measured) =>
  `## ${part.title}\n\nCommand: \`npm run bench -- ${part.name}\`\n\n${findings.details}\n`;

/** docs/benchmarks.md. @param load the machine's load average before the run */
export function writeReport(measured: Measured[], load: string): void {
  const targets = measured.flatMap(({ findings }) => findings.targets);
  const missed = targets.filter(({ met }) => !met);
  const rows = targets.map(({ what, target, measured: value, met }) => [
    what,
    target,
    value,
    met ? 'met' : '**missed**',
  ]);
  const verdict =
    missed.length === 0
      ? 'All targets are met.'
      : `Missed: ${missed.map(({ what, target, measured: value }) => `${what} (${value}, target ${target})`).join('; ')}.`;
  const text = `# Benchmarks

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}. Run it again after a change that could matter; \`npm run bench -- NAME\` measures
one part and writes nothing.

- Machine: ${describeMachine()}. Load average before the run: ${load}.
- Versions: ${describeVersions()}.
- Everything runs on one machine over 127.0.0.1, against the local Twilio, without TLS. Latency is added where it says
  so. Ratios, counts and bytes carry over to a real account; milliseconds are of this machine.

${table(['what', 'target', 'measured', ''], rows)}

${verdict}

${measured.map(section).join('\n')}`;
  writeFileSync(path.join(PROJECT_FOLDER, 'docs', 'benchmarks.md'), text);
}
