import { type FormEvent, useEffect, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { type ChatClient, type ChatEntry, type ChatState, createChat } from '../../src/assets/chat/client';

/** One chat for the page, outside of the components: it outlives them. */
const chat = createChat({ baseUrl: 'https://handoff-1234-dev.twil.io', locale: 'en' });

function useChat(client: ChatClient): ChatState {
  return useSyncExternalStore(client.subscribe, client.getState);
}

function Chat() {
  const state = useChat(chat);
  useEffect(() => {
    if (chat.state.resumable) void chat.resume();
  }, []);
  useEffect(() => {
    if (state.unread > 0 && !document.hidden) chat.markRead();
  }, [state.unread]);

  if (state.phase === 'new') return <StartForm />;
  return (
    <section>
      <p role="status">{statusText(state)}</p>
      {state.hasEarlier && (
        <button type="button" disabled={state.loadingEarlier} onClick={() => chat.loadEarlier()}>
          Earlier messages
        </button>
      )}
      <ol role="log">
        {state.entries.map((entry) => (
          <Line key={entry.key} entry={entry} people={state.people} />
        ))}
      </ol>
      {state.phase === 'failed' && (
        <button type="button" onClick={() => chat.retry()}>
          Try again
        </button>
      )}
      {state.phase === 'ended' ? (
        <button type="button" onClick={() => chat.reset()}>
          New chat
        </button>
      ) : (
        <Composer />
      )}
    </section>
  );
}

function StartForm() {
  const [question, setQuestion] = useState('');
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void chat.start({ preEngagement: { topic: question }, firstMessage: question });
  };
  return (
    <form onSubmit={onSubmit}>
      <label>
        Your question <input required value={question} onChange={({ target }) => setQuestion(target.value)} />
      </label>
      <button type="submit">Start</button>
    </form>
  );
}

/** React escapes what others write; never hand it to `dangerouslySetInnerHTML`. */
function Line({ entry, people }: { entry: ChatEntry; people: ChatState['people'] }) {
  const nameOf = (identity = '') => people[identity]?.name ?? 'Agent';
  if (entry.kind === 'notice') {
    if (entry.notice === 'agent-joined') return <li>{nameOf(entry.identity)} is here</li>;
    if (entry.notice === 'agent-left') return <li>{nameOf(entry.identity)} has left</li>;
    return (
      <li>
        {nameOf(entry.from)} has handed you over to {nameOf(entry.identity)}
      </li>
    );
  }
  const author = { me: 'You', agent: nameOf(entry.identity), assistant: 'Assistant' }[entry.from];
  return (
    <li>
      {author}: {entry.text}
      {entry.read && ' ✓'}
      {entry.status === 'failed' && (
        <button type="button" onClick={() => chat.resend(entry.key)}>
          Send again
        </button>
      )}
    </li>
  );
}

function Composer() {
  const [text, setText] = useState('');
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    chat.send(text);
    setText('');
  };
  const onText = (value: string) => {
    setText(value);
    chat.typing();
  };
  return (
    <form onSubmit={onSubmit}>
      <label>
        Message <input value={text} onChange={({ target }) => onText(target.value)} />
      </label>
      <button type="submit">Send</button>
      <button type="button" onClick={() => chat.end()}>
        End chat
      </button>
    </form>
  );
}

function statusText({ phase, connection, agents, problem }: ChatState): string {
  if (problem) return `That did not work (${problem.code}).`;
  if (phase === 'opening') return 'Connecting…';
  if (phase === 'ended') return 'The chat has ended.';
  if (connection !== 'connected') return 'Connection lost. Trying again…';
  return agents.length > 0 ? `With ${agents.map(({ name }) => name ?? 'Agent').join(', ')}` : 'Please wait…';
}

const place = document.querySelector('#chat');
if (place) createRoot(place).render(<Chat />);
