import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { CALL, HANG_UP, KEYPAD, LOUDSPEAKER, MICROPHONE, SEND } from './icons';
import { LOCAL_PHONE_STYLES } from './local-phone.styles';
import { PHONE_STYLES } from './phone.styles';
import { PhoneCall } from './phone-call';
import { PhoneConnection, type ToPhone } from './phone-connection';
import { canListen, listen } from './speech-input';
import { canSpeak, SpeechOutput } from './speech-output';

const SECOND_MS = 1000;
const VOICE_NUMBER = '+15005550006';
const OWN_NUMBER = '+12025550143';
const LANGUAGE = 'en-US';

/** The whole page: a phone whose sound is text. `?to=` is whom it calls, `?number=` its own number. */
export class LocalPhone extends LitElement {
  static override styles = [PHONE_STYLES, LOCAL_PHONE_STYLES];

  @state() private version = 0;
  @state() private isReached = true;
  @state() private showsKeys = false;
  @state() private isLoud = false;
  @state() private draft = '';
  @state() private stopListening: (() => void) | undefined;
  @query('input') private readonly field!: HTMLInputElement | null;
  private call = new PhoneCall();
  private connection: PhoneConnection | undefined;
  private readonly output = new SpeechOutput();
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly to: string;
  private readonly number: string;

