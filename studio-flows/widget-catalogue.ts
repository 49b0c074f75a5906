import type { WidgetFacts } from './widget-facts';
import { FLOW_WIDGETS } from './widgets/flow-widgets';
import { MESSAGE_WIDGETS } from './widgets/message-widgets';
import { VOICE_WIDGETS } from './widgets/voice-widgets';

/**
 * Every type of widget that Studio knows. Twilio publishes no schema file: this is put together from its pages of the
 * widgets, its schema page and what the console exports.
 * https://www.twilio.com/docs/studio/widget-library, https://www.twilio.com/docs/studio/rest-api/v2/schemas
 */
export const WIDGET_CATALOGUE: ReadonlyMap<string, WidgetFacts> = new Map(
  Object.entries({ ...FLOW_WIDGETS, ...MESSAGE_WIDGETS, ...VOICE_WIDGETS }),
);

/** The types of a condition: https://www.twilio.com/docs/studio/widget-library/split-based-on */
export const CONDITION_TYPES: readonly string[] = [
  ...['equal_to', 'not_equal_to', 'matches_any_of', 'does_not_match_any_of', 'is_blank', 'is_not_blank', 'regex'],
  ...['contains', 'does_not_contain', 'starts_with', 'does_not_start_with', 'less_than', 'greater_than'],
  ...['is_before_time', 'is_after_time', 'is_before_date', 'is_after_date'],
];

/** A flow may not have more: https://www.twilio.com/docs/studio/rest-api/v2/schemas */
export const MAXIMUM_STATES = 1000;

/** Events of the trigger by which somebody who calls or writes starts a flow. */
export const CONTACT_EVENTS: readonly string[] = ['incomingMessage', 'incomingCall', 'incomingConversationMessage'];

/** Such a widget starts or takes up a conversation, and needs a flow that nobody has called or written to. */
export function isForRestAlone({ channels }: WidgetFacts): boolean {
  return channels.every((channel) => channel === 'rest');
}
