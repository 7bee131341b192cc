import type { PageAnswers } from '../../src/sandbox/page-answers.js';

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

/** The same of a sandbox in this process. */
export async function untilSeenHere<T>(
  { onChange }: Pick<PageAnswers, 'onChange'>,
  look: () => Promise<T | undefined>,
): Promise<T> {
  let changes = 0;
  let tell = () => {};
  const forget = onChange(() => {
    changes += 1;
    tell();
  });
  try {
    for (;;) {
      const before = changes;
      const seen = await look();
      if (seen !== undefined) return seen;
      await new Promise<void>((resolve) => {
        tell = resolve;
        if (changes !== before) resolve();
      });
    }
  } finally {
    forget();
  }
}
