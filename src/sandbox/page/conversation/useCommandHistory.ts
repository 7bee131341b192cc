import { useRef } from 'react';

const storageKey = 'drumbeat.sandbox.commands';
const kept = 50;

/** The commands that were sent from this browser; the arrow keys walk through them, newest first. */
export function useCommandHistory() {
  const at = useRef(-1);
  const commands = useRef<string[] | null>(null);
  commands.current ??= load();
  const list = commands.current;
  return {
    add(command: string) {
      at.current = -1;
      commands.current = [command, ...list.filter((earlier) => earlier !== command)].slice(0, kept);
      save(commands.current);
    },
    /** The next older one, or null when there is none. */
    older(): string | null {
      const found = list[at.current + 1] ?? null;
      if (found !== null) at.current += 1;
      return found;
    },
    /** The next newer one; empty past the newest. */
    newer(): string {
      at.current = Math.max(-1, at.current - 1);
      return list[at.current] ?? '';
    },
    leave() {
      at.current = -1;
    },
  };
}

function load(): string[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}

function save(commands: readonly string[]): void {
  try {
    window.localStorage.setItem(storageKey, JSON.stringify(commands));
  } catch {
    // Without storage the history lasts as long as the page.
  }
}
