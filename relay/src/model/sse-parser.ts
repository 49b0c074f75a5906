/**
 * Server-sent events, of which Chat Completions needs the data alone. A chunk may end anywhere: in a line, between CR and
 * LF, in the middle of a character. https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export class SseParser {
  readonly #decoder = new TextDecoder();
  /** The line that has not ended yet. */
  #rest = '';
  /** Of the event that has not ended yet. */
  #data: string | undefined;
  #afterCarriageReturn = false;

  constructor(private readonly onData: (data: string) => void) {}

  push(chunk: Uint8Array): void {
    let text = this.#decoder.decode(chunk, { stream: true });
    if (text === '') return;
    if (this.#afterCarriageReturn && text.startsWith('\n')) text = text.slice(1);
    this.#afterCarriageReturn = text.endsWith('\r');
    // Nearly every server ends its lines with LF alone: no expression has to run over them.
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');

    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#line(this.#rest + text.slice(from, end));
      this.#rest = '';
      from = end + 1;
    }
    if (from < text.length) this.#rest += text.slice(from);
  }

  /** The answer is over. An event without its empty line counts: some servers end without one. */
  end(): void {
    if (this.#rest !== '') this.#line(this.#rest);
    this.#rest = '';
    this.#line('');
  }

  #line(line: string): void {
    if (line === '') {
      const data = this.#data;
      this.#data = undefined;
      if (data !== undefined) this.onData(data);
    } else if (line.startsWith('data:')) {
      const value = line.slice(line[5] === ' ' ? 6 : 5);
      this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    }
  }
}
