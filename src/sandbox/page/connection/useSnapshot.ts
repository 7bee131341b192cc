import { useCallback, useEffect, useRef, useState } from 'react';
import type { Snapshot } from '../../protocol.js';
import { fetchSnapshot, openChanges } from './api.js';
import { reuseUnchanged } from './reuseUnchanged.js';

export type Connection = 'connecting' | 'live' | 'lost';

const retryMs = 2_000;

/**
 * The person's snapshot, fetched again whenever the server says that it changed; many changes in a row are one fetch.
 * `settled` is false while the snapshot is still the one of the person before. `refresh` resolves when a snapshot that
 * was asked for after the call has arrived.
 */
export function useSnapshot(person: string | null) {
  const [shown, setShown] = useState<{ asked: string | null; snapshot: Snapshot } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const fetches = useRef<{ running: Promise<void> | null; next: Promise<void> | null }>({ running: null, next: null });
  const wanted = useRef(person);
  wanted.current = person;

  const load = useCallback(async () => {
    const asked = wanted.current;
    const first = await fetchSnapshot(asked);
    // A remembered person may be gone with the program's data: start as whom the server picks.
    const outcome = !first.ok && asked ? await fetchSnapshot(null) : first;
    if (asked !== wanted.current) return;
    if (!outcome.ok) return setError(outcome.error);
    setError(null);
    setShown((before) => ({ asked, snapshot: reuseUnchanged(before?.snapshot ?? null, outcome.value) }));
  }, []);

  const refresh = useCallback((): Promise<void> => {
    const state = fetches.current;
    if (!state.running) {
      state.running = load().finally(() => {
        state.running = null;
      });
      return state.running;
    }
    state.next ??= state.running.then(() => {
      state.next = null;
      return refresh();
    });
    return state.next;
  }, [load]);

  useEffect(() => {
    void person;
    void refresh();
  }, [person, refresh]);

  const status = useChanges(refresh);
  return { snapshot: shown?.snapshot ?? null, settled: shown?.asked === person, error, refresh, status };
}

function useChanges(refresh: () => Promise<void>): Connection {
  const [status, setStatus] = useState<Connection>('connecting');
  useEffect(() => {
    let source: EventSource | null = null;
    let retry: number | undefined;
    const open = () => {
      source = openChanges();
      source.addEventListener('changed', () => void refresh());
      source.onopen = () => {
        setStatus((before) => {
          if (before === 'lost') void refresh();
          return 'live';
        });
      };
      source.onerror = () => {
        setStatus('lost');
        // The browser reconnects by itself after a broken connection, but not after an HTTP error.
        if (source?.readyState === EventSource.CLOSED) retry = window.setTimeout(open, retryMs);
      };
    };
    open();
    return () => {
      window.clearTimeout(retry);
      source?.close();
    };
  }, [refresh]);
  return status;
}
