import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a run's suites share: something reached at a URL. */
export interface Shared {
  readonly url: string;
  stop(): Promise<unknown>;
}

/**
 * For Vitest's globalSetup: stands ready to start something that all suites of a run share. It starts when a test first
 * asks for it (GET on `host` answers its URL), so runs that need none do not pay for it, and belongs to the main process,
 * so that it ends with the run even when that is killed.
 */
export async function onDemand(
  start: () => Promise<Shared>,
): Promise<{ readonly host: string; stop(): Promise<void> }> {
  let starting: Promise<Shared> | undefined;
  const host = createServer((_request, response) => {
    // A connection kept open would end at a moment when the next question may be on its way.
    response.setHeader('connection', 'close');
    starting ??= start();
    starting.then(
      (shared) => response.end(shared.url),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  return {
    host: `http://127.0.0.1:${(host.address() as AddressInfo).port}/`,
    stop: async () => {
      host.closeAllConnections();
      await new Promise((resolve) => host.close(resolve));
      const shared = await starting?.catch(() => null);
      await shared?.stop();
    },
  };
}

/** What is shared has started by then (ms), also on a machine that does much else: a suite that waits for it has no end of its own. */
const startMs = 120_000;

/** The URL of what a globalSetup shares; `variable` holds the address of its host. */
export async function sharedUrl(variable: string): Promise<string> {
  const host = process.env[variable];
  if (!host) throw new Error(`No globalSetup of vitest.config.ts has set ${variable}.`);
  const answer = await fetch(host, { signal: AbortSignal.timeout(startMs) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}
