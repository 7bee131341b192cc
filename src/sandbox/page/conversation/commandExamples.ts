/** A command the composer offers: what follows the slash command, and what it is for. */
export interface CommandExample {
  readonly usage: string;
  readonly purpose: string;
}

export const firstCommand = 'enroll ada@example.com in saas-outbound';

export const commandExamples: readonly CommandExample[] = [
  { usage: firstCommand, purpose: 'Put someone into a sequence' },
  { usage: 'help', purpose: 'What there is, with examples' },
  { usage: 'list', purpose: 'All sequences' },
  { usage: 'show saas-outbound', purpose: 'The steps of a sequence' },
  { usage: 'new', purpose: 'Build a sequence' },
  { usage: 'edit saas-outbound', purpose: 'Edit a live sequence' },
  { usage: 'status ada@example.com', purpose: 'Where someone is in their sequence' },
  { usage: 'why ada@example.com', purpose: 'What comes next, and why then' },
  { usage: 'today', purpose: 'What goes out today' },
  { usage: 'tasks', purpose: 'Your open tasks' },
  { usage: 'pause ada@example.com', purpose: 'Hold everything for someone' },
  { usage: 'resume ada@example.com', purpose: 'Go on where it stopped' },
  { usage: 'replied ada@example.com', purpose: 'They answered: stop writing' },
  { usage: 'remove ada@example.com', purpose: 'Take someone out of a sequence' },
  { usage: 'suppress ada@example.com', purpose: 'Never write to them again' },
  { usage: 'contact ada@example.com', purpose: 'See and edit a contact' },
  { usage: 'simulate saas-outbound', purpose: 'Its dates, without enrolling anybody' },
  { usage: 'test saas-outbound intro', purpose: 'Send one step to yourself' },
  { usage: 'templates', purpose: 'Stored mails, tasks, texts and postcards' },
  { usage: 'parcels', purpose: 'Lists of what is sent as parcels' },
  { usage: 'import', purpose: 'Bring in a sequence file' },
  { usage: 'export saas-outbound', purpose: 'A sequence as a file' },
  { usage: 'report saas-outbound', purpose: 'What a sequence came to' },
  { usage: 'digest here daily 08:30', purpose: 'A daily digest in this channel' },
  { usage: 'settings', purpose: 'Zone, managers, sender' },
];

/** The examples that go on from what was typed; none unless it begins a command. */
export function suggestionsFor(typed: string, command: string): CommandExample[] {
  if (!typed.startsWith('/') || typed.includes('\n')) return [];
  if (command.startsWith(typed.trimEnd())) return commandExamples.slice(0, 7);
  if (!typed.startsWith(`${command} `)) return [];
  const rest = typed.slice(command.length + 1).toLowerCase();
  return commandExamples.filter(({ usage }) => usage.startsWith(rest) && usage !== rest).slice(0, 7);
}
