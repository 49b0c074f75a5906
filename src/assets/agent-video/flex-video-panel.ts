import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { AgentCall } from './agent-call';
import { agentCall, customerOf, dropCall } from './agent-calls';
import { type CallView, isInside, NOBODY } from './call-view';
import { CAMERA } from './icons';
import { PANEL_STYLES } from './panel.styles';
import { personNames } from './person-names';
import { spokenChange } from './spoken-changes';
import { STAGE_STYLES } from './stage.styles';
import { callControls } from './views/call-controls';
import { callStage } from './views/call-stage';
import { removeQuestion } from './views/remove-question';
import { waitingRoom } from './views/waiting-room';
import { ENGLISH, type VideoWords } from './words';

const SECOND_MS = 1000;

/**
 * `<flex-video-panel>`: the agent's side of the video call of one chat. A call goes on while its panel is not shown, and
 * the next panel of the same chat shows it again.
 */
export class FlexVideoPanel extends LitElement {
  static override styles = [PANEL_STYLES, STAGE_STYLES];

  /** For a desktop when a chat is no longer its agent's. */
  static readonly dropCall = dropCall;

  /** Origin of the Functions. */
  @property({ attribute: false }) functionsUrl = '';
  /** Gives a fresh Flex token. */
  @property({ attribute: false }) flexToken: () => string | Promise<string> = () => '';
  @property({ attribute: false }) conversationSid = '';
  @property({ attribute: false }) taskSid = '';
  @property({ attribute: false }) customerName = '';
  /** No call can be started any more; one that goes on is shown. */
  @property({ type: Boolean }) closed = false;

  @state() private view: CallView = NOBODY;
  @state() private removing: string | undefined;
  @state() private copied: 'yes' | 'refused' | undefined;
  @state() private spoken = '';
  @query('section') private readonly section!: HTMLElement | null;
  @query('.stage') private readonly stage!: HTMLElement | null;

  private readonly words: VideoWords = ENGLISH;
  private call: AgentCall | undefined;
  private stopListening: (() => void) | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.listen();
    this.timer = setInterval(() => this.view.talkingSince && this.requestUpdate(), SECOND_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening?.();
    this.stopListening = undefined;
    clearInterval(this.timer);
  }

  /** Why its task may be neither wrapped up nor completed now; empty when it may. */
  async whyNotFinish(): Promise<string> {
    return !this.call || (await this.call.mayFinishTask()) ? '' : this.words.mayNotFinish;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.hadFocus = (this.renderRoot as ShadowRoot | undefined)?.activeElement != null;
    if (changed.has('conversationSid') || changed.has('taskSid') || changed.has('customerName')) this.listen();
  }

  /** A button that is gone takes the focus with it. */
  protected override updated(): void {
    if (this.hadFocus && !(this.renderRoot as ShadowRoot).activeElement) this.section?.focus();
  }

  private hadFocus = false;

  protected override render(): TemplateResult | typeof nothing {
    const { phase, goesOn } = this.view;
    const isEmpty = !this.conversationSid || (this.closed && phase === 'none' && !goesOn);
    return html`
      <p class="hidden" role="status">${this.spoken}</p>
      ${isEmpty ? nothing : html`<section tabindex="-1" aria-label=${this.words.panel}>${this.renderPhase()}</section>`}
    `;
  }

  private renderPhase(): TemplateResult {
    const { words, view } = this;
    switch (view.phase) {
      case 'none':
        return view.goesOn ? this.renderBar(words.goesOn, words.join) : this.renderBar(words.invite, words.start);
      case 'starting':
        return html`
          <div class="bar">
            <p role="status"><span class="waiting-dot" aria-hidden="true"></span>${words.starting}</p>
            <button class="secondary" type="button" @click=${() => this.call?.leave()}>${words.cancel}</button>
          </div>
        `;
      case 'waiting':
      case 'inCall':
        return this.renderCall();
      case 'ended':
        return this.renderBar(words.ended, words.startAgain);
      case 'failed':
        return html`
          <div class="bar">
            <p class="problem" role="alert">${this.problem}</p>
            ${this.closed ? nothing : html`<button class="primary" type="button" @click=${this.start}>${words.retry}</button>`}
            <button class="secondary" type="button" @click=${() => this.call?.leave()}>${words.close}</button>
          </div>
        `;
    }
  }

  private renderBar(text: string, label: string): TemplateResult {
    const isFirst = this.view.phase === 'none';
    return html`
      <div class="bar">
        ${CAMERA}
        <p class="muted">${text}</p>
        ${
          this.closed
            ? nothing
            : html`
              <button class=${isFirst ? 'primary' : 'secondary'} type="button" @click=${this.start}>${label}</button>
            `
        }
      </div>
    `;
  }

