import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatMessage, ChatNotice, ChatState } from '../chat-state';
import { type MessageGroup, messageGroups } from '../message-groups';
import type { ChatWords } from '../words';

export interface MessageListOptions {
  state: ChatState;
  words: ChatWords;
  locale: string | undefined;
  onEarlier: () => void;
  onResend: (key: string) => void;
  onTakeBack: (key: string) => void;
  onSendInNewChat: () => void;
}

/** The conversation so far. Whatever others wrote goes through text bindings only. */
export function messageList(options: MessageListOptions): TemplateResult {
  const { state, words } = options;
  return html`
    ${state.hasEarlier ? earlierButton(options) : nothing}
    ${state.entries.length === 0 && state.phase === 'open' ? html`<p class="empty">${words.empty}</p>` : nothing}
    ${repeat(
      messageGroups(state.entries),
      ({ key }) => key,
      (item) => (item.kind === 'group' ? group(item, options) : notice(item, options)),
    )}
    ${state.typing.length > 0 ? typing(options) : nothing}
  `;
}

const earlierButton = ({ state, words, onEarlier }: MessageListOptions) => html`
  <button class="earlier" type="button" ?disabled=${state.loadingEarlier} @click=${onEarlier}>
    ${state.loadingEarlier ? words.loadingEarlier : words.earlier}
  </button>
`;

function group(item: MessageGroup, options: MessageListOptions): TemplateResult {
  const mine = item.from === 'me';
  const name = authorName(item, options);
  return html`
    <div class="group ${item.from}">
      ${mine ? nothing : avatar(item, name, options)}
      <div class="lines">
        <p class="author ${mine ? 'hidden' : ''}">${name}</p>
        ${repeat(
          item.messages,
          ({ key }) => key,
          (entry) => message(entry, options),
        )}
        <p class="time">${timeOf(item, options)}</p>
      </div>
    </div>
  `;
}

function message(entry: ChatMessage, options: MessageListOptions): TemplateResult {
  return html`
    <p class="bubble ${entry.status}" dir="auto">${entry.text}</p>
    ${entry.status === 'failed' ? notSent(entry, options) : nothing}
  `;
}

const notSent = ({ key }: ChatMessage, { state, words, ...options }: MessageListOptions) => html`
  <p class="failed">
    <span>${words.notSent}</span>
    ${
      state.phase === 'ended'
        ? html`<button type="button" @click=${options.onSendInNewChat}>${words.sendInNewChat}</button>`
        : html`
            <button type="button" @click=${() => options.onResend(key)}>${words.resend}</button>
            <button type="button" @click=${() => options.onTakeBack(key)}>${words.takeBack}</button>
          `
    }
  </p>
`;

function notice(item: ChatNotice, { state, words }: MessageListOptions): TemplateResult {
  const name = state.people[item.identity]?.name ?? words.agent;
  return html`<p class="notice">${item.notice === 'agent-joined' ? words.joined(name) : words.left(name)}</p>`;
}

function typing({ state, words }: MessageListOptions): TemplateResult {
  const name = state.people[state.typing.at(-1) ?? '']?.name ?? words.agent;
  return html`
    <p class="typing"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${words.typing(name)}</p>
  `;
}

function avatar(item: MessageGroup, name: string, { state }: MessageListOptions): TemplateResult {
  const picture = item.from === 'agent' ? state.people[item.identity]?.avatar : undefined;
  return html`
    <span class="avatar" aria-hidden="true">${picture ? html`<img src=${picture} alt="" />` : initial(name)}</span>
  `;
}

/** The first letter, whole also when it is more than one code unit. */
const initial = (name: string): string => [...name][0]?.toUpperCase() ?? '';

function authorName({ from, identity }: MessageGroup, { state, words }: MessageListOptions): string {
  if (from === 'agent') return state.people[identity]?.name ?? words.agent;
  return from === 'me' ? words.me : words.assistant;
}

function timeOf({ messages, at }: MessageGroup, { state, words, locale }: MessageListOptions): string {
  if (messages.some(({ status }) => status === 'sending'))
    return state.phase === 'failed' ? words.notYetSent : words.sending;
  const today = at.toDateString() === new Date().toDateString();
  const style: Intl.DateTimeFormatOptions = today
    ? { timeStyle: 'short' }
    : { dateStyle: 'medium', timeStyle: 'short' };
  return new Intl.DateTimeFormat(locale, style).format(at);
}
