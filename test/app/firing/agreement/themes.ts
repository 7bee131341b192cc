import type { Json } from './livable.js';
import type { LooseEvent } from './lives.js';

/** What some of the courses are bent to, since chance seldom brings it about. */
export type Theme =
  | 'any'
  | 'tasks'
  | 'cut'
  | 'close'
  | 'insert'
  | 'shift'
  | 'spread'
  | 'skip'
  | 'stay'
  | 'signs'
  | 'hands';

const everyTwenty: Readonly<Record<number, Theme>> = {
  0: 'tasks',
  2: 'cut',
  4: 'signs',
  5: 'tasks',
  7: 'insert',
  9: 'signs',
  10: 'close',
  12: 'insert',
  15: 'close',
  16: 'hands',
  17: 'cut',
  19: 'hands',
};

const everyForty: Readonly<Record<number, Theme>> = { 3: 'shift', 13: 'skip', 23: 'stay', 34: 'spread' };

export function themeOf(course: number): Theme {
  return everyTwenty[course % 20] ?? everyForty[course % 40] ?? 'any';
}

/** A course's sequence under a theme, and an edit in it, if that belongs to it. */
export interface Bent {
  readonly sequence: Json;
  readonly edit: { readonly day: number; readonly steps: readonly Json[] } | null;
}

export function bent(theme: Theme, sequence: Json, index: number): Bent {
  const steps: readonly Json[] = Array.isArray(sequence.steps) ? sequence.steps : [];
  const plain = { sequence, edit: null };
  if (sequence.type === 'date') return plain;
  switch (theme) {
    case 'any':
      return plain;
    case 'shift':
    case 'spread':
    case 'skip':
    case 'stay': {
      const days = { shift: 15, spread: 13, skip: 13, stay: 18 }[theme];
      const first = { id: 'n', kind: 'task', when: { days, at: '10:00' }, task: { title: 't', type: 'call' } };
      return { sequence: { ...sequence, steps: [first, ...steps] }, edit: null };
    }
    case 'signs':
      return { sequence: { ...sequence, steps: [...asked(index), ...steps] }, edit: null };
    case 'hands':
      return { sequence: { ...sequence, steps: fromHandToHand(index, steps.slice(-1)) }, edit: null };
    case 'tasks':
      return { sequence: { ...sequence, steps: withOutcome(steps.map(asPausingTask)) }, edit: null };
    case 'cut':
      return { sequence: { ...sequence, steps: steps.map(asPausingTask) }, edit: { day: 6, steps } };
    case 'close':
      return { sequence: close(sequence, steps), edit: null };
    case 'insert': {
      const waiting = [{ id: 'w', kind: 'delay', for: '6 days' }, ...steps];
      return { sequence: { ...sequence, steps: waiting }, edit: { day: 3, steps: [inserted(index), ...waiting] } };
    }
  }
}

const isOutward = ({ kind }: Json) => !['delay', 'rule', 'branch', 'exit'].includes(String(kind));

/** Waits for people, and goes on. */
function asPausingTask(step: Json): Json {
  if (!isOutward(step)) return step;
  const { id, name, when, repeat } = step;
  return { id, name, kind: 'task', when, repeat, pause: true, task: { title: 't', type: 'call' } };
}

/** A way that depends, when somebody has pressed again, on what the first task was closed with. */
function withOutcome(steps: readonly Json[]): readonly Json[] {
  const task = steps.find(({ kind }) => kind === 'task');
  if (task === undefined) return steps;
  const asks = { id: 'o', kind: 'branch', if: [{ taskOutcome: task.id, is: 'no answer' }], else: 'exit' };
  return [...steps, { id: 'w', kind: 'delay', for: '8 days' }, asks];
}

const weekdays = { days: ['mon', 'tue', 'wed', 'thu', 'fri'] };

/** Days by plan, in a short window: two come to one date. */
function close(sequence: Json, steps: readonly Json[]): Json {
  const mails: readonly Json[] = ['x', 'y', 'z'].map((id) => ({
    id,
    kind: 'email',
    email: { subject: 's', body: 'b' },
  }));
  const near = [...mails, ...steps.filter(isOutward)].map(({ repeat, pause, ...step }, index) => {
    return { ...step, when: { days: 1, at: index % 2 === 0 ? '23:00' : '10:00' } };
  });
  const wait = { id: 'w', kind: 'delay', for: '1 days' };
  return { ...sequence, count: 'planned', window: { ...weekdays, from: '08:00', to: '17:00' }, steps: [wait, ...near] };
}

/** A mail, and a way that depends on what came back of it. */
function asked(index: number): Json[] {
  const sign = Math.floor(index / 20) % 2 === 0 ? { opened: 'm' } : { clicked: 'm' };
  return [
    { id: 'm', kind: 'email', when: 'immediately', email: { subject: 's', body: 'b' } },
    { id: 'w', kind: 'delay', for: '9 days' },
    { id: 'o', kind: 'branch', if: [sign], else: 'exit' },
  ];
}

/** What rules tell people and programs: one owner, whoever owns them still, and a receiver. */
const saying: readonly Json[] = [
  { notify: '@ben' },
  { createTask: { title: 't', type: 'todo' } },
  { webhook: 'https://example.com/hook' },
];

/** From one owner to the other, on days on which owners are away, and out. */
function fromHandToHand(index: number, rest: readonly Json[]): Json[] {
  const days = 1 + (Math.floor(index / 20) % 8);
  // Of some: each costs as much as a mail.
  const says = days % 4 === 0 ? saying : [];
  const rules = ['@ana', '@ben', '@ana'].map((setOwner, nth) => {
    const when = { days: nth === 0 ? days : 1, at: '10:00' };
    return { id: `h${nth}`, kind: 'rule', when, do: [...(nth === 1 ? says : []), { setOwner }] };
  });
  return [...rules, ...rest, { id: 'x', kind: 'exit' }];
}

/** What comes before a step that everybody waits for. */
function inserted(index: number): Json {
  const whens = [{ at: '07:00' }, { delay: '1 hours' }, 'immediately', { days: 9 }, { days: 1, at: '10:00' }];
  return {
    id: 'n',
    kind: 'email',
    when: whens[Math.floor(index / 20) % whens.length],
    email: { subject: 's', body: 'b' },
  };
}

/**
 * What happens to people under a theme. Pauses, when those of their place are over: some that end, and one that does not. An
 * open, or a click, of the mail that the rest depends on; of some nothing.
 */
export function happensUnder(theme: Theme, index: number): LooseEvent[] {
  if (theme === 'signs') {
    const type = ['click', 'open', 'click'][Math.floor(index / 20) % 4];
    return type === undefined ? [] : [{ day: 7, minute: 840, is: { event: { type, step: 'm' } } }];
  }
  const scope = 'self';
  const begins = (day: number): LooseEvent => ({ day, minute: 0, is: { scope, event: { type: 'pause' } } });
  const ends = (day: number, how: Json): LooseEvent => {
    return { day, minute: 660, is: { scope, event: { type: 'resume', ...how } } };
  };
  if (theme === 'stay') return [begins(15)];
  if (theme === 'spread') return [begins(12), ends(19, { spreadOver: 2 })];
  if (theme === 'skip') return [begins(12), ends(19, { policy: 'skip' })];
  return theme === 'shift' ? [begins(13), ends(14, { policy: 'shift' })] : [];
}
