import {
  type Context,
  type Emitter,
  evalToken,
  type Filter,
  Output,
  Parser,
  type Template,
  TypeGuards,
} from 'liquidjs';
import { liquid } from './engine.js';
import { namesIn } from './names.js';

const blankNames = 'blankNames';

/** The names of the fields that a rendering in this context put out blank, as the template spells them. */
export function blanksOf(context: Context): string[] {
  return context.getRegister<string[]>(blankNames, []);
}

/** Where a merge field reads of which nothing matters but whether it is blank; null for everything else in a text. */
export function shownPathOf(template: Template): readonly string[] | null {
  return template instanceof MergeField ? template.shownPath : null;
}

/** Reads `{{ ... }}` as {@link MergeField}s, inside tags as well. */
export class TemplateParser extends Parser {
  constructor() {
    super(liquid);
  }

  override parseToken(token: Parameters<Parser['parseToken']>[0], rest: Parameters<Parser['parseToken']>[1]) {
    const parsed = super.parseToken(token, rest);
    return TypeGuards.isOutputToken(token) && parsed instanceof Output ? new MergeField(token, liquid) : parsed;
  }
}

/**
 * Where a rendering goes. Values of merge fields are data, whatever they contain: they arrive apart from the
 * template's own words and are written through `quote`, which takes the meaning of markup from them. What a `capture`
 * collects is written elsewhere, unquoted, and is a value itself when it is put out.
 */
export class TextEmitter implements Emitter {
  buffer = '';

  constructor(
    private readonly quote: (value: string) => string,
    private readonly maxLength: number,
  ) {}

  write(text: unknown): void {
    this.buffer += String(text);
    if (this.buffer.length > this.maxLength)
      throw new Error(`the text has more than ${this.maxLength} characters once filled in: shorten it`);
  }

  writeValue(value: string): void {
    this.write(this.quote(value));
  }
}

/**
 * `{{ value | filters }}`, which remembers when a merge field in it is blank (architecture, "Firing": a merge field
 * that is blank and has no default holds that mail).
 *
 * Blank is what is missing, empty or only spaces. A field counts where it begins the output, also when a filter would
 * dress it up (`{{ contact.company | prepend: "at " }}`), and where it is handed to a filter (`append: contact.name`).
 * A `default` that takes effect heals what was blank before it, unless it is itself a blank field.
 */
class MergeField extends Output {
  #fields: readonly string[] | null = null;
  readonly #path = plainPathOf(this.value.initial);

  /** Of what is put out as it is, or as a `default` of the text's own words: where it reads. */
  get shownPath(): readonly string[] | null {
    const isPlain = this.value.filters.every(
      (filter) => filter.name === 'default' && argumentsOf(filter).flatMap(namesIn).length === 0,
    );
    return isPlain ? this.#path : null;
  }

  /** The fields that begin the output. */
  private fields(): readonly string[] {
    this.#fields ??= this.value.initial.postfix.filter(TypeGuards.isValueToken).flatMap(namesIn);
    return this.#fields;
  }

  override *render(context: Context, emitter: Emitter): IterableIterator<unknown> {
    const { initial, filters } = this.value;
    let value: unknown = this.#path === null ? yield initial.evaluate(context, false) : context.getSync(this.#path);
    let blank = isBlank(value) ? this.fields() : [];
    for (const filter of filters) {
      const before = value;
      const args = argumentsOf(filter);
      value = yield filter.render(value, context);
      if (filter.name === 'default') {
        const replaced = value !== before || before === '';
        if (!replaced) continue;
        const named = isBlank(value) ? args.flatMap(namesIn) : [];
        blank = named.length === 0 ? [] : [...blank, ...named];
        continue;
      }
      for (const arg of args) {
        if (isBlank(yield evalToken(arg, context, true))) blank = [...blank, ...namesIn(arg)];
      }
    }
    const hasDefault = filters.some((filter) => filter.name === 'default');
    if (blank.length === 0 && isBlank(value) && !hasDefault) blank = this.fields();
    blanksOf(context).push(...blank);
    const text = printed(value);
    if (emitter instanceof TextEmitter) emitter.writeValue(text);
    else emitter.write(text);
  }
}

/**
 * Where `{{ contact.firstName }}` reads, which nearly all fields are like; null where there is more to work out. Looked up at once:
 * the engine takes a generator for each part of it.
 */
function plainPathOf({ postfix }: Output['value']['initial']): string[] | null {
  const [token, ...others] = postfix;
  if (token === undefined || others.length > 0 || !TypeGuards.isPropertyAccessToken(token)) return null;
  if (token.variable !== undefined) return null;
  const path = token.props.flatMap((prop) => (TypeGuards.isWordToken(prop) ? prop.content : []));
  return path.length === token.props.length ? path : null;
}

function argumentsOf({ args }: Filter) {
  return args.map((arg) => (Array.isArray(arg) ? arg[1] : arg)).filter((arg) => arg !== undefined);
}

function isBlank(value: unknown): boolean {
  return printed(value).trim() === '';
}

function printed(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(printed).join(', ');
  if (typeof value === 'object') return printed(value.valueOf() === value ? '' : value.valueOf());
  return String(value);
}
