import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Ports below those that a system gives to connections and to servers that ask for any (from 32768 on): what leaves one
 * for a moment finds it free again. Each worker of the suite has its own.
 */
const portsEach = 3_000;
const firstPort = 20_000 + (Number(process.env.VITEST_POOL_ID ?? 0) % 4) * portsEach;
let next = randomInt(portsEach);

/** Has the server listen on such a port of 127.0.0.1; answers which. */
export async function listenOnQuietPort(server: Server): Promise<number> {
  for (;;) {
    const port = firstPort + (next++ % portsEach);
    try {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

/** A port that nobody listens on, nor is given by chance. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnQuietPort(server);
  server.close();
  await once(server, 'close');
  return port;
}
