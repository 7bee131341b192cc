import type { ActionsBlockElement, KnownBlock, StaticSelect, UsersSelect } from '@slack/types';
import type { ShownTask } from '../../app/posting/shown.js';
import { shortTime, timeOnBoth } from '../../app/shown/clocks.js';
import { actionIds, choiceValue, type SnoozeChoice, taskBlockId } from '../action-ids.js';
import { actions, button, context, type Drawn, option, plain, section } from './blocks.js';
import { repliedConfirmation } from './replied-modal.js';
import { closedBlocks, closedHow, contactButton, isTaken, nextLine, passedLine, whence, who } from './task-end.js';
import { bold, caption, escaped, oneLine, person, quoted } from './text.js';

const typeLabels: Readonly<Record<ShownTask['type'], string>> = {
  call: 'Call',
  linkedin: 'LinkedIn',
  email: 'Email',
  todo: 'To do',
};

/** The message of one task: open, handed on, snoozed or closed (commands.md, "Task messages"). */
export function taskMessage(task: ShownTask): Drawn {
  if (task.state !== 'open') return closedTask(task);
  const passed = passedLine(task, task.zone);
  if (passed !== null) return passedTask(task, passed);
  return task.snoozedUntil === null ? openTask(task) : snoozedTask(task, shortTime(task.snoozedUntil, task.zone));
}

function openTask(task: ShownTask): Drawn {
  const due = task.dueAt === null ? null : timeOnBoth(task.dueAt, task.zone, task.rulesZone);
  const late = task.overdue && due !== null;
  const { contact } = task;
  return {
    text: `${late ? 'Overdue: ' : ''}${typeLabels[task.type]}: ${escaped(oneLine(task.title), 300)} (${who(task, 150)})${due === null ? '' : `, due ${due}`}`,
    blocks: [
      ...(late ? [section(`:red_circle: *Overdue* since ${due}`)] : []),
      section(`${bold(task.title, 300)}\n${contactLines(task)}`, contactButton(task)),
      ...context(caption(typeLabels[task.type], !late && due !== null && `due ${due}`, whence(task), forWhom(task))),
      ...(task.notes ? [section(quoted(task.notes, 1500))] : []),
      ...(contact.notes ? [section(`*About them*\n${escaped(contact.notes.trim(), 800)}`)] : []),
      ...context(touches(task)),
      ...context(nextLine(task)),
      ...taskActions(task),
    ],
  };
}

function snoozedTask(task: ShownTask, until: string): Drawn {
  return {
    text: `Snoozed until ${until}: ${escaped(oneLine(task.title), 300)} (${who(task, 150)})`,
    blocks: [
      section(
        `${bold(task.title, 300)}\n${who(task, 300)}\n:zzz: Snoozed until ${until}`,
        button(actionIds.task.showNow, 'Show now', task.id),
      ),
      ...context(caption(typeLabels[task.type], whence(task), forWhom(task))),
    ],
  };
}

/** One that has its buttons elsewhere: with somebody else, or in a newer message. */
function passedTask(task: ShownTask, passed: string): Drawn {
  return {
    text: `${passedText(task)}: ${escaped(oneLine(task.title), 300)} (${who(task, 150)})`,
    blocks: [
      section(`${bold(task.title, 300)}\n${who(task, 300)}\n${passed}`),
      ...context(caption(typeLabels[task.type], whence(task))),
    ],
  };
}

/** The same without mentions, for notifications. */
function passedText({ standing }: ShownTask): string {
  if (standing.kind !== 'handed-on') return 'Shown again below';
  if (isTaken(standing)) return `Taken by ${escaped(oneLine(standing.to.name), 80)}`;
  return `Handed to ${standing.to === null ? 'somebody else' : escaped(oneLine(standing.to.name), 80)}`;
}

function closedTask(task: ShownTask): Drawn {
  return {
    text: `${closedHow(task)}: ${escaped(oneLine(task.title), 300)} (${who(task, 150)})`,
    blocks: closedBlocks(task, task.zone),
  };
}

/** Whose it is, and by whose doing. */
function forWhom({ assignee, givenBy }: ShownTask): string | null {
  if (assignee === null) return null;
  return `for ${person(assignee)}${givenBy === null ? '' : `, handed over by ${person(givenBy)}`}`;
}

function contactLines({ contact }: ShownTask): string {
  const role = [contact.title, contact.company].filter((part) => part).join(' at ');
  const name = `${escaped(oneLine(contact.name), 150)}${role === '' ? '' : `, ${escaped(oneLine(role), 200)}`}`;
  const reach = caption(contact.phone && phoneLink(contact.phone), escaped(contact.email, 254));
  return `${name}\n${reach}`;
}

/** A number that a phone dials at a tap. */
function phoneLink(phone: string): string {
  const digits = phone.replace(/[^\d+]/g, '');
  const shown = escaped(oneLine(phone), 60);
  return digits.length < 5 || digits.length > 20 ? shown : `<tel:${digits}|${shown}>`;
}

function touches(task: ShownTask): string | null {
  if (task.lastTouches.length === 0) return null;
  const lines = task.lastTouches
    .slice(0, 3)
    .map((touch) => `${shortTime(touch.at, task.zone)}  ${escaped(oneLine(touch.text), 200)}`);
  return `Last touches\n${lines.join('\n')}`;
}

function taskActions(task: ShownTask): KnownBlock[] {
  const rest = [
    // Whoever means to do it later takes it out of the channel first.
    ...(task.assignee === null ? [button(actionIds.task.claim, 'I’ll take it', task.id)] : []),
    snoozeMenu(task.id),
    reassignMenu(task),
    button(actionIds.task.skip, 'Skip', task.id),
  ];
  if (task.type !== 'call') {
    return actions(taskBlockId(task.id, 'actions'), [
      button(actionIds.task.done, 'Done', task.id, { style: 'primary' }),
      repliedButton(task),
      ...rest,
    ]);
  }
  const outcomes: ActionsBlockElement[] = [
    button(actionIds.task.connected, 'Connected', task.id, { style: 'primary' }),
    button(actionIds.task.voicemail, 'Voicemail', task.id),
    button(actionIds.task.noAnswer, 'No answer', task.id),
    button(actionIds.task.wrongNumber, 'Wrong number', task.id),
  ];
  return [
    ...actions(taskBlockId(task.id, 'outcomes'), outcomes),
    ...actions(taskBlockId(task.id, 'actions'), [repliedButton(task), ...rest]),
  ];
}

/** Asks once more: it ends the cadence, and the button sits under a thumb. */
function repliedButton({ id, contact, sequenceName }: ShownTask) {
  const confirm = repliedConfirmation({ name: contact.name, sequenceName });
  return button(actionIds.task.replied, 'They replied', id, { confirm });
}

const snoozeLabels: Readonly<Record<SnoozeChoice, string>> = {
  hour: 'For 1 hour',
  'three-hours': 'For 3 hours',
  tomorrow: 'Until tomorrow, 9:00',
  monday: 'Until Monday, 9:00',
  pick: 'Pick a time…',
};

function snoozeMenu(taskId: string): StaticSelect {
  const choices = Object.entries(snoozeLabels);
  return {
    type: 'static_select',
    action_id: actionIds.task.snooze,
    placeholder: plain('Snooze'),
    options: choices.map(([choice, label]) => option(label, choiceValue(choice, taskId))),
  };
}

function reassignMenu(task: ShownTask): UsersSelect {
  return {
    type: 'users_select',
    action_id: actionIds.task.reassign,
    placeholder: plain(task.assignee === null ? 'Assign' : 'Reassign'),
  };
}
