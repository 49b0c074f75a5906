import twilio from 'twilio';

/** Undefined when Twilio answers 404. */
export async function orNotFound<Result>(asked: Promise<Result>): Promise<Result | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof twilio.RestException && error.status === 404) return undefined;
    throw error;
  }
}
