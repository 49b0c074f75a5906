import type { Line } from '../call/line';
import type { Outgoing } from '../protocol/frames';

/** What a call has sent. */
export class FakeLine implements Line {
  frames: Outgoing[] = [];
  pressure: Promise<void> | undefined;
  closedWith: number | undefined;

  send(frame: Outgoing): void {
    this.frames.push(JSON.parse(JSON.stringify(frame)));
  }

  sendDelta(token: string): void {
    this.send({ type: 'text', token, last: false });
  }

  sendLast(): void {
    this.send({ type: 'text', token: '', last: true });
  }

  close(code: number): void {
    this.closedWith = code;
  }

  /** The frames since the last look. */
  take(): Outgoing[] {
    const { frames } = this;
    this.frames = [];
    return frames;
  }

  /** As `take`, in short: the tokens, with `|` where a turn ends; `<type>` of other frames. */
  takeTokens(): string[] {
    return this.take().map((frame) =>
      frame.type === 'text' ? `${frame.token}${frame.last ? '|' : ''}` : `<${frame.type}>`,
    );
  }
}
