/** How somebody stops what is sent to them: the link for the text, and the headers of RFC 2369 and RFC 8058. */
export interface Unsubscribe {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes and reads signed unsubscribe links. */
export interface UnsubscribeLinks {
  forContact(workspaceId: string, email: string): Unsubscribe;
  /** What a link's token stands for; null when it was not signed by this program. */
  read(token: string): { readonly workspaceId: string; readonly email: string } | null;
}
