/** For whoever has nothing yet. */
export const FIRST_STEPS = [
  'First steps:',
  '  1. A Twilio account with Flex: https://console.twilio.com, "Create a Flex account".',
  '  2. An API key of type Standard: Console, Account, API keys & tokens. Its secret is shown once.',
  '  3. ACCOUNT_SID=AC… TWILIO_API_KEY=SK… TWILIO_API_SECRET=… npm run doctor -- --write --create',
  '     finds and makes the rest, and keeps all of it.',
];
