import type { Channel } from '../../../../../studio-flows/widget-facts';
import { asRecord, type LintedState } from '../../linted-state';
import type { Rule } from '../../rule';
import { straightFrom } from './straight-from';

const CHANNEL_OF: Readonly<Record<string, Channel>> = {
  incomingCall: 'voice',
  incomingMessage: 'messaging',
  incomingConversationMessage: 'conversation',
};
const WRITTEN = ['incomingMessage', 'incomingConversationMessage'];

/** What starts a flow, and which widgets that allows. */
export const TRIGGER_RULES: readonly Rule[] = [
  {
    id: 'G033',
    level: 'policy',
    severity: 'warning',
    title: 'Something starts the flow',
    why: 'A flow without a wired trigger does nothing',
    fix: "Lead an event of the trigger to the flow's first widget",
    check(flow, report) {
      for (const { name, transitions } of flow.ofType('trigger')) {
        if (!transitions.some(({ next }) => next)) report({ state: name, message: 'No event leads anywhere' });
      }
    },
  },
  {
    id: 'G034',
    level: 'policy',
    severity: 'info',
    title: 'A flow that sends messages to Flex takes those of conversations',
    why: 'Flex Conversations starts a flow by incomingConversationMessage; with incomingMessage alone such a chat dies in silence',
    fix: "Lead the trigger's incomingConversationMessage to the same widget, if Flex Conversations is used",
    check(flow, report) {
      const toFlex = flow.ofType('send-to-flex');
      const wired = flow.ofType('trigger').flatMap(({ transitions }) => transitions.filter(({ next }) => next));
      if (wired.some(({ event }) => event === 'incomingConversationMessage')) return;
      if (!toFlex.some((state) => flow.graph.triggers(state).has('incomingMessage'))) return;
      report({ message: 'Send to Flex is reached from incomingMessage, and incomingConversationMessage is not wired' });
    },
  },
  {
    id: 'G035',
    level: 'policy',
    severity: 'error',
    title: 'Each widget works with what started the flow',
    why: 'A call cannot be had in a chat nor a reply in a call: the step fails (81020)',
    fix: 'Split by what started the flow, or lead the triggers to widgets of their own',
    check(flow, report) {
      const straight = new Map(Object.keys(CHANNEL_OF).map((event) => [event, straightFrom(flow, event)]));
      for (const state of flow.states) {
        const triggers = [...flow.graph.triggers(state)];
        const unfit = triggers.filter((event) => isUnfit(state, CHANNEL_OF[event]));
        const never = triggers.length > 0 && unfit.length === triggers.length && !afterOutgoingCall(state, flow.graph);
        const wrong = never ? unfit : unfit.filter((event) => straight.get(event)?.has(state));
        if (wrong.length > 0) {
          report({ state: state.name, message: `${state.type} is reached from ${wrong.join(', ')}` });
        }
      }
    },
  },
  {
    id: 'G036',
    level: 'policy',
    severity: 'info',
    title: 'No two widgets lie at the same place in the canvas',
    why: 'One hides the other from whoever edits the flow',
    fix: 'Move one of them',
    check({ states }, report) {
      const seen = new Map<string, string>();
      for (const { name, properties } of states) {
        const { x, y } = asRecord(properties.offset);
        if (typeof x !== 'number' || typeof y !== 'number') continue;
        const other = seen.get(`${x} ${y}`);
        if (other !== undefined) report({ state: name, message: `It lies upon "${other}"` });
        else seen.set(`${x} ${y}`, name);
      }
    },
  },
  {
    id: 'G039',
    level: 'policy',
    severity: 'warning',
    title: 'In a chat nothing is done at the callComplete of Send to Flex',
    why: 'It comes when the task is made, not when the agent is done: the flow talks while the agent does',
    fix: 'Leave callComplete unwired, unless what follows is silent',
    check(flow, report) {
      for (const state of flow.ofType('send-to-flex')) {
        const written = WRITTEN.filter((event) => flow.graph.triggers(state).has(event));
        const wired = state.transitions.find(({ event, next }) => event === 'callComplete' && next);
        if (wired && written.length > 0) {
          report({
            state: state.name,
            message: `callComplete leads to "${wired.next}", and ${written.join(', ')} here`,
          });
        }
      }
    },
  },
];

function isUnfit({ type, facts }: LintedState, channel: Channel | undefined): boolean {
  if (!facts || facts.retired || channel === undefined) return false;
  if (channel === 'voice') return type === 'send-and-wait-for-reply';
  return (
    facts.channels.includes('voice') && !facts.channels.some((one) => one === 'messaging' || one === 'conversation')
  );
}

function afterOutgoingCall(
  state: LintedState,
  graph: { ancestors(state: LintedState): ReadonlySet<LintedState> },
): boolean {
  return [...graph.ancestors(state)].some(({ type }) => type.startsWith('make-outgoing-call-'));
}
