/** Where on this machine the Functions of a deployed domain run, so that https://…twil.io reaches them. */
export class ServedDomains {
  readonly #origins = new Map<string, string>();

  /** @param origin http://127.0.0.1:PORT of the server that serves this domain */
  serve(domain: string, origin: string): void {
    this.#origins.set(domain, origin);
  }

  leave(domain: string): void {
    this.#origins.delete(domain);
  }

  /** Undefined: nobody serves it. */
  originOf(domain: string): string | undefined {
    return this.#origins.get(domain);
  }
}
