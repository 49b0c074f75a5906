import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { type Settings, settingsAfter } from '../video-room/settings-after';
import type { AgentCall } from './agent-call';
import { agentCall, customerOf, dropCall } from './agent-calls';
import { type CallView, isFinal, isInside, NOBODY } from './call-view';
import { PANEL_STYLES } from './panel.styles';
import { PANEL_TOKENS } from './panel.tokens';
import { spokenChange } from './spoken-changes';
import { callBar } from './views/call-bar';
import type { CallScreen } from './views/call-screen';
import { failureBar, startingBar } from './views/message-bars';
import { ENGLISH, type VideoWords } from './words';

type CallParts = typeof import('./call-parts');

const SECOND_MS = 1000;

/**
 * `<flex-video-panel>`: the agent's side of the video call of one chat. A call goes on while its panel is not shown, and
 * the next panel of the same chat shows it again.
 */
export class FlexVideoPanel extends LitElement {
  static override styles = [PANEL_TOKENS, PANEL_STYLES];

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
  @state() private parts: CallParts | undefined;
  @state() private removing: string | undefined;
  @state() private copied: 'yes' | 'refused' | undefined;
  @state() private settings: Settings = 'closed';
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
    this.stopPreparing();
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
    if (this.closed || changed.has('conversationSid')) this.stopPreparing();
    if (changed.has('conversationSid') || changed.has('taskSid') || changed.has('customerName')) this.listen();
  }

  /** A button that is gone takes the focus with it. */
  protected override updated(): void {
    if (!this.parts && (this.view.phase === 'preparing' || isInside(this.view))) void this.loadParts();
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
    const { words, view, call, parts, closed } = this;
    const onLeave = () => call?.leave();
    switch (view.phase) {
      case 'none':
      case 'ended':
        return callBar({ view, words, closed, onStart: this.start, onPrepare: this.prepare });
      case 'failed':
        return failureBar({
          words,
          problem: this.problem,
          closed: closed || isFinal(view),
          onStart: this.start,
          onLeave,
        });
      case 'preparing':
        return call && parts ? parts.preparation({ view, words, call }) : startingBar(words, onLeave);
      case 'waiting':
      case 'inCall':
        return call && parts ? parts.callScreen(this.screenOf(call)) : startingBar(words, onLeave);
      case 'starting':
        return startingBar(words, onLeave);
    }
  }

  private screenOf(call: AgentCall): CallScreen {
    const { words, view, customerName, problem, removing, settings, copied } = this;
    return {
      words,
      view,
      call,
      customerName,
      problem,
      removing,
      settingsOpen: settings !== 'closed',
      copied,
      onCopy: this.copy,
      onAskToRemove: this.askToRemove,
      onRemove: (identity, forGood) => void this.removePerson(identity, forGood),
      onSettings: () => void this.switchSettings(),
      onLarger: this.makeLarger,
    };
  }

  /** Once the agent wants something of a call. */
  private async loadParts(): Promise<void> {
    const parts = await import('./call-parts').catch(() => undefined);
    if (!parts || this.parts) return;
    const { adoptedStyleSheets } = this.renderRoot as ShadowRoot;
    for (const { styleSheet } of parts.LATE_STYLES) if (styleSheet) adoptedStyleSheets.push(styleSheet);
    this.parts = parts;
  }

  private get problem(): string {
    const { problem, elsewhere } = this.view;
    const name = customerOf(elsewhere);
    if (problem === 'elsewhere' && name) return this.words.elsewhereWith(name);
    if (problem === 'pageRefused') return this.words.pageRefused(location.origin);
    return problem ? this.words.callProblems[problem] : '';
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

  /** A camera that nobody looks at does not stay on. */
  private stopPreparing(): void {
    if (this.view.phase === 'preparing') this.call?.leave();
  }

  private show(view: CallView): void {
    const spoken = spokenChange(this.view, view, this.customerName, this.words);
    if (spoken) this.spoken = spoken;
    if (!view.people.some(({ identity }) => identity === this.removing)) this.removing = undefined;
    if (view.link?.url !== this.view.link?.url) this.copied = undefined;
    const changed = isInside(view) !== isInside(this.view);
    const wasInRoom = isInside(this.view) && this.view.phase !== 'starting' ? this.view.media : undefined;
    this.settings = isInside(view) ? settingsAfter(this.settings, wasInRoom, view.media, this.words) : 'closed';
    this.view = view;
    if (changed) this.dispatchEvent(new CustomEvent('call-change', { detail: { inside: isInside(view) } }));
  }

  private readonly start = (): void => void this.call?.start();

  private readonly prepare = (): void => void this.call?.prepare();

  /** They stand before the button that opens them. */
  private readonly switchSettings = async (): Promise<void> => {
    const opens = this.settings === 'closed';
    this.settings = opens ? 'open' : 'closed';
    await this.updateComplete;
    const next = opens ? '.question :is(select, button)' : '[aria-expanded]';
    this.renderRoot.querySelector<HTMLElement>(next)?.focus();
  };

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
