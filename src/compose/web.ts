import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Application } from 'express';
import { portHolder } from '../adapters/system/port-holder.js';

/** The one web server of the program. */
export interface Web {
  readonly app: Application;
  /** The port it listens on. */
  readonly port: number;
  /** Takes no connection any more; requests that are being answered go on. */
  refuse(): void;
  /** Ends whatever is still open. */
  stop(): Promise<void>;
}

/** The port is taken; the message says by what, and what to do. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  constructor(port: number) {
    const holder = portHolder(port);
    const by = holder === null ? 'another program' : holder;
    super(`Port ${port} is taken by ${by}. Stop it, or set PORT to another one.`);
  }
}

/**
 * Listens at once, so that a taken port is found before anything else is started; what is mounted later answers from
 * then on. `host` is the loopback address in the sandbox; port 0 takes any free one.
 */
export async function openWeb(options: { readonly port: number; readonly host: string | undefined }): Promise<Web> {
  const app = express();
  app.disable('x-powered-by');
  // Otherwise Express shows a fault's stack to whoever sent the request.
  app.set('env', 'production');
  const server = createServer(app);
  await listen(server, options.port, options.host);
  const { port } = server.address() as AddressInfo;
  let closed: Promise<void> | null = null;
  const refuse = () => {
    closed ??= new Promise((resolve) => server.close(() => resolve()));
    return closed;
  };
  return {
    app,
    port,
    refuse: () => void refuse(),
    stop: () => {
      const ended = refuse();
      server.closeAllConnections();
      return ended;
    },
  };
}

function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(error, port)));
    server.listen(port, host, resolve);
  });
}

function listenFault(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') return new PortTaken(port);
  if (error.code === 'EACCES') return new Error(`This user may not listen on port ${port}. Set PORT to another one.`);
  return error;
}
