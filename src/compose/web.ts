import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Application } from 'express';
import { portHolder } from '../adapters/system/port-holder.js';

/** The one web server of the program. */
export interface Web {
  readonly app: Application;
  /** The port it listens on. */
  readonly port: number;
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
 * then on. `host` is the loopback address in the sandbox.
 */
export async function openWeb(options: { readonly port: number; readonly host: string | undefined }): Promise<Web> {
  const app = express();
  app.disable('x-powered-by');
  const server = createServer(app);
  await listen(server, options.port, options.host);
  const { port } = server.address() as AddressInfo;
  return {
    app,
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error),
    );
    server.listen(port, host, resolve);
  });
}
