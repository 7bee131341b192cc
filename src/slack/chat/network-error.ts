export const timedOut = 'TIMEOUT';

/** The program stops and waits no longer. */
const hungUp = 'ECANCELED';

/** A request that got no answer. `code` is the socket's (`ECONNREFUSED`, `ECONNRESET`, ...), TIMEOUT, or UNKNOWN. */
export class NetworkError extends Error {
  constructor(readonly code: string) {
    super(`no answer (${code})`);
    this.name = 'NetworkError';
  }
}

/** fetch, whose failures say what the socket said: fetch itself hides that several causes deep. Rejects with a NetworkError. */
export async function fetchOrSay(...args: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...args);
  } catch (error) {
    throw new NetworkError(codeOf(error));
  }
}

/**
 * The same, but that `hangUp` ends it too. Not by `AbortSignal.any`: on a signal that lives as long as the program, Node 20
 * keeps one for each request.
 */
export function fetchUntil(hangUp: AbortSignal): typeof fetch {
  return async (asked, init) => {
    const ending = new AbortController();
    const leave = () => ending.abort(new NetworkError(hungUp));
    const timeUp = () => ending.abort(init?.signal?.reason);
    if (hangUp.aborted) leave();
    hangUp.addEventListener('abort', leave);
    init?.signal?.addEventListener('abort', timeUp);
    try {
      return await fetchOrSay(asked, { ...init, signal: ending.signal });
    } finally {
      hangUp.removeEventListener('abort', leave);
    }
  };
}

/** By the fields alone: `instanceof` fails for errors of another realm. */
function codeOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 4) return 'UNKNOWN';
  if ('name' in error && error.name === 'TimeoutError') return timedOut;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0], depth + 1);
  return 'cause' in error ? codeOf(error.cause, depth + 1) : 'UNKNOWN';
}
