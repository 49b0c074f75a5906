import { twilioPort } from '../../local-twilio/src/preload.cjs';
import type { House } from './house';

/** How much later it is in a house than outside: milliseconds, by the port of its local Twilio. */
const ahead = new Map<number, number>();
const { now } = Date;

/**
 * So much later, for the Functions of this house and its local Twilio; other houses of the same process live on in their
 * own time. To be called while no Function runs, since its deadline would be over. What Twilio has been asked and not yet done
 * is done before that: nothing lies about for half a minute.
 */
export async function later(house: House, milliseconds: number): Promise<void> {
  const { port, clock } = house.twilio;
  await house.twilio.idle();
  ahead.set(port, (ahead.get(port) ?? 0) + milliseconds);
  Date.now = () => now() + (ahead.get(twilioPort()) ?? 0);
  clock.advance(milliseconds);
}
