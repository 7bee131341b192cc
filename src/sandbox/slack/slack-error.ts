/** A refusal with Slack's own error code; `messages` become `response_metadata.messages`. */
export class SlackError extends Error {
  constructor(
    readonly code: string,
    readonly messages: readonly string[] = [],
  ) {
    super(code);
  }
}

/** A refusal as Slack's Web API answers it: HTTP 200 with `ok: false`. */
export function errorBody(error: SlackError): Readonly<Record<string, unknown>> {
  if (error.messages.length === 0) return { ok: false, error: error.code };
  return {
    ok: false,
    error: error.code,
    errors: error.messages.map((message) => message.replace(/^\[ERROR\] /, '')),
    response_metadata: { messages: error.messages },
  };
}
