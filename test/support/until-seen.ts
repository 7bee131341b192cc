/**
 * Looks at a sandbox's program (its `url`) again at every change until there is something: what follows an acknowledgement
 * comes a moment after it.
 */
export async function untilSeen<T>(url: string, look: () => Promise<T | undefined>): Promise<T> {
  const controller = new AbortController();
  const changes = await fetch(`${url}/sandbox/api/changes`, { signal: controller.signal });
  const reader = changes.body?.getReader();
  try {
    for (;;) {
      const seen = await look();
      if (seen !== undefined) return seen;
      const change = await reader?.read();
      if (change?.done !== false) throw new Error('the sandbox ended before it was there to be seen');
    }
  } finally {
    controller.abort();
  }
}
