import { doubtful, type Found, fine } from '../../app/ports/finding.js';
import { noAnswer } from '../rest/examine.js';
import { type LobOptions, lobAccount } from './account.js';

/** Whether Lob takes the key. Prints nothing. */
export async function examineLob(options: LobOptions): Promise<Found> {
  const silent = noAnswer('Lob', 'LOB_API_KEY', await lobAccount(options).get('/addresses?limit=1'));
  if (silent !== null) return silent;
  if (!options.apiKey.startsWith('test_')) return fine('Lob takes the key');
  return doubtful('the key is one for tests: no card is printed', 'set LOB_API_KEY to a live key when you mean it');
}
