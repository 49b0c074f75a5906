import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { browserStorage } from '../chat/key-value-storage';
import type { JoinRoom } from '../video-room/call-room';
import { browserMedia } from '../video-room/media-host';
import { isHeard, type MediaKind } from '../video-room/media-state';
import { type Settings, settingsAfter } from '../video-room/settings-after';
import { unreachable } from '../video-room/unreachable';
import { VideoApi } from '../video-room/video-api';
import { codeOfAddress } from './code-of-address';
import { FLEX_VIDEO_STYLES } from './flex-video.styles';
import { spoken } from './spoken';
import { VideoClient } from './video-client';
import type { VideoState } from './video-state';
import { call } from './views/call';
import { lobby } from './views/lobby';
import { codeForm, opening, stopped, waitingForCall } from './views/messages';
import { ENGLISH, loadWords, type VideoWords } from './words';

declare const __THEMES__: Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Beside the endpoints, wherever the page itself comes from. */
const { currentScript } = document;
const home = currentScript instanceof HTMLScriptElement ? new URL('..', currentScript.src).href : '';

/**
 * `<flex-video>`: a customer's page of a video call. The code comes from the address, behind `#code=` or `?code=`, or is
 * typed; with a chat's `session` none is needed. Colours are those of `<flex-chat>`.
 */
export class FlexVideo extends LitElement {
  static override styles = FLEX_VIDEO_STYLES;

  /** Where the Functions are; those that the script came from when absent. */
  @property({ attribute: 'base-url' }) baseUrl = home;
  /** BCP 47; until the chat's own is known, what the browser says. */
  @property() locale = '';
  /** Of the chat: its customer needs no code. */
  @property({ attribute: false }) session: string | undefined;

  @state() private video: VideoState | undefined;
  @state() private words: VideoWords = ENGLISH;
  @state() private typed = '';
  @state() private missing = false;
  @state() private settings: Settings = 'closed';
  @state() private score: number | undefined;
  @state() private comment = '';
  @state() private said = '';

