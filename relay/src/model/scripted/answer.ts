import {
  type Answer,
  type CompletionRequest,
  freshTools,
  type Message,
  objectOf,
  type UsedTool,
  usedTools,
} from './conversation';
import { handoffInput, tellsSomething } from './handoff-input';
import { SCRIPTED_WORDS, type ScriptedLanguage, type ScriptedWords } from './scripted-words';
import { type Intent, intentOf, languageOf, numberIn } from './understand';

/**
 * The scripted assistant: the answer to a conversation, by rules, always the same. It remembers nothing: like a model it
 * reads all that was said anew each time, so an interrupted or resumed call needs nothing special.
 */
export function answer({ messages, tools }: CompletionRequest): Answer {
  const usable = new Set(tools.map((tool) => tool.function.name));
  const spoken = spokenLanguage(messages);
  const fresh = freshTools(messages);
  const texts = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  const text = texts.at(-1) ?? '';
  const intent = intentOf(text);
  // Who has spoken another language, and not asked for it, still waits for an answer.
  const isAnswerDue =
    fresh.length > 0 && fresh.every(({ name }) => name === 'switch_language') && intent.kind !== 'language';
  if (fresh.length > 0 && !isAnswerDue) return { text: afterTools(fresh, SCRIPTED_WORDS[spoken]) };

  const heard = languageOf(text);
  if (intent.kind !== 'language' && heard && heard !== spoken && usable.has('switch_language')) {
    return call('switch_language', { language: SCRIPTED_WORDS[heard].tag });
  }
  const words = SCRIPTED_WORDS[spoken];
  const { text: says, calls = [] } = answerTo(intent, { text, before: texts.at(-2) ?? '', messages, words });
  const allowed = calls.filter(({ name }) => usable.has(name));
  if (calls.length > 0 && allowed.length === 0) return { text: words.toolFailed };
  return { text: says, calls: allowed };
}

interface Situation {
  text: string;
  /** What the caller had said before that. */
  before: string;
  messages: readonly Message[];
  words: ScriptedWords;
}

function answerTo(intent: Intent, { text, before, messages, words }: Situation): Answer {
  // Whatever the caller says when asked for name and reason: they have asked for a person, and get one.
  if (intent.kind === 'handoff' || intentOf(before).kind === 'handoff') {
    const input = handoffInput(messages, words);
    const isKnown = messages.some(({ role, content }) => role === 'user' && tellsSomething(content));
    if (!isKnown && intentOf(before).kind !== 'handoff') return { text: words.askReason };
    return { text: words.thanks(input.collected.name ?? ''), calls: [{ name: 'agent_handoff', input }] };
  }
  const number = numberIn(text);
  if (number && (intent.kind === 'order' || intentOf(before).kind === 'order')) {
    return call('order_status', { orderNumber: number });
  }
  switch (intent.kind) {
    case 'joke':
      return call('get_programming_joke', {});
    case 'order':
      return { text: words.askOrderNumber };
    case 'language':
      return call('switch_language', { language: SCRIPTED_WORDS[intent.language].tag });
    case 'goodbye':
    case 'no':
      return call('end_call', {});
    case 'name':
      return { text: words.nameHeard(intent.name) };
    case 'hello':
      return { text: words.hello };
    case 'thanks':
      return { text: `${words.welcome} ${words.anythingElse}` };
    case 'help':
      return { text: words.can };
    default:
      return { text: `${words.notUnderstood} ${words.can}` };
  }
}

const afterTools = (fresh: readonly UsedTool[], words: ScriptedWords): string =>
  fresh
    .map(({ name, result }) => {
      if (name === 'order_status') return orderWords(result, words);
      if (name === 'switch_language') return words.switched;
      return name === 'get_programming_joke' ? `${result} ${words.anythingElse}` : '';
    })
    .filter(Boolean)
    .join(' ');

function orderWords(result: string, words: ScriptedWords): string {
  const { found, orderNumber, status, expected } = objectOf(result);
  if (typeof orderNumber !== 'string') return words.toolFailed;
  if (!found) return `${words.orderUnknown(orderNumber)} ${words.askOrderNumber}`;
  const when = typeof expected === 'string' ? (words.expected[expected] ?? expected) : '';
  return `${words.orderIs(orderNumber, words.states[String(status)] ?? String(status), when)} ${words.anythingElse}`;
}

/** As it was last switched to; before that, as the bot has greeted, or as the caller has begun. */
function spokenLanguage(messages: readonly Message[]): ScriptedLanguage {
  const switched = usedTools(messages).findLast(({ name }) => name === 'switch_language')?.input.language;
  const primary = typeof switched === 'string' ? switched.slice(0, 2) : '';
  if (primary in SCRIPTED_WORDS) return primary as ScriptedLanguage;
  const greeting = messages.find(({ role }) => role === 'assistant' || role === 'user');
  return (greeting?.role === 'assistant' && languageOf(greeting.content)) || 'en';
}

const call = (name: string, input: object): Answer => ({ text: '', calls: [{ name, input }] });
