import type { KnownBlock } from '@slack/types';
import { actionIds } from '../action-ids.js';
import { verbHelp } from '../command/verb-help.js';
import type { Verb } from '../command/verbs.js';
import { actions, button, context, type Drawn, header, section } from './blocks.js';

const groups: readonly { readonly title: string; readonly verbs: readonly Verb[] }[] = [
  { title: 'Every day', verbs: ['enroll', 'tasks', 'today', 'why', 'status'] },
  { title: 'Stop and go on', verbs: ['replied', 'pause', 'resume', 'remove', 'suppress', 'unsuppress'] },
  {
    title: 'Contacts and sequences',
    verbs: ['contact', 'list', 'show', 'new', 'edit', 'simulate', 'test', 'templates', 'parcels', 'import', 'export'],
  },
  { title: 'The team', verbs: ['report', 'digest', 'settings', 'help'] },
];

/** `help`: every command in a line. `command` is its own name, with the slash. */
export function helpOverview({ command }: { readonly command: string }): Drawn {
  const listed: KnownBlock[] = groups.map(({ title, verbs: grouped }) => {
    const lines = grouped.map((verb) => `\`${command} ${verb}\`  ${verbHelp[verb].summary}`);
    return section([`*${title}*`, ...lines].join('\n'));
  });
  const first = verbHelp.enroll.examples[0];
  return {
    text: `Help on ${command}`,
    blocks: [
      section(`*Drumbeat runs your sales cadences here.* Start with\n\`${command} ${first?.line ?? 'enroll'}\``),
      ...listed,
      ...context(
        `\`${command} help enroll\` explains one command with examples. Without details, a command asks for them.`,
      ),
      ...actions(null, [
        button(actionIds.enroll.open, 'Enroll a contact', 'help', { style: 'primary' }),
        button(actionIds.show.tasks, 'My tasks', 'help'),
        button(actionIds.show.today, 'What goes out today', 'help'),
      ]),
    ],
  };
}

/** `help TOPIC`: one command with its examples. */
export function helpTopic(topic: Verb, { command }: { readonly command: string }): Drawn {
  const { summary, examples, notes } = verbHelp[topic];
  return {
    text: `${command} ${topic}: ${summary}`,
    blocks: [
      header(`${command} ${topic}`),
      section(`${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.`),
      section(examples.map(({ line, does }) => `\`${command} ${line}\`\n${does}`).join('\n\n')),
      ...context(...notes),
    ],
  };
}
