import type { KnownBlock } from '@slack/types';
import { timeOnBoth } from '../../app/shown/clocks.js';
import type {
  ShownContactName,
  ShownState,
  ShownStatus,
  ShownWhy,
  ShownWhyEnrollment,
} from '../../app/shown/enrollments.js';
import { actionIds } from '../action-ids.js';
import { actions, button, context, type Drawn, divider, section } from './blocks.js';
import { contactName, enrollmentOf, eventLines, markedLine, stateLabels } from './enrollments.js';
import { andMore, bold, escaped, oneLine, unreadLine } from './text.js';

/** Facts that keep an enrollment from firing; there are rarely two. */
const mostFacts = 8;
const mostEnrollments = 8;
/** An explained one takes up to six blocks of a message's fifty. */
const mostExplained = 7;
/** As many as surely fit; a trace has seldom more than five. */
const reasonsInSection = 8;

/** The answer to `status`. */
export function statusMessage(status: ShownStatus): Drawn {
  const { contact, enrollments, zone } = status;
  return {
    text: `Status of ${contactName(contact)}`,
    blocks: [
      ...contactHead(contact, status.suppressed),
      ...(enrollments.length === 0 && status.unread === null ? [section('In no sequence.')] : []),
      ...enrollments
        .slice(0, mostEnrollments)
        .flatMap((enrollment) => [
          divider,
          enrollmentOf(enrollment, [markedLine(enrollment.state, enrollment.line)]),
          ...context(eventLines(enrollment.events, zone, 5)),
        ]),
      ...context(andMore(enrollments.length - mostEnrollments), unreadLine(status.unread)),
      ...contactActions(contact),
    ],
  };
}

/** The answer to `why`: what happened, what is next, and the rule, the anchor and every move of its time. */
export function whyMessage(why: ShownWhy): Drawn {
  const { contact, enrollments } = why;
  return {
    text: `Why: ${contactName(contact)}`,
    blocks: [
      ...contactHead(contact, why.suppressed),
      ...(enrollments.length === 0 && why.unread === null ? [section('In no sequence, so nothing goes out.')] : []),
      ...enrollments.slice(0, mostExplained).flatMap((enrollment) => whyBlocks(enrollment, why)),
      ...context(andMore(enrollments.length - mostExplained), unreadLine(why.unread)),
      ...contactActions(contact),
    ],
  };
}

function whyBlocks(enrollment: ShownWhyEnrollment, { zone, now }: ShownWhy): KnownBlock[] {
  const { next, events, facts, state, line } = enrollment;
  // What keeps it comes first; without a next step or a fact, the line says why there is none.
  const kept = facts.slice(0, mostFacts).map((fact) => `${factMark(state)} ${escaped(oneLine(fact), 300)}`);
  const blocks: KnownBlock[] = [
    divider,
    enrollmentOf(enrollment, next === null && kept.length === 0 ? [markedLine(state, line)] : []),
    ...(kept.length === 0 ? [] : [section(kept.join('\n'))]),
  ];
  if (next !== null) {
    const when = timeOnBoth(next.at, zone, next.rulesZone, now);
    const head = `*${isKept(state) ? 'Next would be' : 'Next'}*: ${escaped(oneLine(next.step), 200)}, ${when}`;
    const reasons = next.because.map((reason, index) => `${index + 1}.  ${escaped(oneLine(reason), 300)}`);
    blocks.push(section([head, ...reasons.slice(0, reasonsInSection)].join('\n')));
    const more = reasons.slice(reasonsInSection, 2 * reasonsInSection);
    if (more.length > 0) blocks.push(section(more.join('\n')));
  }
  if (events.length > 0) blocks.push(...context(`What happened\n${eventLines(events, zone, 8)}`));
  return blocks;
}

function isKept(state: ShownState): boolean {
  return state === 'paused' || state === 'held';
}

function factMark(state: ShownState): string {
  return state === 'running' || state === 'completed' ? ':warning:' : stateLabels[state].mark;
}

function contactHead(contact: ShownContactName, suppressed: string | null): KnownBlock[] {
  const company = contact.company ? `, ${escaped(oneLine(contact.company), 150)}` : '';
  // Who has no name is called by the address.
  const address = contact.name === contact.email ? '' : `\n${escaped(contact.email, 254)}`;
  return [
    section(`${bold(contact.name, 150)}${company}${address}`),
    ...(suppressed === null ? [] : [section(`:no_entry: Gets nothing any more: ${escaped(oneLine(suppressed), 300)}`)]),
  ];
}

function contactActions(contact: ShownContactName): KnownBlock[] {
  return actions(null, [button(actionIds.contact.open, 'Open the contact', contact.id)]);
}
