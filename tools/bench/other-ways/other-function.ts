import type { ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import type { OtherContext } from './warm-client';

/** A Function that answers JSON, without any of the checks that ours make. */
export function otherFunction<Event>(run: (context: OtherContext, event: Event) => Promise<object>) {
  return async (context: OtherContext, event: Event, callback: ServerlessCallback) => {
    const response = new Twilio.Response();
    response.appendHeader('Content-Type', 'application/json');
    response.setBody(await run(context, event));
    callback(null, response);
  };
}
