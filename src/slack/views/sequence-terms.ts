import { counted, listed } from '../../app/shown/counted.js';
import type { ExitEvent, Reenroll, SequenceSettings, Window } from '../../domain/sequence/sequence.js';
import { weekdays } from '../../domain/sequence/when.js';
import { caption } from './text.js';

/** Where a sequence's settings are not the usual ones, and what ends it, in a line of plain text. */
export function sequenceTerms({ window, count, reenroll, exitOn }: Omit<SequenceSettings, 'description'>): string {
  return caption(
    windowTerms(window),
    count === 'planned' && 'steps count from planned times',
    reenrollTerms(reenroll),
    exitTerms(exitOn),
  );
}

function windowTerms(window: Window | null): string | null {
  if (window === null) return null;
  const days = window.days === null || window.days.length === weekdays.length ? 'every day' : window.days.join(', ');
  return caption(
    `${days} ${window.from} to ${window.to}`,
    window.skip.length > 0 && `${counted(window.skip.length, 'date')} closed`,
    window.holidays !== null && `holidays of ${window.holidays}`,
  );
}

function reenrollTerms(reenroll: Reenroll): string | null {
  if (reenroll.rule === 'after') return `people may come back after ${counted(reenroll.days, 'day')}`;
  return reenroll.rule === 'always' ? 'people may come back' : null;
}

/** Without those that always end it. */
function exitTerms(exitOn: readonly ExitEvent[]): string {
  const words = { reply: 'a reply', 'meeting-booked': 'a booked meeting' } as const;
  const named = (['reply', 'meeting-booked'] as const).filter((event) => exitOn.includes(event));
  if (named.length === 0) return 'goes on after a reply';
  return `ends on ${listed(
    named.map((event) => words[event]),
    'or',
  )}`;
}
