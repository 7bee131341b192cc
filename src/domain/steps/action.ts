import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { coded } from '../refusal.js';
import { strictObject } from '../sequence/strict-object.js';
import { line, templateText } from '../sequence/text-schema.js';
import { taskDueSchema, taskTypeSchema } from './task.js';

const value = z.union(
  [
    z.string().max(sequenceLimits.lineLength, coded('tooLong', sequenceLimits.lineLength)),
    z.number(),
    z.boolean(),
    z.null(),
  ],
  {
    error: coded('notValue', 'true, false or null'),
  },
);
const sequenceName = line(sequenceLimits.nameLength);

/** One table: what a rule can do, each by its key in the file (sequence-file.md, "Actions"). */
const actionSchemas = {
  addTag: strictObject({ addTag: line() }),
  removeTag: strictObject({ removeTag: line() }),
  /** A value of null empties the field. */
  setField: strictObject({ setField: strictObject({ name: line(), value }) }),
  addToSequence: strictObject({ addToSequence: sequenceName }),
  /** `this`, or another sequence by name. */
  removeFromSequence: strictObject({ removeFromSequence: sequenceName }),
  /** `this`, or another sequence by name. */
  pause: strictObject({ pause: sequenceName }),
  resume: strictObject({ resume: sequenceName }),
  unsubscribe: strictObject({ unsubscribe: z.literal(true, { error: coded('notTrue') }) }),
  /** A member (`@handle`) or a channel (`#name`). */
  notify: strictObject({ notify: line(), text: templateText.optional() }),
  createTask: strictObject({
    createTask: strictObject({
      title: line(),
      type: taskTypeSchema.optional(),
      due: taskDueSchema.optional(),
      assignee: line().optional(),
    }),
  }),
  setOwner: strictObject({ setOwner: line() }),
  webhook: strictObject({
    webhook: line().refine(isWebAddress, coded('notWebAddress')),
  }),
};

export type ActionKind = keyof typeof actionSchemas;

export const actionKinds = Object.keys(actionSchemas).filter(isActionKind);

function isActionKind(key: string): key is ActionKind {
  return Object.hasOwn(actionSchemas, key);
}

/** An action as the file has it, by kind. */
export type ActionOfKind = { readonly [K in ActionKind]: z.infer<(typeof actionSchemas)[K]> };
export type Action = ActionOfKind[ActionKind];

export const actionSchema = z.union(Object.values(actionSchemas), {
  error: coded('notAction', Object.keys(actionSchemas)),
});

/** Which action it is. */
export function kindOfAction(action: Action): ActionKind {
  const found = Object.keys(action).find(isActionKind);
  if (found === undefined) throw new RangeError(`no action: ${Object.keys(action).join(', ')}`);
  return found;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#]+/i.test(text) && URL.canParse(text);
}
