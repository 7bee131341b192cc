import type { Datepicker, DateTimepicker, Timepicker } from '@slack/types';
import { useSandbox } from '../connection/SandboxContext.js';
import { actionIdOf, type ElementState, elementKey } from '../forms/elementState.js';
import { useSurface } from '../forms/SurfaceContext.js';
import { epochOfWallClock, wallClock } from '../time/zoneTime.js';
import { type ElementProps, naming, readableId } from './ElementProps.js';
import { useDelayed } from './useDelayed.js';

type DateInput = Datepicker | Timepicker | DateTimepicker;

const inputTypes = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const;
// A date typed by hand is valid after each digit of its year: tell the app only when the typing has stopped.
const typingPauseMs = 600;

export function DateElement(props: ElementProps<DateInput>) {
  const { blockId, element, dispatches } = props;
  const surface = useSurface();
  const { zone } = useSandbox().snapshot;
  const delayed = useDelayed(typingPauseMs);
  const state = surface.values[elementKey(blockId, actionIdOf(element))];
  const placeholder = 'placeholder' in element ? element.placeholder?.text : undefined;

  const choose = (text: string) => {
    const next = stateOf(element, text, zone);
    surface.enter(blockId, element, next);
    if (!dispatches || text === '') return;
    const { type: _, ...payload } = next;
    delayed.schedule(() => void surface.dispatch(blockId, element, payload));
  };
  return (
    <input
      type={inputTypes[element.type]}
      className="field field-date"
      value={textOf(state, zone)}
      title={placeholder}
      onChange={(event) => choose(event.target.value)}
      onBlur={delayed.flush}
      {...(element.focus_on_load ? { 'data-focus-on-load': true } : {})}
      {...naming(props, placeholder ?? readableId(element.action_id))}
    />
  );
}

function textOf(state: ElementState | undefined, zone: string): string {
  if (typeof state?.selected_date === 'string') return state.selected_date;
  if (typeof state?.selected_time === 'string') return state.selected_time;
  return typeof state?.selected_date_time === 'number' ? wallClock(state.selected_date_time * 1000, zone) : '';
}

function stateOf(element: DateInput, text: string, zone: string): ElementState {
  const { type } = element;
  if (type === 'datepicker') return { type, selected_date: text || null };
  if (type === 'timepicker') return { type, selected_time: text || null };
  return { type, selected_date_time: text ? epochOfWallClock(text, zone) : null };
}
