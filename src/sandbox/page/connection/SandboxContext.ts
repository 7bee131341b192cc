import type { ConfirmationDialog } from '@slack/types';
import { createContext, useContext } from 'react';
import type { Snapshot } from '../../protocol.js';
import type { FormValues } from '../forms/elementState.js';
import type { Requests } from './api.js';
import type { Place } from './usePlace.js';

/** What every part of the page needs: what to show, where one is, and how to act. */
export interface Sandbox {
  readonly snapshot: Snapshot;
  readonly place: Place;
  /** The open conversation's id. */
  readonly conversation: string;
  go(change: Partial<Place>): void;
  /** Posts, shows a refusal as a toast, and resolves when the page shows the result: whether it was accepted. */
  send<Path extends keyof Requests>(path: Path, body: Requests[Path]): Promise<boolean>;
  /** Asks first, as Slack does for an element with `confirm`. */
  askConfirm(dialog: ConfirmationDialog): Promise<boolean>;
  notify(text: string): void;
  /** What was entered, by surface; outlives the drawing of a view, so that a view below another keeps its form. */
  readonly forms: Map<string, FormValues>;
}

export const SandboxContext = createContext<Sandbox | null>(null);

export function useSandbox(): Sandbox {
  const sandbox = useContext(SandboxContext);
  if (!sandbox) throw new Error('useSandbox needs a SandboxContext above it');
  return sandbox;
}
