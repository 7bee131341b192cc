/** What a command of the command line talks to. */
export interface CliIo {
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether nobody reads what is written any more, as after `| head`. */
  readonly isUnread: () => boolean;
  /** Rejects as `fs.promises.readFile` does. */
  readonly readFile: (path: string) => Promise<string>;
  /** Rejects as `fs.promises.writeFile` does, also where there is such a file already. */
  readonly writeNewFile: (path: string, content: string) => Promise<void>;
}
