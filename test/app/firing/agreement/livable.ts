import { choreText, noteText, stepText, taskText } from './words.js';

/** A file as JSON. */
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Steps (of a sequence, of an edit) as this program can live them: with contents that are there. */
export function livable<T extends Json>(input: T): T {
  const steps: readonly Json[] = Array.isArray(input.steps) ? input.steps : [];
  return { ...input, steps: steps.map(livableStep) };
}

/** What each kind says; tasks are calls, since a condition may ask whether one ended as only calls do. */
const contents: Readonly<Record<string, Json>> = {
  sms: { sms: { body: stepText } },
  task: { task: { title: taskText, type: 'call' } },
  postcard: { postcard: { template: 'card' } },
};

function livableStep(given: Json): Json {
  const step: Json & { readonly name: string } = { ...given, name: String(given.id) };
  if (step.kind === 'rule') return withWords(isDated(step) ? withoutNewOwner(step) : step);
  if (step.kind === 'email') return withSubject(step);
  const content =
    step.kind === 'fulfillment' ? { fulfillment: { list: listOf(step.name) } } : contents[String(step.kind)];
  return content === undefined ? step : withContent(step, content);
}

/** The list that a step puts people on: one for each first letter of ids. */
export const listOf = (stepId: string) => `kit-${stepId.slice(0, 1)}`;

/** What a rule tells people names the rule. */
function withWords(rule: Json): Json {
  const actions: readonly Json[] = Array.isArray(rule.do) ? rule.do : [];
  const spoken = actions.map((action) => {
    if ('notify' in action) return { ...action, text: noteText };
    return isObject(action.createTask) ? { createTask: { ...action.createTask, title: choreText } } : action;
  });
  return { ...rule, do: spoken };
}

/** Whether it fires once or every year: who is away then is told of rules that fire once (`owners.ts`). */
const isDated = ({ when }: Json) => isObject(when) && ('event' in when || 'date' in when);

function withoutNewOwner(step: Json): Json {
  const actions: readonly Json[] = Array.isArray(step.do) ? step.do : [];
  return { ...step, do: actions.map((action) => ('setOwner' in action ? { addTag: 'cold' } : action)) };
}

/** In place of whatever it says, itself or by a stored text. */
function withContent(step: Json, content: Json): Json {
  if (Array.isArray(step.variants)) return { ...step, variants: step.variants.map((one) => withContent(one, content)) };
  const { template: _, ...rest } = step;
  return { ...rest, ...content };
}

/** Whether a mail goes on from another one is no question of time; the first of a thread would wait for its subject. */
function withSubject(step: Json): Json {
  const email = isObject(step.email) ? { email: { ...step.email, subject: stepText } } : {};
  const variants = Array.isArray(step.variants) ? { variants: step.variants.map(withSubject) } : {};
  return { ...step, ...email, ...variants };
}

const wallTimes = ['02:30', '07:00', '10:00', '23:00'];
const spans: Readonly<Record<string, readonly number[]>> = { minutes: [0, 10, 240], hours: [1, 24, 48] };

/** The same on a few wall times and spans, so that many sequences fall due in one minute. */
export function atFewTimes<T extends Json>(input: T): T {
  const walk = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => walk(one, key));
    if (isObject(value)) {
      const inside = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]));
      return key === 'repeat' ? seldom(inside) : inside;
    }
    if (typeof value !== 'string') return value;
    if (key === 'at' || key === 'defaultTime') return fewTimes(value);
    if (key === 'every' && value.endsWith('hours')) return '24 hours';
    return key === 'delay' || key === 'for' ? fewSpans(value) : value;
  };
  return walk(input, '') as T;
}

function fewTimes(text: string): string {
  const fallback = wallTimes[numberIn(text.replace(':', '')) % wallTimes.length] ?? text;
  return wallTimes.includes(text) ? text : fallback;
}

function fewSpans(text: string): string {
  const [amount = '', unit = ''] = text.split(' ');
  const few = spans[unit];
  return few === undefined ? text : `${few[numberIn(amount) % few.length]} ${unit}`;
}

const numberIn = (text: string) => Number.parseInt(text, 10) || 0;

/** What would come every hour for ever comes three times. */
function seldom(repeat: Json): Json {
  const isSeldom = String(repeat.every).endsWith('days') && numberIn(String(repeat.every)) > 2;
  return isSeldom || repeat.times !== undefined ? repeat : { ...repeat, times: 3 };
}

/** A sequence after an edit. */
export function edited(sequence: Json, type: unknown, steps: readonly unknown[]): Json {
  const before: unknown[] = Array.isArray(sequence.steps) ? sequence.steps : [];
  return { ...sequence, steps: type === 'append' ? [...before, ...steps] : steps };
}
