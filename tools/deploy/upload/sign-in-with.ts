/**
 * The two variables from which the toolkit takes a name and a password: the Auth Token's, or the API key and its secret.
 */
export function signInWith(values: Readonly<Record<string, string | undefined>>): {
  ACCOUNT_SID: string;
  AUTH_TOKEN: string;
} {
  const { ACCOUNT_SID = '', AUTH_TOKEN = '', TWILIO_API_KEY, TWILIO_API_SECRET } = values;
  return TWILIO_API_KEY && TWILIO_API_SECRET
    ? { ACCOUNT_SID: TWILIO_API_KEY, AUTH_TOKEN: TWILIO_API_SECRET }
    : { ACCOUNT_SID, AUTH_TOKEN };
}
