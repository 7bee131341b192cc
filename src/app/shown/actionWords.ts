import { type Action, type ActionKind, type ActionOfKind, kindOfAction } from '../../domain/steps/action.js';
import { shortened } from './shortened.js';

/** Everything a rule does, in words: complete by the compiler's word. */
const words: { readonly [K in ActionKind]: (action: ActionOfKind[K]) => string } = {
  addTag: ({ addTag }) => `add the tag ${quote(addTag)}`,
  removeTag: ({ removeTag }) => `remove the tag ${quote(removeTag)}`,
  setField: ({ setField: { name, value } }) =>
    value === null ? `empty ${short(name)}` : `set ${short(name)} to ${quote(String(value))}`,
  addToSequence: ({ addToSequence }) => `enroll in ${quote(addToSequence)}`,
  removeFromSequence: ({ removeFromSequence: name }) =>
    name === 'this' ? 'end this sequence' : `take out of ${quote(name)}`,
  pause: ({ pause }) => (pause === 'this' ? 'pause here' : `pause ${quote(pause)}`),
  resume: ({ resume }) => `resume ${quote(resume)}`,
  unsubscribe: () => 'unsubscribe',
  notify: ({ notify }) => `notify ${short(notify)}`,
  createTask: ({ createTask: { title } }) => `create the task ${quote(title)}`,
  setOwner: ({ setOwner }) => `make ${short(setOwner)} the owner`,
  webhook: ({ webhook }) => `call ${short(webhook)}`,
};

/** An action in words, as plain text. */
export function actionWords(action: Action): string {
  return wordsOf(kindOfAction(action), action);
}

function wordsOf(kind: ActionKind, action: Action): string {
  const say: (action: never) => string = words[kind];
  return say(action as never);
}

function quote(text: string): string {
  return `“${short(text)}”`;
}

function short(text: string): string {
  return shortened(text);
}
