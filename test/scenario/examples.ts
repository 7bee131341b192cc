import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DateTime } from 'luxon';
import { parse } from 'yaml';
import { simulate } from '../../src/domain/simulate/simulate.js';
import type { ShownMessage } from '../../src/sandbox/protocol.js';
import type { SandboxDriver } from './sandbox-driver.js';

export const examples = ['saas-outbound', 'free-trial-nurture', 'post-purchase'] as const;

/** Four of the example contacts, who live in four zones. */
const people = [
  { email: 'ada@example.com', name: 'Ada Byron', zone: 'Europe/London', company: 'Engine & Loom' },
  { email: 'grace.okoye@example.org', name: 'Grace Okoye', zone: 'America/New_York', company: 'Compile Health' },
  { email: 'mateo.silva@example.net', name: 'Mateo Silva', zone: 'America/Sao_Paulo', company: 'Pallet & Pine' },
  { email: 'kenji.mori@example.org', name: 'Kenji Mori', zone: 'Asia/Tokyo', company: 'Sendai Robotics Cloud' },
] as const;

interface Step {
  readonly id: string;
  readonly kind: string;
  readonly template?: string;
  readonly email?: { readonly subject: string };
  readonly task?: { readonly title: string; readonly type: string };
}

interface Example {
  readonly name: string;
  readonly steps: readonly Step[];
}

type Person = ReturnType<typeof peopleIn>[number];

export function exampleOf(slug: string): Example {
  return parse(read(`${slug}.yml`));
}

/** Those who are in an example: each is somebody else in another. */
export function peopleIn(slug: string) {
  return people.map(({ email, ...rest }) => ({ email: email.replace('@', `+${slug}@`), ...rest }));
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

/** The step of an example that says this to somebody, by a mail's subject or a task's title: each has its own. */
export function stepThatSays(slug: string, { name, company }: Person, text: string): string {
  const stored: unknown = parse(read(`templates/${slug}.yml`));
  const texts = [stored].flat() as { readonly template: string; readonly email: { readonly subject: string } }[];
  const step = exampleOf(slug).steps.find(({ template, email, task }) => {
    const said = task?.title ?? email?.subject ?? texts.find((one) => one.template === template)?.email.subject;
    const filled = said?.replaceAll(/{{ contact.name }}/g, name).replaceAll(/{{ contact.company[^}]*}}/g, company);
    return filled === text;
  });
  return step?.id ?? `no step says “${text}”`;
}

/** On how many days the tasks are done; the longest example takes 30 if they are done at once. */
const days = 40;

/** When the tasks are done: once a day, at the time of day at which everybody was enrolled. */
export function rounds(enrolledAt: DateTime): DateTime[] {
  return Array.from({ length: days }, (_, day) => enrolledAt.plus({ days: day + 1 }));
}

const buttons = ['task.done', 'task.outcome.voicemail'];

/**
 * Goes from round to round and does the tasks that are shown in somebody's DM. Answers their messages as they first came:
 * a click is answered before the message is rewritten.
 */
export async function doTasksInRounds(sandbox: SandboxDriver, person: string, enrolledAt: DateTime) {
  const came = new Map<string, ShownMessage>();
  for (const at of rounds(enrolledAt)) {
    await sandbox.travel('day');
    await sandbox.stopClock(at);
    const { messages } = await sandbox.look(person);
    for (const message of messages.filter(({ ts }) => !came.has(ts))) {
      for (const button of buttons) {
        if (await sandbox.press(person, message, button)) came.set(message.ts, message);
      }
    }
  }
  return [...came.values()];
}

/** What `simulate` has come to somebody, mails and tasks, in a life that it must complete: minutes and steps. */
export function simulated(slug: string, { zone }: Person, enrolledAt: DateTime): string[] {
  const sequence = exampleOf(slug);
  const tasks = sequence.steps.filter(({ kind }) => kind === 'task');
  // Whoever does all tasks that are there does nothing about the others.
  const events = rounds(enrolledAt).flatMap((at) =>
    tasks.map(({ id, task }) => {
      return { type: 'task-done', at: at.toISO(), step: id, outcome: task?.type === 'call' ? 'voicemail' : 'done' };
    }),
  );
  const input = {
    sequence,
    accountZone: 'America/New_York',
    enrolledAt: enrolledAt.toISO(),
    contact: { zone },
    events,
  };
  const result = simulate(input) as {
    steps?: { step: string; at: string; outcome: string }[];
    end?: { state: string };
  };
  expect({ slug, end: result }).toMatchObject({ end: { end: { state: 'completed' } } });
  return (result.steps ?? []).map(({ step, at }) => `${at} ${step}`);
}
