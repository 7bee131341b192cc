import { mail, type Story } from './story.js';

/** Monday, 2 March 2026, on the account's clock. */
export const mon9 = '2026-03-02T09:00';
type Steps = Story['steps'];

/** An enrollment of Monday 09:00, edited once. */
export function edited(at: string, before: Steps, after: Steps, more: Partial<Story> = {}): Story {
  return {
    enrolledAt: mon9,
    ...more,
    steps: before,
    events: [...(more.events ?? []), { at, type: 'publish', steps: after }],
  };
}

/** The steps that most of these stories begin with: one at once, and one on the fourth day after it. */
export const a = mail('a', 'immediately');
export const b = mail('b', { days: 4, at: '09:00' });
