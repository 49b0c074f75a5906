/** Something that goes wrong on demand. Absent fields match everything. */
export interface Fault {
  host?: string;
  method?: string;
  /** A regular expression on the path. */
  path?: string;
  /** Answer with this status instead of doing it. 0 with `reset` or `latencyMs` alone lets the request through. */
  status?: number;
  latencyMs?: number;
  /** Cut the connection without an answer. */
  reset?: boolean;
  /** With `status` or `reset`: do the work first, and lose only the answer. */
  afterwards?: boolean;
  /** How often it happens; for ever when absent. */
  times?: number;
}

export class Faults {
  #faults: Fault[] = [];

  add(fault: Fault): void {
    this.#faults.push({ ...fault });
  }

  clear(): void {
    this.#faults = [];
  }

  /** The first fault that fits, counted down. */
  take(host: string, method: string, path: string): Fault | undefined {
    const fault = this.#faults.find(
      (candidate) =>
        (!candidate.host || candidate.host === host) &&
        (!candidate.method || candidate.method === method) &&
        (!candidate.path || new RegExp(candidate.path).test(path)),
    );
    if (fault?.times !== undefined) {
      fault.times -= 1;
      if (fault.times <= 0) this.#faults = this.#faults.filter((other) => other !== fault);
    }
    return fault;
  }
}
