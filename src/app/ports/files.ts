import { requestLimits } from '../../domain/limits.js';

/** A file that somebody shared in Slack. */
export type SharedFile =
  | { readonly ok: true; readonly name: string; readonly content: Uint8Array }
  /** It is gone, or not the app's to see; `too-large`: beyond {@link requestLimits}. */
  | { readonly ok: false; readonly reason: 'no-file' | 'too-large' };

/** Whether a file of so many bytes is not read. */
export function isTooLarge(bytes: number): boolean {
  return bytes > requestLimits.fileBytes;
}

/** Files in Slack. Rejects with a Transient fault when Slack cannot be asked. */
export interface Files {
  /** Posts a file where `to` is: a channel's id, or a person's id (their DM with the app). False where Slack refuses. */
  share(
    to: string,
    file: { readonly name: string; readonly content: string | Uint8Array; readonly comment: string },
  ): Promise<boolean>;
  /** Null where it is gone, or not the app's to see. */
  nameOf(fileId: string): Promise<string | null>;
  read(fileId: string): Promise<SharedFile>;
}
