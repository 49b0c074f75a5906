import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import type { FunctionHandler } from './define-function';

/** A Function that anybody may call from anywhere, that takes nothing and touches nothing: it answers even unconfigured. */
export function defineOpenFunction(answer: () => object): FunctionHandler {
  const handler = async (_context: Context, _event: object, callback: ServerlessCallback) => {
    const response = new Twilio.Response();
    response.appendHeader('Content-Type', 'application/json');
    response.appendHeader('Access-Control-Allow-Origin', '*');
    response.setBody(answer());
    callback(null, response);
  };
  return Object.assign(handler, { allow: ['anyone'] as const });
}
