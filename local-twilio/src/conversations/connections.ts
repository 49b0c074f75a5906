import type { ClientConnection } from '../twilsock/upstream-routes';

/** The SDK clients that are connected now; an identity may have several. */
export class Connections {
  #connections = new Set<ClientConnection>();

  add(connection: ClientConnection): void {
    this.#connections.add(connection);
  }

  delete(connection: ClientConnection): void {
    this.#connections.delete(connection);
  }

  of(identity: string): ClientConnection[] {
    return [...this.#connections].filter((connection) => connection.identity === identity);
  }
}