  private client: VideoClient | undefined;
  private hadFocus = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const client = new VideoClient({
      api: new VideoApi(this.baseUrl),
      media: browserMedia(),
      loadRoom: () => this.loadCall(),
      storage: browserStorage('sessionStorage'),
    });
    this.client = client;
    client.on('state', (video) => this.take(video));
    addEventListener('pagehide', this.onPageHide);
    addEventListener('hashchange', this.onAddress);
    void this.speak(this.locale || navigator.language);
    // What a page sets right after it has made the element.
    queueMicrotask(
      () => this.isConnected && void client.open({ code: codeOfAddress(location), session: this.session }),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.onPageHide);
    removeEventListener('hashchange', this.onAddress);
    this.client?.close();
    this.client = undefined;
  }

  protected override render(): TemplateResult {
    return html`
      <div class="page" lang=${this.words.language}>
        ${this.renderPhase()}
        <p class="hidden" aria-live="polite">${this.said}</p>
      </div>
    `;
  }

  protected override willUpdate(): void {
    this.hadFocus = this.hasFocus;
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get('video') as VideoState | undefined;
    const { video } = this;
    const isNew = before && video && screenOf(before) !== screenOf(video);
    // A button that is gone takes the focus with it.
    if (!isNew && (!this.hadFocus || this.hasFocus)) return;
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    if (isNew) scrollTo(0, 0);
  }

  private get hasFocus(): boolean {
    return this.matches(':focus-within');
  }

  private renderPhase(): TemplateResult {
    const { video, words, client } = this;
    if (!video || !client) return opening(words);
    const devices = {
      words,
      media: video.media,
      onChoose: (kind: MediaKind, deviceId: string) => void client.media.choose(kind, deviceId),
      onRetry: (kind: MediaKind) => void client.media.retry(kind),
      onToggle: (kind: MediaKind) => void this.toggle(kind),
      state: video,
      mirrored: client.media.mirrored,
    };
    switch (video.phase) {
      case 'opening':
        return opening(words);
      case 'waiting':
        return waitingForCall(words);
      case 'code':
        return codeForm({
          words,
          refused: video.codeRefused,
          typed: this.typed,
          missing: this.missing,
          onTyped: (typed) => {
            this.typed = typed;
            this.missing = false;
          },
          onCode: () => this.enterCode(),
        });
      case 'lobby':
      case 'joining':
        return lobby({
          ...devices,
          onConsent: (consent) => client.setConsent(consent),
          onJoin: () => void client.join(),
        });
      case 'call':
        return call({
          ...devices,
          settingsOpen: this.settings !== 'closed',
          canFlip: matchMedia('(pointer: coarse)').matches && video.media.camera.choices.length > 1,
          canShare: client.media.canShare,
          onFlip: () => void client.media.flip(),
          onShare: () => void client.media.share().catch(() => undefined),
          onSettings: () => void this.switchSettings(),
          onLeave: () => client.leave(),
        });
      case 'stopped':
        return stopped({
          state: video,
          words,
          score: this.score,
          comment: this.comment,
          onAgain: () => void client.again(),
          onAskForCode: () => client.askForCode(),
          onScore: (score) => {
            this.score = score;
          },
          onComment: (comment) => {
            this.comment = comment;
          },
          onRate: () => void client.rate(this.score ?? 5, this.comment),
        });
    }
  }

  private take(video: VideoState): void {
    const { words } = this;
    const before = this.video;
    if (before) this.said = spoken(before, video, words) ?? this.said;
    const wasInCall = before?.phase === 'call' ? before.media : undefined;
    this.settings = video.phase === 'call' ? settingsAfter(this.settings, wasInCall, video.media, words) : 'closed';
    if (video.locale && video.locale !== before?.locale) void this.speak(this.locale || video.locale);
    if (video.site && video.site !== before?.site) this.wear(video.site);
    this.video = video;
  }

  private async loadCall(): Promise<JoinRoom> {
    const parts = await import('./call-parts').catch(unreachable);
    const { adoptedStyleSheets } = this.renderRoot as ShadowRoot;
    for (const { styleSheet } of parts.CALL_STYLES) {
      if (styleSheet && !adoptedStyleSheets.includes(styleSheet)) adoptedStyleSheets.push(styleSheet);
    }
    return parts.joinRoom;
  }

  private async toggle(kind: MediaKind): Promise<void> {
    await this.client?.media.toggle(kind);
    if (kind === 'camera') return;
    this.said = this.video && isHeard(this.video.media) ? this.words.nowUnmuted : this.words.nowMuted;
  }

  /** They stand before the button that opens them. */
  private async switchSettings(): Promise<void> {
    const opens = this.settings === 'closed';
    this.settings = opens ? 'open' : 'closed';
    await this.updateComplete;
    const next = opens ? '.settings :is(select, button)' : '[data-control=settings]';
    this.renderRoot.querySelector<HTMLElement>(next)?.focus();
  }

  private enterCode(): void {
    const code = this.typed.trim();
    this.missing = code === '';
    if (this.missing) this.renderRoot.querySelector('input')?.focus();
    else void this.client?.open({ code, session: this.session });
  }

  private async speak(locale: string): Promise<void> {
    const words = await loadWords(locale);
    if (locale !== (this.locale || this.video?.locale || navigator.language)) return;
    this.words = words;
    if (this.parentElement?.closest('[data-flex-video-page]')) document.title = words.title;
  }

  /** The site's theme gives way to what the page's own styles say. */
  private wear(site: string): void {
    const said = getComputedStyle(this);
    for (const [name, value] of Object.entries(__THEMES__[site] ?? {})) {
      if (said.getPropertyValue(name) === '') this.style.setProperty(name, value);
    }
  }

  private readonly onPageHide = (): void => {
    if (this.video?.phase === 'call' || this.video?.phase === 'joining') this.client?.leave();
  };

  private readonly onAddress = (): void => {
    if (this.video?.phase !== 'call') void this.client?.open({ code: codeOfAddress(location), session: this.session });
  };
}

/** Joining is the lobby's button, not another screen. */
const screenOf = ({ phase }: VideoState) => (phase === 'joining' ? 'lobby' : phase);
