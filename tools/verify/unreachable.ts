import type { Switch } from './probe';

const NO_SUCH_ANSWER = 'no deployed Function answers in such a way, and nobody else is called';

const NO_CALL = 'a call would have to be made, to a relay that Twilio reaches';

/** Assumptions that a run cannot settle from a desk, and why. */
export const UNREACHABLE: Partial<Record<Switch, string>> = {
  conversationsWebhookRetries: 'a receiver that fails on purpose and counts would have to be reachable from Twilio',
  webhookDuplicates: 'a receiver that counts would have to be reachable from Twilio',
  studioOneExecution: 'a message would have to arrive within the milliseconds in which a widget runs',
  sendToFlexWhenFlexFails: 'Flex would have to answer with a 5xx',
  httpRequestTakesRedirects: NO_SUCH_ANSWER,
  httpRequestParsesCharset: NO_SUCH_ANSWER,
  httpRequestSignsJson: 'a Function that is refused does not learn how it would have been signed right',
  serverlessRefusesBuildAtOnce: 'a service would have to be uploaded to and built; npm run deploy understands both',
  mediaLinkSeconds: 'a link would have to be watched for hours',
  relaySetupAfterReconnect: NO_CALL,
  relayReconnectSeconds: NO_CALL,
  relayRepeatedEvents: NO_CALL,
  relayPlaysTokensInFlight: NO_CALL,
  relayTellsTokensAtInterrupt: NO_CALL,
  relayDurationIsText: NO_CALL,
  relayEndWaitsForSpeech: NO_CALL,
};
