/** What the sandbox page and the sandbox server say to each other about files (see protocol.ts). */

/** A file that a message shares; `GET /sandbox/api/files/<id>?person=<id>` answers its content. */
export interface ShownFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  /** In bytes. */
  readonly size: number;
}

/** `POST /sandbox/api/files`: a person gives Slack a file; answers {@link UploadedFile}. */
export interface UploadRequest {
  readonly person: string;
  readonly name: string;
  /** In base64. */
  readonly content: string;
}
export interface UploadedFile {
  readonly id: string;
  readonly name: string;
}
