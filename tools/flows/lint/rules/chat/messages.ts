import type { LintedFlow } from '../../linted-flow';
import { asText, type LintedState } from '../../linted-state';
import { longestRendering } from '../../liquid/longest-rendering';
import { stateVariables } from '../../liquid/state-variables';
import type { Rule } from '../../rule';
import { secondsOf } from './seconds';

const SHORTEST_WAIT = 10;
const LONGEST_WAIT = 7 * 24 * 60 * 60;
/** https://www.twilio.com/docs/api/errors/21617 */
const LONGEST_BODY = 1600;

/** M100 */
export const waitHasLimit: Rule = {
  id: 'M100',
  level: 'policy',
  severity: 'warning',
  title: 'Send & Wait has a timeout between 10 seconds and 7 days',
  why: 'Nobody types an answer in a few seconds; and without an end the execution stays open, so that the next message goes on in the middle of an old talk',
  fix: 'Set timeout to the seconds that a person may need, such as "3600"',
  check(flow, report) {
    for (const { name, properties } of flow.ofType('send-and-wait-for-reply')) {
      const seconds = secondsOf(properties.timeout);
      if (seconds === undefined) report({ state: name, message: 'There is no timeout' });
      else if (seconds !== 'later' && !(seconds >= SHORTEST_WAIT && seconds <= LONGEST_WAIT)) {
        report({ state: name, message: `The timeout is ${seconds} seconds` });
      }
    }
  },
};

/** M103 */
export const channelOfConversation: Rule = {
  id: 'M103',
  level: 'policy',
  severity: 'warning',
  title: 'A conversation is written to by its own channel',
  why: 'trigger.message is empty when a conversation started the flow: the message arrives by the contact alone, and whoever reads the flow is misled',
  fix: 'Write {{trigger.conversation.ChannelSid}} for channel and {{trigger.conversation.InstanceSid}} for service',
  check(flow, report) {
    for (const state of messageWidgets(flow)) {
      const events = flow.graph.triggers(state);
      if (!events.has('incomingConversationMessage') || events.has('incomingMessage')) continue;
      const stale = stateVariables(state).filter(
        ({ path: [root, part, key] }) =>
          root === 'trigger' && part === 'message' && (key === 'ChannelSid' || key === 'InstanceSid'),
      );
      if (stale.length === 0) continue;
      const names = stale.map(({ name }) => `{{${name}}}`).join(' and ');
      report({ state: state.name, message: `${names} on a way that starts with incomingConversationMessage` });
    }
  },
};

/** M105 */
export const bodyFits: Rule = {
  id: 'M105',
  level: 'policy',
  severity: 'warning',
  title: 'A message has 1,600 characters at most',
  why: 'SMS and WhatsApp refuse a longer one (21617): nothing arrives',
  fix: 'Shorten the text, or send it as two messages',
  check(flow, report) {
    for (const state of messageWidgets(flow)) {
      const length = longestRendering(asText(state.properties.body));
      if (length > LONGEST_BODY) {
        report({ state: state.name, message: `body has ${length} characters without what Liquid adds` });
      }
    }
  },
};

function messageWidgets(flow: LintedFlow): LintedState[] {
  return flow.states.filter(({ type }) => type === 'send-message' || type === 'send-and-wait-for-reply');
}
