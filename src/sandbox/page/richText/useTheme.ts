import { useSyncExternalStore } from 'react';

const dark = '(prefers-color-scheme: dark)';

export function useTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, () => (window.matchMedia(dark).matches ? 'dark' : 'light'));
}

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(dark);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