  private renderCall(): TemplateResult {
    const { words, view, customerName, call } = this;
    const names = personNames(view.people, customerName, words);
    const questioned = view.people.find(({ identity }) => identity === this.removing);
    return html`
      ${view.isReconnecting ? html`<p class="notice small">${words.reconnecting}</p>` : nothing}
      ${this.renderHead([...names.values()])}
      ${
        view.phase === 'waiting'
          ? waitingRoom({ view, words, copied: this.copied, onCopy: this.copy, onNewLink: () => void call?.newLink() })
          : nothing
      }
      ${
        view.phase === 'inCall' || view.people.length > 0
          ? callStage({ view, words, names, onRemove: this.askToRemove, onLarger: this.makeLarger })
          : nothing
      }
      ${view.problem ? html`<p class="notice problem small" role="alert">${this.problem}</p>` : nothing}
      ${
        questioned
          ? removeQuestion({
              words,
              name: names.get(questioned.identity) ?? '',
              isBusy: view.busy === 'removing',
              onRemove: (forGood) => void this.removePerson(questioned.identity, forGood),
              onCancel: () => this.askToRemove(undefined),
            })
          : nothing
      }
      ${view.phase === 'inCall' && !view.link ? this.renderWithdrawn() : nothing}
      ${call ? callControls({ view, words, call }) : nothing}
    `;
  }

  private renderHead(names: string[]): TemplateResult {
    const { words, view, customerName } = this;
    const { phase, talkingSince, isRecording, records } = view;
    const text = phase === 'waiting' ? words.waiting(customerName) : words.talking(names.join(', '));
    return html`
      <div class="head">
        <h3>${phase === 'waiting' ? html`<span class="waiting-dot" aria-hidden="true"></span>` : nothing}${text}</h3>
        ${isRecording ? html`<span class="recording small">${words.recording}</span>` : nothing}
        ${!isRecording && records ? html`<span class="muted small">${words.willRecord}</span>` : nothing}
        ${phase === 'inCall' && talkingSince ? html`<time class="small">${clock(Date.now() - talkingSince)}</time>` : nothing}
      </div>
    `;
  }

  private renderWithdrawn(): TemplateResult {
    const { words, view } = this;
    return html`
      <div class="bar">
        <p class="muted small">${words.linkWithdrawn}</p>
        <button class="secondary" type="button" ?disabled=${view.busy === 'link'} @click=${() => void this.call?.newLink()}>
          ${words.newLink}
        </button>
      </div>
    `;
  }

  private get problem(): string {
    const { problem, elsewhere } = this.view;
    const name = customerOf(elsewhere);
    if (problem === 'elsewhere' && name) return this.words.elsewhereWith(name);
    return problem ? this.words.problems[problem] : '';
  }

  private listen(): void {
    const { functionsUrl, flexToken, conversationSid, taskSid, customerName } = this;
    this.stopListening?.();
    this.stopListening = undefined;
    this.call = undefined;
    this.view = NOBODY;
    if (!conversationSid || !functionsUrl) return;
    const call = agentCall({ functionsUrl, flexToken, conversationSid, taskSid, customerName });
    this.call = call;
    this.view = call.view;
    this.stopListening = call.onChange(() => this.show(call.view));
  }

  private show(view: CallView): void {
    const spoken = spokenChange(this.view, view, this.customerName, this.words);
    if (spoken) this.spoken = spoken;
    if (!view.people.some(({ identity }) => identity === this.removing)) this.removing = undefined;
    if (view.link?.url !== this.view.link?.url) this.copied = undefined;
    const changed = isInside(view) !== isInside(this.view);
    this.view = view;
    if (changed) this.dispatchEvent(new CustomEvent('call-change', { detail: { inside: isInside(view) } }));
  }

  private readonly start = (): void => void this.call?.start();

  private readonly copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.view.link?.url ?? '');
      this.copied = 'yes';
    } catch {
      this.copied = 'refused';
    }
    this.spoken = this.copied === 'yes' ? this.words.linkCopied : this.words.copyRefused;
  };

  private readonly askToRemove = async (identity: string | undefined): Promise<void> => {
    this.removing = identity;
    await this.updateComplete;
    if (identity) this.renderRoot.querySelector<HTMLElement>('.question button')?.focus();
    else this.section?.focus();
  };

  private async removePerson(identity: string, forGood: boolean): Promise<void> {
    await this.call?.remove(identity, forGood);
    this.removing = undefined;
  }

  private readonly makeLarger = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else this.stage?.requestFullscreen().catch(() => undefined);
  };
}

/** `2:05` */
function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND_MS));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
