/** Structured logging, as pino does it: fields first, then one constant sentence. Never a secret, an address or a body. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
