import type { Simulated } from '../../app/sequences/simulateSequence.js';
import { actionIds } from '../action-ids.js';
import { actions, button, context, type Drawn, section } from './blocks.js';
import { contactName } from './enrollments.js';
import { SLACK_LIMITS } from './limits.js';
import { dateAfter, previewNote } from './preview.js';
import { bold, escaped, linesThatFit, oneLine } from './text.js';

/** What somebody would get, and when, if they were enrolled now. */
export function simulatedMessage(simulated: Simulated): Drawn {
  const { name, contact, dates, goesOn } = simulated;
  const who = contact === null ? 'Somebody' : contactName(contact);
  const title = `${who} in ${bold(name, 150)}, if enrolled now:`;
  const lines = [
    ...dates.map(({ step, at }) => `${dateAfter(at, simulated)}  ${escaped(oneLine(step), 100)}`),
    ...(goesOn ? ['…and so on'] : []),
  ];
  const empty = 'Nothing would go out.';
  return {
    text: `Dates of ${escaped(oneLine(name), 150)}`,
    blocks: [
      section(title),
      section(lines.length === 0 ? empty : linesThatFit(lines, SLACK_LIMITS.sectionText - 40).join('\n')),
      ...context(`${previewNote(simulated)} Nobody was enrolled.`),
      ...actions(null, [button(actionIds.enroll.open, 'Enroll a contact', simulated.sequenceId)]),
    ],
  };
}
