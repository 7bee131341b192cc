import { connect, createServer, type Socket } from 'node:net';
import { listenOnQuietPort } from './quiet-port.js';

const sslRequest = 80_877_103;

/**
 * A stand-in for a pooler that gives a server's connection to a client for a transaction only, the one that was used last first:
 * it logs a client in on a connection of the server's, and keeps that for whoever asks next. Enough for a look; not for load.
 */
export async function openTransactionPooler(target: { readonly port: number; readonly host: string }) {
  const idle: Backend[] = [];
  const backends = new Set<Backend>();
  const server = createServer((client) => {
    let own: Backend | null = null;
    let isIn = false;
    client.on('error', () => {});
    client.on('data', (data) => {
      if (!isIn && data.length === 8 && data.readInt32BE(4) === sslRequest) return void client.write('N');
      // A client that leaves takes no connection along.
      if (isIn && data[0] === 'X'.charCodeAt(0)) return void client.end();
      if (own === null) {
        own = isIn ? (idle.pop() ?? null) : openBackend(target);
        if (own === null) return void client.destroy(new Error('every connection is taken'));
        backends.add(own);
        own.serve(client, () => {
          isIn = true;
          if (own !== null) idle.push(own);
          own = null;
        });
      }
      own.socket.write(data);
    });
  });
  const port = await listenOnQuietPort(server);
  return {
    port,
    close: () => {
      server.close();
      for (const { socket } of backends) socket.destroy();
    },
  };
}

type Backend = ReturnType<typeof openBackend>;

function openBackend(target: { readonly port: number; readonly host: string }) {
  const socket: Socket = connect(target);
  let client: Socket | null = null;
  let onIdle = () => {};
  let rest = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (data) => {
    client?.write(data);
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 5 && rest.length >= 1 + rest.readInt32BE(1)) {
      const end = 1 + rest.readInt32BE(1);
      const isReady = rest[0] === 'Z'.charCodeAt(0) && rest[5] === 'I'.charCodeAt(0);
      rest = rest.subarray(end);
      if (isReady) onIdle();
    }
  });
  return {
    socket,
    /** Answers this client until its transaction is over. */
    serve: (to: Socket, over: () => void) => {
      client = to;
      onIdle = over;
    },
  };
}
