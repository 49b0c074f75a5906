import { isTemplate } from '../../../../studio-flows/liquid/read-template';
import { asRecord, asText } from '../linted-state';
import { shown } from '../liquid/shown';
import type { Rule } from '../rule';

/** What the canvas calls a new widget, followed by its number. */
const DEFAULT_NAMES: ReadonlySet<string> = new Set(
  `say_play gather gather_input gather_input_on_call split split_based_on set_variables send_message send_and_reply
  send_and_wait send_and_wait_for_reply send_to_flex send_to_autopilot autopilot http make_http_request function
  run_function run_subflow subflow connect_call connect_call_to record_voicemail record_call recording enqueue
  enqueue_call redirect add_twiml_redirect twiml_redirect outgoing_call make_outgoing_call fork_stream stream
  capture_payments pay connect_virtual_agent virtual_agent conversation_relay run_conversation_relay start_conversation
  resume_conversation`.split(/\s+/),
);

const ownNames: Rule = {
  id: 'H120',
  level: 'policy',
  severity: 'info',
  title: 'Widgets have names of their own',
  why: '{{widgets.http_3.parsed.x}} tells nobody what it is, nor does a line of a diff',
  fix: 'Call the widget by what it does, such as ask_order_number, and change its name in Liquid too',
  check(flow, report) {
    for (const { name } of flow.states) {
      const stem = /^(.{1,40})_\d{1,4}$/.exec(name)?.[1]?.toLowerCase();
      if (stem !== undefined && DEFAULT_NAMES.has(stem)) {
        report({ state: name, message: `${shown(name)} is the name that the canvas gave` });
      }
    }
  },
};

const description: Rule = {
  id: 'H121',
  level: 'policy',
  severity: 'info',
  title: 'The flow says what it is for',
  why: 'In a list of forty flows nobody knows which one may be changed',
  fix: 'Say in description, in one sentence, who starts the flow and what it does',
  check(flow, report) {
    const text = asText(asRecord(flow.raw).description).trim();
    if (text === '') report({ message: 'There is no description' });
    else if (/^a new flow\.?$/i.test(text)) report({ message: `The description is the canvas's: ${text}` });
  },
};

/** These compare nothing, or blanks are part of what they compare. */
const BLANKS_COUNT: ReadonlySet<string> = new Set(['is_blank', 'is_not_blank', 'regex']);

const noBlanksAround: Rule = {
  id: 'H124',
  level: 'policy',
  severity: 'warning',
  title: "No blanks around a condition's value",
  why: 'Nobody sees them in the canvas, and whether Studio trims them decides whether the condition ever matches',
  fix: 'Take the blanks at the beginning and the end away',
  check(flow, report) {
    for (const { name, transitions } of flow.states) {
      for (const { type, value } of transitions.flatMap((one) => one.conditions)) {
        if (BLANKS_COUNT.has(type) || isTemplate(value) || value === value.trim()) continue;
        report({ state: name, message: `${shown(type, 40)} compares with ${shown(JSON.stringify(value))}` });
      }
    }
  },
};

/** What makes a flow hard to read. */
export const HYGIENE_RULES: readonly Rule[] = [ownNames, description, noBlanksAround];
