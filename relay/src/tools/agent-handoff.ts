import * as v from 'valibot';
import { type HandoffNote, REASON_CODES } from '../../../src/lib/handoff-note/handoff-note';
import { defineTool } from './define-tool';

/** A model's text that is too long is shortened: what the agent gets to know must not depend on how wordy a model is. */
const upTo = (characters: number, description: string) =>
  v.pipe(
    v.string(),
    // Before the transformation: JSON Schema tells what goes into it.
    v.description(description),
    v.trim(),
    v.transform((text) => text.slice(0, characters)),
  );

const Input = v.object({
  reasonCode: v.optional(
    v.pipe(
      v.picklist(REASON_CODES.slice(0, 2)),
      v.description('customer-asked: the caller wants a person. bot-cannot-help: you cannot do what they need.'),
    ),
    'customer-asked',
  ),
  reason: upTo(200, 'Why the caller needs a person, in one sentence for the agent.'),
  topic: v.optional(upTo(100, 'One or two English words in small letters, such as "order" or "refund".')),
  summary: upTo(2000, 'What the caller wants and what was done so far, in two to four sentences for the agent.'),
  sentiment: v.optional(v.picklist(['positive', 'neutral', 'negative'])),
  collected: v.optional(
    v.pipe(
      v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
      v.description(
        'What the caller has told you, such as {"name": "…", "orderNumber": "…"}. No card numbers, no passwords.',
      ),
      v.transform((given) => collectedOf(given)),
    ),
  ),
});

/**
 * Hands the caller over to an agent. Which call it is comes from the session: a model that named it could send somebody
 * else's caller away.
 */
export const agentHandoff = defineTool({
  name: 'agent_handoff',
  description:
    'Puts the caller through to a person. Use it when they ask for one, are upset, or need something that you cannot do. The caller is told by the system: do not announce it yourself.',
  input: Input,
  timeoutMs: 1000,
  run: async ({ reason, topic, summary, ...given }, { language }) => ({
    kind: 'handoff',
    note: {
      ...given,
      ...(reason && { reason }),
      ...(topic && { topic }),
      ...(summary && { summary }),
      language,
    },
    // The relay's own words, in the language of the call.
    text: '',
  }),
});

const FIELD_NAME = /[^\w-]+/g;
const MAXIMUM_FIELDS = 20;

/** As HandoffNote wants it; what has no value is left out. */
function collectedOf(given: Record<string, string | number | boolean>): NonNullable<HandoffNote['collected']> {
  const fields = Object.entries(given)
    .map(([name, value]) => [name.replace(FIELD_NAME, '_').slice(0, 40), String(value).trim().slice(0, 200)] as const)
    .filter(([name, value]) => name !== '' && value !== '');
  return Object.fromEntries(fields.slice(0, MAXIMUM_FIELDS));
}
