import { isObject, type PathSegment } from '../sequence/problems.js';

/** Somebody whom a step names, a member or a channel. */
export interface NamedPerson {
  /** Where it stands in the step, as in the file. */
  readonly at: readonly PathSegment[];
  readonly name: string;
  /** Whether a channel will do: contacts belong to members. */
  readonly takesChannel: boolean;
}

/** Whom a step names: who does its task, and whom a rule's actions tell, give a task or hand over to. Read, or as the file has it. */
export function peopleNamed(step: unknown): NamedPerson[] {
  if (!isObject(step)) return [];
  const actions: readonly unknown[] = Array.isArray(step.do) ? step.do : [];
  return [
    ...named(step.assignee, ['assignee']),
    ...actions.flatMap((action, index) => namedInAction(action, ['do', index])),
  ];
}

/** The same of one action of a rule, which stands `at` a place. */
export function namedInAction(action: unknown, at: readonly PathSegment[]): NamedPerson[] {
  if (!isObject(action)) return [];
  const { notify, setOwner, createTask } = action;
  return [
    ...named(notify, [...at, 'notify']),
    ...named(setOwner, [...at, 'setOwner'], false),
    ...(isObject(createTask) ? named(createTask.assignee, [...at, 'createTask', 'assignee']) : []),
  ];
}

function named(name: unknown, at: readonly PathSegment[], takesChannel = true): NamedPerson[] {
  return typeof name === 'string' && name.trim() !== '' ? [{ at, name, takesChannel }] : [];
}
