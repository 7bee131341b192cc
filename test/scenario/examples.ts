import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { simulate } from '../../src/domain/simulate/simulate.js';
import type { SandboxDriver } from './sandbox-driver.js';

export const examples = ['saas-outbound', 'free-trial-nurture', 'post-purchase'] as const;

/** Four of the example contacts, who live in four zones. */
const people = [
  { email: 'ada@example.com', zone: 'Europe/London' },
  { email: 'grace.okoye@example.org', zone: 'America/New_York' },
  { email: 'mateo.silva@example.net', zone: 'America/Sao_Paulo' },
  { email: 'kenji.mori@example.org', zone: 'Asia/Tokyo' },
] as const;

interface Step {
  readonly id: string;
  readonly kind: string;
  readonly pause?: boolean;
}

interface Example {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** What somebody does about a task, as `simulate` takes it. */
export interface TaskDone {
  readonly type: 'task-done';
  readonly at: string;
  readonly step: string;
}

export function exampleOf(slug: string): Example {
  return parse(read(`${slug}.yml`));
}

/** Those who are in an example: each is somebody else in another. */
export function peopleIn(slug: string) {
  return people.map(({ email, zone }) => ({ email: email.replace('@', `+${slug}@`), zone }));
}

/** The contacts file of {@link peopleIn} all examples, with what the example contacts have. */
export function contactsOfAll(): string {
  const [head, ...rows] = read('contacts.csv').split('\n');
  const copies = people.flatMap(({ email }) => {
    const row = rows.find((one) => one.startsWith(`${email},`));
    if (row === undefined) throw new Error(`${email} is no example contact`);
    return examples.map((slug) => row.replace(email, email.replace('@', `+${slug}@`)));
  });
  return [head, ...copies].join('\n');
}

function read(file: string): string {
  return readFileSync(fileURLToPath(new URL(`../../examples/${file}`, import.meta.url)), 'utf8');
}

/**
 * Goes from one due time to the next, an hour after each does the tasks that are shown, until nothing is waiting. Answers
 * what was done, by whose task it was.
 */
export async function runToTheEnd(
  sandbox: SandboxDriver,
  person: string,
): Promise<ReadonlyMap<string, readonly TaskDone[]>> {
  const tasks = new Map<string, readonly Step[]>(
    examples.flatMap((slug) =>
      peopleIn(slug).map(({ email }) => [email, exampleOf(slug).steps.filter(({ kind }) => kind === 'task')] as const),
    ),
  );
  const done = new Map<string, readonly TaskDone[]>();
  // A click is answered before the message is rewritten, so a button that was pressed may still be seen for a moment.
  const pressed = new Set<string>();
  for (let moves = 0; moves < 300; moves += 1) {
    if (!(await sandbox.travel('next'))) return done;
    await sandbox.travel('hour');
    const { messages, now } = await sandbox.look(person);
    for (const message of messages.filter(({ ts }) => !pressed.has(ts))) {
      const isDone =
        (await sandbox.press(person, message, 'task.done')) ||
        (await sandbox.press(person, message, 'task.outcome.voicemail'));
      if (!isDone) continue;
      pressed.add(message.ts);
      const email = [...tasks.keys()].find((one) => JSON.stringify(message.blocks).includes(one));
      if (email === undefined) throw new Error(`whose task is this? ${message.text}`);
      const before = done.get(email) ?? [];
      const step = tasks.get(email)?.[before.length];
      if (step === undefined) throw new Error('more tasks appeared than the sequence has');
      done.set(email, [...before, { type: 'task-done', at: now, step: step.id }]);
    }
  }
  throw new Error('the cadences do not end');
}

/** When `simulate` has mails leave, and how many tasks appear, in a life that it must complete. */
export function simulated(input: { readonly sequence: Example } & Readonly<Record<string, unknown>>): {
  readonly mails: string[];
  readonly tasks: number;
} {
  const result = simulate(input) as {
    steps?: { step: string; at: string; outcome: string }[];
    end?: { state: string };
  };
  expect({ input, end: result }).toMatchObject({ end: { end: { state: 'completed' } } });
  const kindOf = (id: string) => input.sequence.steps.find((step) => step.id === id)?.kind;
  const fired = result.steps ?? [];
  return {
    mails: fired.filter(({ step }) => kindOf(step) === 'email').map(({ at }) => at),
    tasks: fired.filter(({ step }) => kindOf(step) === 'task').length,
  };
}
