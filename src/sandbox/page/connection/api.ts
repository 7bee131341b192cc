import type {
  ActionRequest,
  ClockRequest,
  ClosingRequest,
  HomeRequest,
  MailEventRequest,
  MessageRequest,
  OptionsAnswer,
  OptionsRequest,
  ReadRequest,
  ShortcutRequest,
  Snapshot,
  SubmissionRequest,
  UploadedFile,
  UploadRequest,
} from '../../protocol.js';

const base = '/sandbox/api';

/** What may be posted, and where to. */
export interface Requests {
  messages: MessageRequest;
  actions: ActionRequest;
  submissions: SubmissionRequest;
  closings: ClosingRequest;
  shortcuts: ShortcutRequest;
  options: OptionsRequest;
  home: HomeRequest;
  read: ReadRequest;
  'mail-events': MailEventRequest;
  clock: ClockRequest;
}

/** `error` is a sentence to show. */
export type Outcome<Value = unknown> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: string };

/** Without a person, the server picks whom the page starts as. */
export function fetchSnapshot(person: string | null): Promise<Outcome<Snapshot>> {
  const query = person ? `?person=${encodeURIComponent(person)}` : '';
  return request<Snapshot>(`${base}/snapshot${query}`);
}

export function post<Path extends keyof Requests>(path: Path, body: Requests[Path]): Promise<Outcome> {
  return request(`${base}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export function fetchOptions(body: OptionsRequest): Promise<Outcome<OptionsAnswer>> {
  return request<OptionsAnswer>(`${base}/options`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Puts a file into Slack; it is seen once a message or a form names its id. */
export async function uploadFile(person: string, file: File): Promise<Outcome<UploadedFile>> {
  return request<UploadedFile>(`${base}/files`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person, name: file.name, content: await base64(file) } satisfies UploadRequest),
  });
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

export function fileUrl(id: string, person: string): string {
  return `${base}/files/${id}?person=${encodeURIComponent(person)}`;
}

export function openChanges(): EventSource {
  return new EventSource(`${base}/changes`);
}

async function request<Value>(url: string, init?: RequestInit): Promise<Outcome<Value>> {
  try {
    const response = await fetch(url, init);
    const text = await response.text();
    const body: unknown = text === '' ? {} : JSON.parse(text);
    if (response.ok) return { ok: true, value: body as Value };
    return { ok: false, error: errorOf(body) ?? `The sandbox answered ${response.status}.` };
  } catch {
    return { ok: false, error: 'The sandbox does not answer. Is the program still running?' };
  }
}

function errorOf(body: unknown): string | null {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string'
    ? body.error
    : null;
}
