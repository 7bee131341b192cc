import type { Intent } from '../../command/intent.js';
import type { CommandContext, CommandHandler, IntentOf } from './command.js';
import { contact } from './contact.js';
import { digest } from './digest.js';
import { edit } from './edit.js';
import { enroll } from './enroll.js';
import { exportCommand } from './export.js';
import { help } from './help.js';
import { importCommand } from './import.js';
import { list } from './list.js';
import { newSequence } from './new.js';
import { parcels } from './parcels.js';
import { pauseCommand } from './pause.js';
import { remove } from './remove.js';
import { replied } from './replied.js';
import { report } from './report.js';
import { resumeCommand } from './resume.js';
import { settings } from './settings.js';
import { show } from './show.js';
import { simulate } from './simulate.js';
import { status } from './status.js';
import { suppressCommand } from './suppress.js';
import { tasks } from './tasks.js';
import { templates } from './templates.js';
import { test } from './test.js';
import { today } from './today.js';
import { unsuppressCommand } from './unsuppress.js';
import { why } from './why.js';

/** Every command there is: a new one does not compile until it is handled here. */
const handlers: { readonly [K in Intent['kind']]: CommandHandler<K> } = {
  help,
  new: newSequence,
  edit,
  list,
  show,
  simulate,
  enroll,
  status,
  why,
  pause: pauseCommand,
  resume: resumeCommand,
  remove,
  replied,
  suppress: suppressCommand,
  unsuppress: unsuppressCommand,
  contact,
  test,
  templates,
  parcels,
  import: importCommand,
  export: exportCommand,
  today,
  tasks,
  report,
  digest,
  settings,
};

/** Hands an intent to its handler. */
export function handleCommand(intent: Intent, context: CommandContext) {
  return handle(intent.kind, intent, context);
}

function handle<K extends Intent['kind']>(kind: K, intent: Intent, context: CommandContext) {
  if (!isOf(kind, intent)) throw new Error(`a ${intent.kind} is no ${kind}`);
  return handlers[kind](intent, context);
}

function isOf<K extends Intent['kind']>(kind: K, intent: Intent): intent is IntentOf<K> {
  return intent.kind === kind;
}
