import type { FlowGraph } from '../../flow-graph';
import type { LintedState } from '../../linted-state';
import type { Rule } from '../../rule';

interface Unwired {
  id: string;
  severity: Rule['severity'];
  types: readonly string[];
  events: readonly string[];
  why: string;
  fix: string;
  /** Where it counts; everywhere when absent. */
  where?: (state: LintedState, graph: FlowGraph, event: string) => boolean;
}

const byCall = (state: LintedState, graph: FlowGraph) => graph.triggers(state).has('incomingCall');
const onlyByCall = (state: LintedState, graph: FlowGraph) => byCall(state, graph) && graph.triggers(state).size === 1;

const SAY_SO = 'Lead it to words for the contact, and to another way to be helped';

const UNWIRED: readonly Unwired[] = [
  {
    id: 'E040',
    severity: 'error',
    types: ['send-to-flex'],
    events: ['failedToEnqueue'],
    why: 'When TaskRouter refuses (a wrong workflow, attributes over 1,024 characters, a limit) the customer is dropped without a word',
    fix: SAY_SO,
  },
  {
    id: 'E041',
    severity: 'error',
    types: ['send-to-flex'],
    events: ['callFailure'],
    why: 'When the call cannot be queued it ends in silence',
    fix: SAY_SO,
    where: byCall,
  },
  {
    id: 'E042',
    severity: 'error',
    types: ['run-function', 'run-function-v2'],
    events: ['fail'],
    why: 'A Function that takes 10 seconds, or answers with an error, ends the flow (81017)',
    fix: SAY_SO,
  },
  {
    id: 'E043',
    severity: 'error',
    types: ['make-http-request'],
    events: ['failed'],
    why: 'A server that takes 10 seconds, or answers with an error, ends the flow (81016)',
    fix: SAY_SO,
  },
  {
    id: 'E044',
    severity: 'info',
    types: ['send-message'],
    events: ['failed'],
    why: 'A message that cannot be sent ends the flow (81011): harmless for the last one, not in the middle of a dialogue',
    fix: 'Lead it to where sent leads, or to what is done without the message',
  },
  {
    id: 'E045',
    severity: 'warning',
    types: ['send-and-wait-for-reply'],
    events: ['timeout'],
    why: 'When no reply comes the flow ends: no farewell, no task, nothing is tidied up',
    fix: 'Lead it to a farewell, or to an agent',
  },
  {
    id: 'E046',
    severity: 'warning',
    types: ['send-and-wait-for-reply'],
    events: ['deliveryFailure'],
    why: 'When the question does not arrive the flow ends: no task, nothing is tidied up',
    fix: 'Lead it to an agent, or to what is done without the reply',
  },
  {
    id: 'E047',
    severity: 'error',
    types: ['gather-input-on-call'],
    events: ['timeout'],
    why: 'A caller who says nothing is hung up on',
    fix: 'Ask again, a few times, and then lead to an agent or say goodbye',
  },
  {
    id: 'E048',
    severity: 'error',
    types: ['split-based-on'],
    events: ['noMatch'],
    why: 'A value that nobody thought of ends the flow (81005)',
    fix: 'Lead it to what is done with everything else',
  },
  {
    id: 'E049',
    severity: 'info',
    types: ['connect-call-to'],
    events: ['callCompleted'],
    why: 'Busy and no answer are seen in DialCallStatus after this event alone: the caller is hung up on',
    fix: 'Lead it to a split by widgets.<name>.DialCallStatus',
  },
  {
    id: 'E050',
    severity: 'error',
    types: ['run-subflow'],
    events: ['failed'],
    why: 'A subflow that is missing, or fails, ends the flow (81024)',
    fix: SAY_SO,
  },
  {
    id: 'E051',
    severity: 'error',
    types: ['add-twiml-redirect'],
    events: ['return', 'fail', 'timeout'],
    why: 'Without return nothing follows the redirect, and without fail a URL that cannot be read ends the flow',
    fix: 'Lead return to what follows, and fail and timeout to another way to be helped',
    // A call never gets control back by the timeout.
    where: (state, graph, event) => event !== 'timeout' || !onlyByCall(state, graph),
  },
  {
    id: 'E052',
    severity: 'warning',
    types: ['record-voicemail'],
    events: ['noAudio', 'hangup'],
    why: 'Most callers end a voicemail by hanging up: it is never looked at',
    fix: 'Lead hangup to where recordingComplete leads, and noAudio to another question',
  },
];

/** An event that leads nowhere ends the execution, whatever the contact was promised. */
export const UNWIRED_RULES: readonly Rule[] = UNWIRED.map(
  ({ id, severity, types, events, why, fix, where = () => true }): Rule => ({
    id,
    level: 'policy',
    severity,
    title: `${types.join(', ')}: ${events.join(', ')} leads somewhere`,
    why,
    fix,
    check({ states, graph }, report) {
      for (const state of states.filter(({ type }) => types.includes(type))) {
        const wired = new Set(state.transitions.filter(({ next }) => next).map(({ event }) => event));
        for (const event of events) {
          if (wired.has(event) || !where(state, graph, event)) continue;
          report({ state: state.name, message: `${event} leads nowhere` });
        }
      }
    },
  }),
);
