import type { KnownBlock } from '@slack/types';
import { counted } from '../../app/shown/counted.js';
import type { EnrollPerson } from '../../app/shown/enroll.js';
import type { AddressPart } from '../../domain/contact/postal-address.js';
import { divider, input, section } from './blocks.js';
import { textInput } from './inputs.js';
import { SLACK_LIMITS } from './limits.js';
import type { FormState } from './state.js';
import { andMore, escaped, linesThatFit, oneLine } from './text.js';

const mostFields = 40;
const whatBlanksDo =
  'What you leave empty holds the step that needs it until somebody fills it in; everything before it goes out.';
const addressParts: readonly AddressPart[] = ['street', 'city', 'state', 'zip', 'country'];
const addressFields: ReadonlySet<string> = new Set(addressParts.map((part) => `fields.${part}`));
/** People who are fine are counted; so many are named. */
const mostNamed = 10;

/** What stands in the way first; then who is fine; then the fields that are missing. */
export function reviewBlocks(people: readonly EnrollPerson[]): KnownBlock[] {
  const blocked = people.filter((person) => person.verdict === 'blocked');
  const able = people.filter((person) => person.verdict !== 'blocked');
  const all = able.flatMap((person) => person.blanks.map((blank) => ({ person, blank })));
  const asked = all
    .map((one) => ({ ...one, blockId: needBlockId(one.person.email, one.blank.field) }))
    .filter(({ blockId }) => blockId.length <= SLACK_LIMITS.blockId)
    .slice(0, mostFields);
  const left = all.length - asked.length;
  const lacksAddress = asked.some(({ blank }) => addressFields.has(blank.field));
  return [
    ...(blocked.length > 0
      ? [
          section(
            `:no_entry_sign: *${counted(blocked.length, 'address', 'addresses')} will not be enrolled*\n${peopleLines(blocked)}`,
          ),
        ]
      : []),
    ...(able.length > 0
      ? [
          section(
            `:white_check_mark: *${counted(able.length, 'person', 'people')} will be enrolled*\n${peopleLines(able, mostNamed)}`,
          ),
        ]
      : []),
    ...(asked.length > 0
      ? [
          section(
            `*Still blank.* ${whatBlanksDo}${lacksAddress ? ' A delivery goes on its list without an address.' : ''}`,
          ),
        ]
      : []),
    ...asked.map(({ person, blank, blockId }) =>
      input(
        blockId,
        able.length === 1 ? blank.label : `${blank.label} of ${person.name ?? person.email}`,
        textInput(blank.value, { max: 500 }),
        // A field left empty holds that mail later rather than keeping the others out.
        { optional: true },
      ),
    ),
    ...(left > 0 ? [section(`${andMore(left)}, asked for when the steps that need them are due.`)] : []),
    divider,
  ];
}

function peopleLines(people: readonly EnrollPerson[], most = people.length): string {
  // Who has a note first: the others are as they should be.
  const sorted = [...people].sort((one, other) => Number(hasNote(other)) - Number(hasNote(one)));
  const named = sorted.slice(0, most).map(personLine);
  const left = people.length - named.length;
  // What is left over of a section is the heading's.
  return linesThatFit([...named, ...(left > 0 ? [andMore(left)] : [])], SLACK_LIMITS.sectionText - 100).join('\n');
}

function hasNote({ verdict, reason }: EnrollPerson): boolean {
  return verdict === 'new' || reason !== null;
}

function personLine({ name, email, verdict, reason }: EnrollPerson): string {
  const who = name === null ? escaped(email, 80) : `${escaped(oneLine(name), 60)} (${escaped(email, 80)})`;
  const why = reason === null ? '' : escaped(oneLine(reason), 250);
  if (verdict === 'blocked') return `•  ${who} ${why}`;
  const notes = [verdict === 'new' ? 'new contact' : '', why].filter((one) => one !== '').join('; ');
  return `•  ${who}${notes === '' ? '' : `: ${notes}`}`;
}

/** Whose field. By address, so that what was typed stays with its person when the list of addresses changes. */
export function needBlockId(email: string, field: string): string {
  return `need:${email}:${field}`;
}

/** What was filled in for missing fields, from the ids of the blocks that were in the view. */
export function readNeeds(state: FormState, blockIds: readonly string[]): FilledNeed[] {
  return blockIds.flatMap((blockId) => {
    const [, email, field] = /^need:([^:]+):(.+)$/s.exec(blockId) ?? [];
    const value = state.text(blockId);
    return email === undefined || field === undefined || value === null ? [] : [{ email, field, value }];
  });
}

/** A missing field that was filled in, of the person with this address. */
export interface FilledNeed {
  readonly email: string;
  readonly field: string;
  readonly value: string;
}
