import type { Agent } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Remembers which connections came to be usable (TCP, and TLS where there is any). A request that failed on one that
 * never was has surely not been received, whatever the error is called: ECONNRESET during a TLS handshake and
 * ECONNRESET after the mail was written look the same otherwise.
 */
export function watchConnections() {
  const usable = new WeakSet<object>();
  return {
    /** Makes an agent report its new connections. */
    watch<A extends Agent>(agent: A): A {
      const create = agent.createConnection.bind(agent);
      agent.createConnection = (options, callback) => {
        const socket = create(options, callback);
        if (socket) watchSocket(socket);
        return socket;
      };
      return agent;
    },

    /** Whether the request that this error is about had a usable connection; true where that cannot be told. */
    wasUsable(error: unknown): boolean {
      if (typeof error !== 'object' || error === null || !('request' in error)) return true;
      const request = error.request;
      if (typeof request !== 'object' || request === null || !('socket' in request)) return true;
      const socket = request.socket;
      // Without a socket the request was still waiting for one.
      return typeof socket === 'object' && socket !== null && usable.has(socket);
    },
  };

  function watchSocket(socket: Duplex) {
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => usable.add(socket));
  }
}
