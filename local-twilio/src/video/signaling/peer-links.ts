import { randomUUID } from 'node:crypto';
import type { PeerState } from './messages';

/** The PeerConnection between two people of a room. */
export interface PeerLink<Side> {
  id: string;
  /** Makes the first offer. */
  offerer: Side;
  other: Side;
  offerRevision: number;
  offerBy: Side | undefined;
  /** What each side said last: for the other one after it was cut off. */
  last: Map<Side, PeerState>;
}

/**
 * Who has a PeerConnection with whom, and what may pass between them. A group room of Twilio's has one per participant,
 * to a media server; here the browsers send media to each other, which the SDK can do as well.
 */
export class PeerLinks<Side> {
  readonly #links = new Map<string, PeerLink<Side>>();

  open(offerer: Side, other: Side): PeerLink<Side> {
    const link = { id: randomUUID(), offerer, other, offerRevision: 0, offerBy: undefined, last: new Map() };
    this.#links.set(link.id, link);
    return link;
  }

  between(one: Side, other: Side): PeerLink<Side> | undefined {
    return this.of(one).find((link) => peerOf(link, one) === other);
  }

  of(side: Side): PeerLink<Side>[] {
    return [...this.#links.values()].filter((link) => link.offerer === side || link.other === side);
  }

  /** Forgets all of somebody's connections; each peer must be told to close its end. */
  drop(side: Side): { peer: Side; close: PeerState }[] {
    return this.of(side).map((link) => {
      this.#links.delete(link.id);
      return { peer: peerOf(link, side), close: closing(link.id, link.offerRevision) };
    });
  }

  /** What the one whose turn it is to offer must be told. */
  invitation(link: PeerLink<Side>): PeerState {
    return { id: link.id, description: { type: 'create-offer', revision: 1 } };
  }

  /** What somebody who was cut off must know about a connection to go on with it. */
  resumption(link: PeerLink<Side>, side: Side): PeerState {
    if (link.offerRevision === 0 && link.offerer === side) return this.invitation(link);
    return link.last.get(peerOf(link, side)) ?? { id: link.id };
  }

  /**
   * What the other side gets of a state, or undefined. When both offer at once the first one counts, and the SDK that
   * lost rolls back, answers and offers again. States of a connection that is gone are dropped.
   */
  relay(from: Side, { id, description, ice }: PeerState): { to: Side; state: PeerState } | undefined {
    const link = this.#links.get(id);
    if (!link || (link.offerer !== from && link.other !== from)) return undefined;
    const state: PeerState = { id };
    if (description && this.#passes(link, from, description)) state.description = description;
    if (ice) state.ice = ice;
    if (!state.description && !state.ice) return undefined;
    link.last.set(from, { ...link.last.get(from), ...state });
    return { to: peerOf(link, from), state };
  }

  #passes(link: PeerLink<Side>, from: Side, { type, revision }: { type: string; revision: number }): boolean {
    switch (type) {
      case 'offer':
        if (revision <= link.offerRevision) return false;
        link.offerRevision = revision;
        link.offerBy = from;
        return true;
      case 'answer':
        return revision === link.offerRevision && link.offerBy !== from;
      case 'close':
        this.#links.delete(link.id);
        return true;
      default:
        return false;
    }
  }
}

/** A closed id can never be used again by that SDK. */
export const closing = (id: string, revision: number): PeerState => ({
  id,
  description: { type: 'close', revision: revision + 1 },
});

const peerOf = <Side>(link: PeerLink<Side>, side: Side): Side => (link.offerer === side ? link.other : link.offerer);
