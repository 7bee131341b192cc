import type { Watched } from '../firing/measuredSender.js';
import type { Chat, ChatOutcome } from '../ports/chat.js';
import type { MeasuredOutcome } from '../ports/measures.js';

const measuredAs: { readonly [K in ChatOutcome['kind']]: MeasuredOutcome } = {
  ok: 'fired',
  refused: 'failed',
  deferred: 'deferred',
  unknown: 'uncertain',
};

/** A chat that tells how long its posts and updates took, and what became of them. */
export function measuredChat(chat: Chat, { measures, monotonicMs }: Watched): Chat {
  const watch = async (request: () => Promise<ChatOutcome>) => {
    const startedMs = monotonicMs();
    measures.requestBegins('slack');
    const outcome = await request();
    measures.requestEnds('slack', (monotonicMs() - startedMs) / 1000, [measuredAs[outcome.kind]]);
    return outcome;
  };
  return {
    ...chat,
    post: (...asked) => watch(() => chat.post(...asked)),
    update: (...asked) => watch(() => chat.update(...asked)),
  };
}
