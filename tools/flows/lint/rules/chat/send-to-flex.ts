import type { LintedFlow } from '../../linted-flow';
import { asRecord, asText, type LintedState } from '../../linted-state';
import { jsonProblem } from '../../liquid/json-problem';
import { longestRendering } from '../../liquid/longest-rendering';
import { sampleJson } from '../../liquid/sample-json';
import type { Rule } from '../../rule';
import { secondsOf } from './seconds';

/** https://www.twilio.com/docs/studio/widget-library/send-flex */
const LONGEST_ATTRIBUTES = 1024;
const LONGEST_TIMEOUT = 1_209_600;

/** M101 */
export const attributesAreJson: Rule = {
  id: 'M101',
  level: 'policy',
  severity: 'error',
  title: "A task's attributes are a JSON object",
  why: 'Send to Flex makes no task of anything else (81015), and the customer waits for nobody',
  fix: 'Mend the JSON: double quotes, a comma between two fields and none after the last, Liquid outside quotes with to_json',
  check(flow, report) {
    for (const { name, properties } of flow.ofType('send-to-flex')) {
      const problem = jsonProblem(asText(properties.attributes), 'object');
      if (problem) report({ state: name, message: `attributes are no JSON object: ${problem}` });
    }
  },
};

/** M102 */
export const taskHasName: Rule = {
  id: 'M102',
  level: 'policy',
  severity: 'info',
  title: "A task's attributes say who it is",
  why: 'The agent sees a task without a name: for calls and messages nobody adds it, for conversations Flex does',
  fix: 'Add "name": {{contact.channel.address | to_json}}, or the name when it is known',
  check(flow, report) {
    for (const state of flow.ofType('send-to-flex')) {
      if (isOnly(flow, state, 'incomingConversationMessage')) continue;
      const text = asText(state.properties.attributes);
      const attributes = text.trim() === '' ? {} : parsed(sampleJson(text));
      if (!attributes || 'name' in attributes || 'customerName' in attributes) continue;
      report({ state: state.name, message: 'attributes have no name' });
    }
  },
};

/** M104 */
export const taskHasTimeout: Rule = {
  id: 'M104',
  level: 'policy',
  severity: 'warning',
  title: 'Send to Flex says how long a task may wait',
  why: 'After 3,600 seconds, the default, a chat that nobody took is cancelled: the customer is told nothing, and the conversation stays open without a task',
  fix: 'Set timeout to the seconds that a chat may wait, such as "86400", and 1,209,600 (14 days) at most',
  check(flow, report) {
    for (const state of flow.ofType('send-to-flex')) {
      const seconds = secondsOf(state.properties.timeout);
      if (seconds === 'later') continue;
      if (seconds === undefined) {
        // A caller hangs up long before.
        if (!isOnly(flow, state, 'incomingCall')) report({ state: state.name, message: 'There is no timeout' });
      } else if (seconds > LONGEST_TIMEOUT) {
        report({ state: state.name, message: `The timeout is ${seconds} seconds, and 1209600 are the most` });
      }
    }
  },
};

/** M106 */
export const attributesFit: Rule = {
  id: 'M106',
  level: 'policy',
  severity: 'error',
  title: "A task's attributes have 1,024 characters at most",
  why: 'That is the most that Send to Flex takes: no task comes about',
  fix: 'Leave out what can be looked up later, or send a reference and keep the rest elsewhere',
  check(flow, report) {
    for (const { name, properties } of flow.ofType('send-to-flex')) {
      const length = longestRendering(asText(properties.attributes));
      if (length > LONGEST_ATTRIBUTES) {
        report({ state: name, message: `attributes have ${length} characters without what Liquid adds` });
      }
    }
  },
};

/** Whether this event of the trigger, and no other, leads here. */
function isOnly(flow: LintedFlow, state: LintedState, event: string): boolean {
  const events = flow.graph.triggers(state);
  return events.size === 1 && events.has(event);
}

function parsed(sample: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    return sample === undefined ? undefined : asRecord(JSON.parse(sample));
  } catch {
    return undefined;
  }
}
