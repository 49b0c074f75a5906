import { createChat } from './chat/client.js';

const chat = createChat({ baseUrl: 'https://handoff-1234-dev.twil.io', locale: 'en' });

const find = (id) => document.querySelector(`#${id}`);

const words = {
  me: 'You',
  agent: 'Agent',
  assistant: 'Assistant',
  joined: (name) => `${name} is here`,
  left: (name) => `${name} has left`,
  transferred: (from, to) => `${from} has handed you over to ${to}`,
  notSent: 'not sent',
  incomplete: 'Earlier messages could not be loaded.',
};

const nameOf = (identity) => chat.state.people[identity]?.name ?? words.agent;

function noticeText({ notice, identity, from }) {
  if (notice === 'agent-transferred') return words.transferred(nameOf(from), nameOf(identity));
  return notice === 'agent-joined' ? words.joined(nameOf(identity)) : words.left(nameOf(identity));
}

/** What others write is text: only `textContent` and `append` ever see it. */
function line(entry) {
  const item = document.createElement('li');
  if (entry.kind === 'notice') {
    item.textContent = noticeText(entry);
    return item;
  }
  item.append(`${entry.from === 'agent' ? nameOf(entry.identity) : words[entry.from]}: ${entry.text}`);
  for (const attachment of entry.attachments) {
    const open = button(attachment.name, async () => window.open(await attachment.url(), '_blank', 'noopener'));
    item.append(' ', open);
  }
  if (entry.status === 'sending') item.append(' …');
  if (entry.status === 'failed')
    item.append(
      ' ',
      button('Send again', () => chat.resend(entry.key)),
    );
  if (entry.read) item.append(' ✓');
  return item;
}

function button(text, onClick) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', onClick);
  return made;
}

function statusText({ phase, connection, agents, typing, problem, rating, availability }) {
  if (problem) return `That did not work (${problem.code}).`;
  if (phase === 'opening') return 'Connecting…';
  if (phase === 'ended') return rating === 'sent' ? 'Thank you.' : 'The chat has ended.';
  if (phase === 'new') return availability?.open === false ? 'We are closed.' : '';
  if (connection !== 'connected') return 'Connection lost. Trying again…';
  if (typing.length > 0) return `${nameOf(typing[0])} is typing…`;
  return agents.length > 0 ? `With ${agents.map(({ identity }) => nameOf(identity)).join(', ')}` : 'Please wait…';
}

function show(state) {
  find('start').hidden = state.phase !== 'new';
  find('chat').hidden = state.phase === 'new';
  find('send').hidden = state.phase === 'ended';
  find('end').hidden = state.phase !== 'open';
  find('after').hidden = state.phase !== 'ended' && state.phase !== 'failed';
  find('rate').hidden = state.rating !== 'possible' && state.rating !== 'failed';
  find('status').textContent = statusText(state);
  find('log').replaceChildren(...state.entries.map(line));
  if (!document.hidden) chat.markRead();
}

chat.on('state', show);
show(chat.state);
if (chat.state.resumable) chat.resume();
else chat.watchAvailability(true);

find('start').addEventListener('submit', (event) => {
  event.preventDefault();
  const { name, question } = Object.fromEntries(new FormData(event.target));
  chat.watchAvailability(false);
  chat.start({ customer: { name }, preEngagement: { topic: question }, firstMessage: question });
});

find('send').addEventListener('submit', (event) => {
  event.preventDefault();
  chat.send(event.target.text.value);
  event.target.reset();
});
find('send').text.addEventListener('input', () => chat.typing());
find('send').file.addEventListener('change', ({ target }) => {
  for (const file of target.files) {
    const refused = chat.sendFile(file);
    if (refused) find('status').textContent = `${refused.name} was not sent (${refused.code}).`;
  }
  target.value = '';
});

find('end').addEventListener('click', () => chat.end());
find('again').addEventListener('click', () => (chat.state.phase === 'failed' ? chat.retry() : chat.reset()));
find('rate').addEventListener('click', () => chat.rate({ score: 5 }));
find('save').addEventListener('click', async () => {
  const text = await chat.transcriptText(words);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = 'chat.txt';
  link.click();
  URL.revokeObjectURL(link.href);
});
