/** What a command of the command line talks to. */
export interface CliIo {
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Rejects as `fs.promises.readFile` does. */
  readonly readFile: (path: string) => Promise<string>;
}
