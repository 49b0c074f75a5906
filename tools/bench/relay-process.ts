import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export type RelayKind = 'ours' | 'bare' | 'kit';

/** What relay-child.ts reads. */
export interface ChildOrder {
  kind: RelayKind;
  modelUrl: string;
  authToken: string;
  secret: string;
  silenceMs: number;
  /** How many calls its store keeps in memory; so many that none is dropped, when absent. */
  rememberedCalls?: number;
}

/** What a relay says of itself: CPU since it began, and its heap after a collection. */
export interface Usage {
  cpuMs: number;
  heapBytes: number;
  /** Of our relay; the others do not count theirs. */
  activeCalls: number;
}

export type ChildAnswer = Usage | { url: string };

/** A relay in a process of its own, so that its work is not taken for the callers'. */
export class RelayProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(order: ChildOrder): Promise<RelayProcess> {
    const child = forkScript('relay-child.ts', JSON.stringify(order));
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return new RelayProcess(child, url);
  }

  async usage(): Promise<Usage> {
    this.child.send('usage');
    const [usage] = (await once(this.child, 'message')) as [Usage];
    return usage;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}

/** A script of this folder in a process of its own, with a channel to it. */
export const forkScript = (file: string, ...args: string[]): ChildProcess =>
  fork(path.join(__dirname, file), args, { execArgv: ['--require', require.resolve('tsx/cjs')] });
