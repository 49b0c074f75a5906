import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatMessage, ChatNotice, ChatState } from '../chat-state';
import { type MessageGroup, messageGroups } from '../message-groups';
import type { ChatWords } from '../words';
import { ASSISTANT_AVATAR, avatar } from './avatar';
import './chat-file';
import './chat-invitation';
import { linkedText } from './linked-text';
import { authorName, noticeText } from './spoken-lines';

export interface MessageListOptions {
  state: ChatState;
  words: ChatWords;
  locale: string;
  onEarlier: () => void;
  onResend: (key: string) => void;
  onTakeBack: (key: string) => void;
  onSendInNewChat: () => void;
}

/** The conversation so far. Whatever others wrote goes through text bindings only. */
export function messageList(options: MessageListOptions): TemplateResult {
  const { state, words } = options;
  const groups = messageGroups(state.entries);
  const read = groups.findLast((item) => item.kind === 'group' && item.from === 'me' && isRead(item))?.key;
  return html`
    ${state.hasEarlier ? earlierButton(options) : nothing}
    ${state.entries.length === 0 && state.phase === 'open' ? html`<p class="empty">${words.empty}</p>` : nothing}
    ${state.entries.length === 0 && state.phase === 'opening' ? placeholder() : nothing}
    ${repeat(
      groups,
      ({ key }) => key,
      (item) => (item.kind === 'group' ? group(item, item.key === read, options) : notice(item, options)),
    )}
    ${state.typing.length > 0 ? typing(options) : nothing}
  `;
}

const earlierButton = ({ state, words, onEarlier }: MessageListOptions) => html`
  <button class="earlier" type="button" aria-disabled=${state.loadingEarlier} @click=${onEarlier}>
    ${state.loadingEarlier ? words.loadingEarlier : words.earlier}
  </button>
`;

/** While a chat that goes on is being opened. */
const placeholder = () => html`<div class="placeholder" aria-hidden="true"><i></i><i></i><i></i></div>`;

const isRead = ({ messages }: MessageGroup): boolean => messages.at(-1)?.read ?? false;

function group(item: MessageGroup, read: boolean, options: MessageListOptions): TemplateResult {
  const { state, words } = options;
  const mine = item.from === 'me';
  const name = authorName(item, state, words);
  return html`
    <div class="group ${item.from}">
      ${face(item, name, state)}
      <div class="lines">
        <p class="author ${mine ? 'hidden' : ''}" dir="auto">${name}</p>
        ${repeat(
          item.messages,
          ({ key }) => key,
          (entry) => message(entry, options),
        )}
        <p class="time"><bdi>${timeOf(item, options)}</bdi>${read ? html` <span>· ${words.read}</span>` : nothing}</p>
      </div>
    </div>
  `;
}

function face({ from, identity }: MessageGroup, name: string, { people }: ChatState) {
  if (from === 'me') return nothing;
  return from === 'agent' ? avatar(people[identity], name) : ASSISTANT_AVATAR;
}

function message(entry: ChatMessage, options: MessageListOptions): TemplateResult {
  const { words, locale } = options;
  return html`
    ${textOf(entry, options)}
    ${repeat(
      entry.attachments,
      ({ key }) => key,
      (file) => html`
        <flex-chat-file
          class=${entry.status}
          .file=${file}
          .words=${words}
          .locale=${locale}
          .pending=${entry.status !== 'sent'}
        ></flex-chat-file>
      `,
    )}
    ${entry.status === 'failed' ? notSent(entry, options) : nothing}
  `;
}

function textOf({ text, status, videoInvitation }: ChatMessage, { state, words }: MessageListOptions) {
  if (videoInvitation) {
    return html`
      <flex-chat-invitation
        .invitation=${videoInvitation}
        .words=${words}
        .over=${state.phase === 'ended' || videoInvitation.code !== latestCode(state)}
      ></flex-chat-invitation>
    `;
  }
  return text === '' ? nothing : html`<p class="bubble ${status}" part="bubble" dir="auto">${linkedText(text)}</p>`;
}

/** A later invitation is to another call, or by another code: there is no way in by the earlier one any more. */
const latestCode = ({ entries }: ChatState): string | undefined =>
  entries.reduce<string | undefined>(
    (code, entry) => (entry.kind === 'message' && entry.videoInvitation?.code) || code,
    undefined,
  );

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

const notice = (item: ChatNotice, { state, words }: MessageListOptions) => html`
  <p class="notice" dir="auto">${noticeText(item, state, words)}</p>
`;

function typing({ state, words }: MessageListOptions): TemplateResult {
  const name = state.people[state.typing.at(-1) ?? '']?.name ?? words.agent;
  return html`
    <p class="typing"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${words.typing(name)}</p>
  `;
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
