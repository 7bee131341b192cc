/** A file as JSON. */
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Steps (of a sequence, of an edit) as this program can live them: with contents that are there. */
export function livable<T extends Json>(input: T): T {
  const steps: readonly Json[] = Array.isArray(input.steps) ? input.steps : [];
  return { ...input, steps: steps.map(livableStep) };
}

/** What each kind says; of mails and cards a text of that kind is stored, of texts and tasks none. */
const contents: Readonly<Record<string, Json>> = {
  sms: { sms: { body: 'b' } },
  task: { task: { title: 't', type: 'call' } },
  postcard: { postcard: { template: 'card' } },
  fulfillment: { fulfillment: { list: 'kit' } },
};

function livableStep(step: Json): Json {
  if (step.kind === 'rule') return isDated(step) ? withoutNewOwner(step) : step;
  if (step.kind === 'email') return withSubject(step);
  const content = contents[String(step.kind)];
  return content === undefined ? step : withContent(step, content);
}

/** Whether it fires once or every year: who is away then is told of rules that fire once (`owners.ts`). */
const isDated = ({ when }: Json) => isObject(when) && ('event' in when || 'date' in when);

function withoutNewOwner(step: Json): Json {
  const actions: readonly Json[] = Array.isArray(step.do) ? step.do : [];
  return { ...step, do: actions.map((action) => ('setOwner' in action ? { addTag: 'cold' } : action)) };
}

/** A name that nothing of the kind is stored under says what the kind says. */
function withContent(step: Json, content: Json): Json {
  if (Array.isArray(step.variants)) return { ...step, variants: step.variants.map((one) => withContent(one, content)) };
  const { template, ...rest } = step;
  // A condition may ask whether a task ended as only calls do.
  return template === undefined && step.task === undefined ? step : { ...rest, ...content };
}

/** Whether a mail goes on from another one is no question of time; the first of a thread would wait for its subject. */
function withSubject(step: Json): Json {
  const email = isObject(step.email) ? { email: { subject: 's', ...step.email } } : {};
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
