import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** Where the page is: whose Slack, which conversation, which tab of the app's DM, which open thread. */
export interface Place {
  readonly person: string | null;
  readonly conversation: string | null;
  readonly tab: 'messages' | 'home';
  readonly thread: string | null;
}

const storageKey = 'drumbeat.sandbox.place';

/**
 * The place lives in the URL's hash, so that a reload stays and two tabs can be two people; the last one is remembered
 * for a tab that opens without a hash.
 */
export function usePlace(): readonly [Place, (change: Partial<Place>) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash || remembered());
  const place = useMemo(() => parsePlace(hash), [hash]);
  const go = useCallback((change: Partial<Place>) => {
    const next = formatPlace({ ...parsePlace(window.location.hash || remembered()), ...change });
    remember(next);
    if (next !== window.location.hash) window.location.hash = next;
  }, []);
  return [place, go];
}

/** Reads `#person=U1&conversation=D1&tab=home&thread=1.2`. */
export function parsePlace(hash: string): Place {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  return {
    person: fields.get('person'),
    conversation: fields.get('conversation'),
    tab: fields.get('tab') === 'home' ? 'home' : 'messages',
    thread: fields.get('thread'),
  };
}

export function formatPlace(place: Place): string {
  const fields = new URLSearchParams();
  if (place.person) fields.set('person', place.person);
  if (place.conversation) fields.set('conversation', place.conversation);
  if (place.tab === 'home') fields.set('tab', 'home');
  if (place.thread) fields.set('thread', place.thread);
  return `#${fields}`;
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

function remembered(): string {
  try {
    return window.localStorage.getItem(storageKey) ?? '';
  } catch {
    return '';
  }
}

function remember(hash: string): void {
  try {
    window.localStorage.setItem(storageKey, hash);
  } catch {
    // A browser that keeps nothing still has the hash.
  }
}
