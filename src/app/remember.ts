/**
 * `ask`, asked at most once in a while: its answer holds for `holdsMs` of steady time, whoever asks meanwhile waits for the
 * same one, and what it rejects with is not kept.
 */
export function remember<T>(
  ask: () => Promise<T>,
  { holdsMs, monotonicMs }: { readonly holdsMs: (answer: T) => number; readonly monotonicMs: () => number },
): () => Promise<T> {
  let known: { readonly answer: T; readonly untilMs: number } | null = null;
  let asking: Promise<T> | null = null;
  const askNow = async () => {
    try {
      const answer = await ask();
      known = { answer, untilMs: monotonicMs() + holdsMs(answer) };
      return answer;
    } finally {
      asking = null;
    }
  };
  return () => {
    if (known !== null && monotonicMs() < known.untilMs) return Promise.resolve(known.answer);
    asking ??= askNow();
    return asking;
  };
}
