import type { CallRoom, Joining, JoinRoom } from './call-room';

/** Has nothing else been begun since? */
export type IsLatest = () => boolean;

/** The one room that somebody is in. Each way in or out is a visit, and the next one makes the last one meaningless. */
export class RoomVisits {
  #latest = 0;
  #room: CallRoom | undefined;

  get room(): CallRoom | undefined {
    return this.#room;
  }

  /** For what belongs to the visit that goes on. */
  current(): IsLatest {
    const visit = this.#latest;
    return () => visit === this.#latest;
  }

  /** Begins another one: in, out, or into another room. */
  next(): IsLatest {
    this.#latest += 1;
    return this.current();
  }

  /**
   * Into the room. What it tells is heard as long as nothing else was begun.
   *
   * @returns undefined when something else was begun meanwhile: the room is not entered, or left again
   * @throws what `join` throws
   */
  async enter(isLatest: IsLatest, join: JoinRoom, { events, ...joining }: Joining): Promise<CallRoom | undefined> {
    if (!isLatest()) return undefined;
    const room = await join({
      ...joining,
      events: {
        changed: () => isLatest() && events.changed(),
        ended: (code) => isLatest() && events.ended(code),
      },
    });
    if (!isLatest()) {
      room.leave();
      return undefined;
    }
    this.#room = room;
    return room;
  }

  /** Out of the room, where it is not over already. */
  leave(): void {
    this.#room?.leave();
    this.#room = undefined;
  }
}
