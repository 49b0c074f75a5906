import { CommandError } from '../../command-error';
import type { PublishedFlow } from '../scenarios/published-flow';

const TYPED = ['incomingConversationMessage', 'incomingMessage', 'incomingRequest'];

/** The events of the trigger that lead somewhere. Throws CommandError when nothing that is typed could start the flow. */
export function startEvents({ name, definition }: PublishedFlow): Set<string> {
  const trigger = definition.states.find(({ type }) => type === 'trigger');
  const events = new Set(trigger?.transitions.filter(({ next }) => next).map(({ event }) => event));
  if (TYPED.some((event) => events.has(event))) return events;
  const calls = events.has('incomingCall')
    ? ' For calls, `npm start` has a phone, and `npm run flows -- test` plays the scenarios of a flow.'
    : '';
  throw new CommandError(
    `${name} is started by ${[...events].join(', ') || 'nothing'}: in the terminal run flows that a message or a REST request starts.${calls}`,
  );
}
