import type { MultiSelect, Select } from '@slack/types';
import { useRef, useState } from 'react';
import { useSurface } from '../forms/SurfaceContext.js';
import type { Choice, ChoiceGroup } from './choices.js';
import { useDelayed } from './useDelayed.js';

const typingPauseMs = 200;
const slackMinimumQuery = 3;

/** The choices of an external select: asked of the app once enough was typed; a late answer to older typing is dropped. */
export function useExternalChoices(blockId: string, element: Select | MultiSelect) {
  const surface = useSurface();
  const delayed = useDelayed(typingPauseMs);
  const asked = useRef(0);
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [note, setNote] = useState<string | null>(null);
  const external = element.type === 'external_select' || element.type === 'multi_external_select';
  const minimum = (external ? element.min_query_length : undefined) ?? slackMinimumQuery;

  const onType = (typed: string) => {
    asked.current += 1;
    const turn = asked.current;
    setChoices([]);
    if (typed.length < minimum) return setNote(`Type at least ${minimum} characters`);
    setNote('Loading…');
    delayed.schedule(async () => {
      const found = await surface.loadChoices(blockId, element, typed);
      if (turn !== asked.current) return;
      setChoices(found);
      setNote(null);
    });
  };
  const groups: ChoiceGroup[] = choices.length > 0 ? [{ label: null, choices }] : [];
  return external ? { groups, note, onType } : null;
}
