import { doubtful, type Found, failing, fine } from '../../app/ports/finding.js';
import { jsonOf } from './examine.js';
import { restRequest } from './request.js';

/** Whether this program answers where the world is told that it does. `runs`: it answers on this machine. */
export async function examinePublicUrl(parts: {
  readonly publicUrl: string;
  readonly runs: boolean;
  readonly timeoutMs: number;
}): Promise<Found> {
  const { publicUrl, runs, timeoutMs } = parts;
  const answer = await restRequest({ method: 'GET', url: `${publicUrl}/health`, headers: {}, timeoutMs });
  const body = jsonOf(answer);
  if (typeof body === 'object' && body !== null && 'status' in body && body.status === 'ok') {
    return publicUrl.startsWith('https:')
      ? fine('the program answers there')
      : doubtful(
          'the program answers there, without encryption',
          'put a proxy with TLS in front, and set PUBLIC_URL to https',
        );
  }
  const said =
    answer.kind === 'none' ? `nothing answers there (${answer.code})` : `HTTP ${answer.status} comes from there`;
  if (!runs) return doubtful(`${said}, and no program runs here`, 'start the program, then ask again');
  const todo =
    'lead that address to the program’s PORT; unsubscribe links go there. Where only this machine cannot reach it, all is well';
  return failing(said, todo);
}
