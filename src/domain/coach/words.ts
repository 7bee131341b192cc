import type { Step } from '../steps/step.js';
import { textsOf } from '../steps/step-texts.js';
import type { TaskType } from '../steps/task.js';
import type { RemarkChange } from './remark.js';

/** What is known of a stored template. */
export interface StoredText {
  readonly texts: readonly string[];
  /** Of a task. */
  readonly type?: TaskType;
}

/** Stored templates by name; one that is not in here is not judged. */
export type StoredTexts = ReadonlyMap<string, StoredText>;

/** What a variant of a step says, or the step where it has none. */
export interface Wording {
  /** Null where some of it is a template whose texts are not known. */
  readonly texts: readonly string[] | null;
  /** The stored template that says it; null: the step itself does. */
  readonly template: string | null;
}

/** The wordings that contacts may get of a step. */
export function wordingsOf(step: Step, stored: StoredTexts): Wording[] {
  const wordings = new Map<number, Wording>();
  for (const { at, text } of textsOf(step)) {
    const isTemplate = at.at(-1) === 'template';
    const found = isTemplate ? stored.get(text)?.texts : [text];
    // Senders stand beside the content, and a list's name is no text: neither says anything.
    if (at[0] === 'from' || at[0] === 'replyTo' || at.at(-1) === 'list') continue;
    const variant = at[0] === 'variants' && typeof at[1] === 'number' ? at[1] : -1;
    const { texts: before = [], template = null } = wordings.get(variant) ?? {};
    const texts = found === undefined || before === null ? null : [...before, ...found];
    wordings.set(variant, { texts, template: isTemplate ? text : template });
  }
  return [...wordings.values()];
}

/** Where a person can change what is said. */
export function opens({ id }: Step, { template }: Pick<Wording, 'template'> = { template: null }): RemarkChange {
  return template === null ? { does: 'open', stepId: id } : { does: 'open-text', template };
}

const fillers = [
  /\b(?:just|only|quickly)\s+(?:(?:want(?:ed)?|like)\s+to\s+)?(?:check|follow|touch|circl|reach)(?:ing)?\b/i,
  /\bchecking\s+(?:in|back|up)\b/i,
  /\btouch(?:ing)?\s+base\b/i,
  /\bcircl(?:e|ing)\s+back\b/i,
  /\bbump(?:ing)?\s+this\b/i,
  /\bjust\s+an?\s+(?:quick\s+)?(?:follow[- ]?up|reminder|nudge|bump)\b/i,
  /\b(?:did you (?:get|see)|have you (?:seen|read))\s+my\s+(?:(?:last|previous|earlier)\s+)?(?:e-?mail|mail|message|note)\b/i,
];

/** The words in which a text says nothing of its own; null where it says something. */
export function fillerIn(text: string): string | null {
  for (const filler of fillers) {
    const found = filler.exec(text);
    if (found !== null) return found[0];
  }
  return null;
}

const farewells = [
  /\b(?:last|final)\s+(?:e-?mail|mail|message|note|letter|time|word|one|try|attempt|question|touch|text|call)\b/i,
  /\b(?:won['’]?t|will\s+not|not\s+going\s+to|stop)\s+(?:writ|mail|email|contact|bother|chas|trouble|follow|reach)/i,
  /\bi(?:['’]ll|\s+will)\s+(?:stop|leave\s+(?:you|it)|close|take\s+(?:it|that)|assume)\b/i,
  /\bclos(?:e|ing)\s+(?:your|the|this)\s+(?:file|loop)\b/i,
  /\bbreak-?up\b|\bgoodbye\b|\bfarewell\b/i,
];

/** Whether a text says that nothing more will come. */
export function isFarewell(text: string): boolean {
  return farewells.some((farewell) => farewell.test(text));
}

/** Whether a text asks something; the question marks of web addresses and of template tags do not ask. */
export function asksSomething(text: string): boolean {
  const spoken = text.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, '').replace(/https?:\/\/[^\s)>\]"']+/gi, '');
  return /[?？]/.test(spoken);
}

/** Names that say what a step is and not what it is for: `Email 2`, `Step 3`, `Follow-up`. */
const bareName =
  /^(?:the\s+|day\s+\d+\W*|(?:first|second|third|fourth|fifth|next)\s+)*(?:e-?mail|mail|call|phone(?: call)?|task|to-?do|sms|text|message|linkedin|post-?card|card|gift|package|parcel|step|touch|reminder|follow[- ]?up)?\W*(?:no\.?|number)?\W*\d*\W*$/i;

/** Whether a step's name says what the step is for. */
export function saysPurpose(name: string | null): boolean {
  return name !== null && !bareName.test(name.trim());
}
