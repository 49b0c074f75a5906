import * as v from 'valibot';
import { defineTool } from './define-tool';

/** The relay says goodbye in the language of the call and hangs up when it has been heard. */
export const endCall = defineTool({
  name: 'end_call',
  description:
    'Ends the call. Use it only when the caller has said goodbye or that they need nothing more. The system says goodbye: do not say it yourself.',
  input: v.object({}),
  timeoutMs: 1000,
  run: async () => ({ kind: 'end', text: '' }),
});
