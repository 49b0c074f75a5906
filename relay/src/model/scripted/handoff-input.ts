import { type Message, objectOf, usedTools } from './conversation';
import type { ScriptedWords } from './scripted-words';
import { intentOf, nameIn, numberIn, sentimentOf, topicOf } from './understand';

const LONGEST_QUOTE = 300;
/** What was typed may be a card's number: it is not for the agent's eyes. */
const TYPED = /^The caller typed on the telephone: /;
/** Said without telling anything. */
const SMALL_TALK = new Set(['hello', 'thanks', 'no', 'joke', 'language', 'help', 'goodbye']);

/** What the agent is told: everything that the caller has let us know, once. */
export function handoffInput(messages: readonly Message[], words: ScriptedWords) {
  const texts = messages
    .filter(({ role, content }) => role === 'user' && !TYPED.test(content))
    .map(({ content }) => content);
  const told = texts.filter(tellsSomething);
  const name = texts.map(nameIn).findLast(Boolean);
  const orderNumber = texts.map(numberIn).findLast(Boolean);
  const quote = told.join(' ').slice(0, LONGEST_QUOTE);
  const { summary } = words;
  return {
    reasonCode: 'customer-asked',
    reason: quote || summary.wantsPerson,
    topic: topicOf(texts),
    sentiment: sentimentOf(texts),
    summary: [
      summary.wantsPerson,
      name && summary.name(name),
      quote ? summary.said(quote) : summary.noReason,
      ...doneSoFar(messages, words),
    ]
      .filter(Boolean)
      .join(' '),
    collected: { ...(name && { name }), ...(orderNumber && { orderNumber }) },
  };
}

/** Has the caller said what it is about? A bare "agent, please" has not. */
export function tellsSomething(text: string): boolean {
  if (SMALL_TALK.has(intentOf(text).kind)) return false;
  if (intentOf(text).kind === 'handoff') return text.split(/\s+/).length > 9 || topicOf([text]) !== 'general';
  return text.trim() !== '';
}

function doneSoFar(messages: readonly Message[], { states, summary }: ScriptedWords): string[] {
  const done = usedTools(messages).map(({ name, result }) => {
    if (name === 'get_programming_joke') return summary.joke;
    const { found, orderNumber, status } = objectOf(result);
    if (name !== 'order_status' || typeof orderNumber !== 'string') return '';
    return found
      ? summary.order(orderNumber, states[String(status)] ?? String(status))
      : summary.orderUnknown(orderNumber);
  });
  return [...new Set(done)].filter(Boolean);
}
