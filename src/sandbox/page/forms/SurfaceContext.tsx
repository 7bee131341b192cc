import type { KnownBlock } from '@slack/types';
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useReducer, useState } from 'react';
import type { Container, StateValues } from '../../protocol.js';
import { fetchOptions } from '../connection/api.js';
import { useSandbox } from '../connection/SandboxContext.js';
import type { Choice } from '../elements/choices.js';
import {
  absorb,
  actionIdOf,
  type ElementState,
  elementKey,
  type FormValues,
  type LiveElement,
  toStateValues,
} from './elementState.js';

/** A message or a view whose elements can be used. */
export interface Surface {
  readonly values: FormValues;
  /** The key of the element whose action is on its way. */
  readonly busy: string | null;
  /** Field errors by block id. */
  readonly errors: Readonly<Record<string, string>>;
  /** Keeps what was entered, without telling the app. */
  enter(blockId: string, element: LiveElement, state: ElementState): void;
  /** Tells the app, after the element's confirmation; `payload` is what Slack adds to the action. */
  dispatch(
    blockId: string,
    element: LiveElement,
    payload: Readonly<Record<string, unknown>>,
    state?: ElementState,
  ): Promise<void>;
  loadChoices(blockId: string, element: LiveElement, typed: string): Promise<readonly Choice[]>;
}

const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('useSurface needs a SurfaceProvider above it');
  return surface;
}

interface SurfaceProviderProps {
  readonly container: Container;
  readonly blocks: readonly KnownBlock[];
  readonly errors?: Readonly<Record<string, string>>;
  readonly remembered?: StateValues | undefined;
  readonly onEntered?: (blockId: string) => void;
  readonly children: ReactNode;
}

const noErrors = {};

export function SurfaceProvider({
  container,
  blocks,
  errors = noErrors,
  remembered,
  onEntered,
  children,
}: SurfaceProviderProps) {
  const sandbox = useSandbox();
  const { forms, conversation } = sandbox;
  const id = surfaceId(container);
  const [entered, redraw] = useReducer((count: number) => count + 1, 0);
  const [busy, setBusy] = useState<string | null>(null);
  // `entered` stands for the form's content, which lives outside React.
  const values = useMemo(() => {
    void entered;
    return absorb(forms.get(id) ?? {}, blocks, { conversation, remembered });
  }, [forms, id, blocks, conversation, remembered, entered]);
  useLayoutEffect(() => void forms.set(id, values), [forms, id, values]);

  const surface: Surface = {
    values,
    busy,
    errors,
    enter(blockId, element, state) {
      forms.set(id, { ...forms.get(id), [elementKey(blockId, actionIdOf(element))]: state });
      onEntered?.(blockId);
      redraw();
    },
    async dispatch(blockId, element, payload, state) {
      const confirm = 'confirm' in element ? element.confirm : undefined;
      if (confirm && !(await sandbox.askConfirm(confirm))) return redraw();
      if (state) surface.enter(blockId, element, state);
      const actionId = actionIdOf(element);
      setBusy(elementKey(blockId, actionId));
      await sandbox.send('actions', {
        person: sandbox.snapshot.me.id,
        container,
        action: { type: element.type, action_id: actionId, block_id: blockId, ...payload },
        state: toStateValues(forms.get(id) ?? {}),
      });
      setBusy(null);
    },
    async loadChoices(blockId, element, typed) {
      const person = sandbox.snapshot.me.id;
      const answer = await fetchOptions({ person, container, blockId, actionId: actionIdOf(element), value: typed });
      if (answer.ok)
        return answer.value.options.map((option) => ({ value: option.value, label: option.text.text, option }));
      sandbox.notify(answer.error);
      return [];
    },
  };
  return <SurfaceContext.Provider value={surface}>{children}</SurfaceContext.Provider>;
}

export function surfaceId(container: Container): string {
  return container.type === 'view' ? `view ${container.viewId}` : `message ${container.conversation} ${container.ts}`;
}