  constructor() {
    super();
    const query = new URLSearchParams(location.search);
    this.to = query.get('to') || VOICE_NUMBER;
    this.number = query.get('number') || OWN_NUMBER;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.connection = new PhoneConnection(this.number, {
      onFrame: (frame) => this.take(frame),
      onReach: (isReached) => this.reach(isReached),
    });
    this.timer = setInterval(() => this.call.state === 'talking' && this.change(), SECOND_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.connection?.close();
    clearInterval(this.timer);
    this.stopListening?.();
  }

  protected override render(): TemplateResult {
    const { call } = this;
    return html`
      <main>
        <header>
          <h1>${call.state === 'incoming' ? 'Incoming call' : 'Phone'}</h1>
          <p class="muted number" role="status">${this.status()}</p>
        </header>
        ${call.lines.length > 0 || call.state === 'talking' ? html`<phone-talk .call=${call} .version=${this.version}></phone-talk>` : this.renderIdle()}
        <footer>${this.renderFooter()}</footer>
      </main>
    `;
  }

  private renderIdle(): TemplateResult {
    return html`
      <div class="idle">
        <p>Call <span class="number">${this.to}</span> and talk with the assistant.</p>
        <p class="small muted">
          This phone stands for a real one: what you hear is shown as text, and you type what you say${canListen() ? ', or speak' : ''}.
          Interrupt whenever you like.
        </p>
        ${canListen() ? html`<p class="small muted">Speech is recognised by your browser, which may send it to its maker.</p>` : nothing}
      </div>
    `;
  }

  private renderFooter(): TemplateResult {
    const { state } = this.call;
    if (state === 'talking') return this.renderTalking();
    if (state === 'incoming') {
      return html`
        <div class="tools choices">
          <button class="stop" type="button" aria-label="Decline" @click=${this.hangUp}>${HANG_UP}</button>
          <button class="round" type="button" aria-label="Answer" @click=${() => this.connection?.send({ type: 'answer' })}>${CALL}</button>
        </div>
      `;
    }
    return html`
      <div class="tools">
        ${
          state === 'ringing'
            ? html`<button class="stop" type="button" aria-label="Hang up" title="Hang up" @click=${this.hangUp}>${HANG_UP}</button>`
            : html`<button class="round" type="button" aria-label=${state === 'over' ? 'Call again' : 'Call'} title="Call" ?disabled=${!this.isReached} @click=${this.dial}>${CALL}</button>`
        }
      </div>
    `;
  }

  private renderTalking(): TemplateResult {
    return html`
      ${this.showsKeys ? html`<key-pad @press=${({ detail }: CustomEvent<string>) => this.press(detail)}></key-pad>` : nothing}
      <form @submit=${this.submit}>
        <input
          aria-label="What you say"
          placeholder=${this.stopListening ? 'Listening…' : 'Type what you say'}
          autocomplete="off"
          .value=${this.draft}
          @input=${(event: Event) => {
            this.draft = (event.target as HTMLInputElement).value;
          }}
        />
        <button class="send" type="submit" aria-label="Say it" title="Say it" ?disabled=${this.draft.trim() === ''}>${SEND}</button>
      </form>
      <div class="tools">
        ${canListen() ? toggle('Speak', MICROPHONE, this.stopListening !== undefined, () => this.toggleListening()) : nothing}
        ${canSpeak() ? toggle('Loudspeaker', LOUDSPEAKER, this.isLoud, () => this.toggleLoud()) : nothing}
        <button type="button" aria-label="Keys" title="Keys" aria-expanded=${this.showsKeys ? 'true' : 'false'} @click=${this.toggleKeys}>${KEYPAD}</button>
        <button class="stop" type="button" aria-label="Hang up" title="Hang up" @click=${this.hangUp}>${HANG_UP}</button>
      </div>
    `;
  }

  private status(): string {
    const { state, reason, isHeld, answeredAt, endedAt } = this.call;
    if (!this.isReached) return 'The local Twilio does not answer. Trying again…';
    if (state === 'ringing') return `Calling ${this.to}…`;
    if (state === 'incoming') return reason;
    if (state === 'over') return `${reason}${answeredAt && endedAt ? ` · ${duration(endedAt - answeredAt)}` : ''}`;
    if (state === 'talking' && answeredAt) return isHeld ? 'On hold. You hear music.' : 'In a call';
    return this.to;
  }

  private take(frame: ToPhone): void {
    if (frame.type === 'incoming') this.call = new PhoneCall();
    const before = this.call.state;
    this.call.take(frame, Date.now());
    const line = this.call.lines.at(-1);
    if (this.isLoud && line && frame.type === 'speech') this.output.hear(line);
    if (this.call.state === 'over') this.quiet();
    this.change();
    if (before !== 'talking' && this.call.state === 'talking') void this.updateComplete.then(() => this.field?.focus());
  }

  private reach(isReached: boolean): void {
    this.isReached = isReached;
    const { state } = this.call;
    if (!isReached && state !== 'idle' && state !== 'over') {
      this.call.take({ type: 'status', status: 'failed', reason: 'The connection was lost' }, Date.now());
      this.quiet();
    }
  }

  private dial(): void {
    this.call = new PhoneCall();
    this.connection?.send({ type: 'dial', to: this.to });
    this.change();
  }

  private hangUp(): void {
    this.connection?.send({ type: 'hangUp' });
  }

  private submit(event: Event): void {
    event.preventDefault();
    this.say(this.draft.trim());
    this.draft = '';
  }

  private say(text: string): void {
    if (text === '') return;
    this.output.stop();
    this.call.say(text);
    this.connection?.send({ type: 'say', text, language: LANGUAGE });
    this.change();
  }

  private press(key: string): void {
    this.call.press(key);
    this.connection?.send({ type: 'digits', digits: key });
    this.change();
  }

  private toggleKeys(): void {
    this.showsKeys = !this.showsKeys;
  }

  private toggleLoud(): void {
    this.isLoud = !this.isLoud;
    if (!this.isLoud) this.output.stop();
  }

  private toggleListening(): void {
    if (this.stopListening) {
      this.stopListening();
      this.stopListening = undefined;
      return;
    }
    this.stopListening = listen(
      LANGUAGE,
      (text, isFinal) => (isFinal ? this.say(text) : this.partly(text)),
      () => {
        this.stopListening = undefined;
      },
      (error) => {
        this.call.note(`The browser does not hear you (${error}). Type what you say.`);
        this.change();
      },
    );
  }

  /** The first words cut off what one hears, as on a real phone. */
  private partly(text: string): void {
    this.output.stop();
    this.connection?.send({ type: 'say', text, language: LANGUAGE, partial: true });
  }

  private quiet(): void {
    this.output.stop();
    this.stopListening?.();
    this.stopListening = undefined;
    this.showsKeys = false;
  }

  private change(): void {
    this.version += 1;
  }
}

const toggle = (label: string, icon: TemplateResult, isOn: boolean, change: () => void) => html`
  <button type="button" aria-label=${label} title=${label} aria-pressed=${isOn ? 'true' : 'false'} @click=${change}>${icon}</button>
`;

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / SECOND_MS);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
