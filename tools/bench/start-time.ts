import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PROJECT_FOLDER } from '../project-folder';
import { table } from './markdown';
import type { Part } from './part';
import { median, percentile } from './statistics';

const STARTS = 5;
const TARGET_SECONDS = 4;

/** From the command to both addresses. */
export const startTime: Part = {
  name: 'start-time',
  title: '`npm start` ready',
  measure: async () => {
    const times: number[] = [];
    for (let start = 0; start < STARTS; start += 1) times.push(await timeStart());
    const seconds = (value: number) => `${(value / 1000).toFixed(2)} s`;
    return {
      targets: [
        {
          what: '`npm start` ready, median',
          target: `≤ ${TARGET_SECONDS} s`,
          measured: seconds(median(times)),
          met: median(times) <= TARGET_SECONDS * 1000,
        },
      ],
      details: `From spawning \`npm start\` until both addresses are printed; it builds everything first. n = ${STARTS}.

${table(['median', 'fastest', 'slowest'], [[median(times), percentile(times, 0), percentile(times, 100)].map(seconds)])}`,
    };
  },
};

async function timeStart(): Promise<number> {
  const started = performance.now();
  // A process group of its own: npm does not hand every signal on.
  const child = spawn('npm', ['start'], { cwd: PROJECT_FOLDER, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const end = () => child.pid && process.kill(-child.pid, 'SIGINT');
  process.once('SIGINT', end);
  const missing = new Set(['Customer page', 'Agent desktop']);
  let ready = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    for (const name of missing) if (line.startsWith(`${name}  http://127.0.0.1:`)) missing.delete(name);
    if (missing.size > 0 || ready > 0) continue;
    ready = performance.now() - started;
    end();
  }
  await ended;
  process.off('SIGINT', end);
  if (ready === 0) throw new Error('`npm start` ended before it was ready');
  return ready;
}
