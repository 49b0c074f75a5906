import type { LintedState } from '../../linted-state';
import type { Rule } from '../../rule';

/** What tells that a widget did its work, and what tells that it did not. */
const OUTCOMES: Readonly<Record<string, { success: string; failures: string[] }>> = {
  'run-function': { success: 'success', failures: ['fail'] },
  'run-function-v2': { success: 'success', failures: ['fail'] },
  'make-http-request': { success: 'success', failures: ['failed'] },
  'run-subflow': { success: 'completed', failures: ['failed'] },
  'send-message': { success: 'sent', failures: ['failed'] },
  'send-and-wait-for-reply': { success: 'incomingMessage', failures: ['timeout', 'deliveryFailure'] },
  'send-to-flex': { success: 'callComplete', failures: ['failedToEnqueue', 'callFailure'] },
  'enqueue-call': { success: 'callComplete', failures: ['failedToEnqueue', 'callFailure'] },
  'add-twiml-redirect': { success: 'return', failures: ['fail', 'timeout'] },
  'record-call': { success: 'success', failures: ['failed'] },
  'run-conversation-relay': { success: 'success', failures: ['failed'] },
  'connect-virtual-agent-v2': { success: 'completed', failures: ['failed'] },
  'capture-payments': { success: 'success', failures: ['maxFailedAttempts', 'providerError', 'validationError'] },
  'make-outgoing-call-v2': { success: 'answered', failures: ['busy', 'noAnswer', 'failed'] },
  'start-conversation': { success: 'created', failures: ['failed'] },
  'resume-conversation': { success: 'resumed', failures: ['failed'] },
};

/** Whether the flow does something about a failure. */
export const TOLD_APART_RULES: readonly Rule[] = [
  {
    id: 'E053',
    level: 'policy',
    severity: 'error',
    title: 'Gather does something with what the caller presses or says',
    why: 'The caller answers, and the call ends',
    fix: 'Lead keypress or speech to what follows',
    check(flow, report) {
      for (const state of flow.ofType('gather-input-on-call')) {
        if (!target(state, 'keypress') && !target(state, 'speech')) {
          report({ state: state.name, message: 'Neither keypress nor speech leads anywhere' });
        }
      }
    },
  },
  {
    id: 'E054',
    level: 'policy',
    severity: 'info',
    title: 'Success and failure lead to different widgets',
    why: 'The failure is swallowed: nobody learns of it',
    fix: 'Lead the failure to a widget of its own, if it matters',
    check({ states }, report) {
      for (const { state, success, failures } of outcomes(states)) {
        const next = target(state, success);
        const same = failures.filter((event) => next && target(state, event) === next);
        if (same.length > 0) {
          report({ state: state.name, message: `${success} and ${same.join(', ')} lead to "${next}"` });
        }
      }
    },
  },
  {
    id: 'E055',
    level: 'policy',
    severity: 'warning',
    title: 'No failure leads back to the same widget',
    why: 'What fails mostly fails again at once: a storm of retries, until Studio kills the execution (81001)',
    fix: 'Count the tries in a variable, and leave by a split after a few',
    check({ states }, report) {
      for (const { state, failures } of outcomes(states)) {
        const back = failures.filter((event) => event !== 'timeout' && target(state, event) === state.name);
        if (back.length > 0) report({ state: state.name, message: `${back.join(', ')} leads to the widget itself` });
      }
    },
  },
];

function outcomes(states: readonly LintedState[]) {
  return states.flatMap((state) => {
    const known = Object.hasOwn(OUTCOMES, state.type) ? OUTCOMES[state.type] : undefined;
    return known ? [{ state, ...known }] : [];
  });
}

function target({ transitions }: LintedState, event: string): string | undefined {
  return transitions.find((transition) => transition.event === event && transition.next)?.next;
}
