/**
 * What Twilio answered, as `409 (50353)`, when it refused with one of these statuses. Anything else says nothing about
 * the assumption, and is thrown on.
 */
export function refusal(error: unknown, ...statuses: number[]): string {
  const { status, code } = Object(error) as { status?: number; code?: number };
  if (status === undefined || !statuses.includes(status)) throw error;
  return `${status} (${code})`;
}
