import { absolute, type MakeVerb, methodOf } from '../verb';

/** https://www.twilio.com/docs/voice/twiml/redirect */
export const redirect: MakeVerb =
  () =>
  async ({ element, document }) => ({
    kind: 'request',
    address: { url: absolute(element.text, document), method: methodOf(element.attributes.method) },
    parameters: {},
  });
